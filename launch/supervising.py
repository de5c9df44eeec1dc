"""Starting children and ending them: nothing the launcher began outlives it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from launch.bell import Bell
from launch.voice import Trouble, say

STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
GRACE = 3.0  # seconds a child has to end by itself; the whole ending must stay under five
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class Child:
    """A process of ours, leader of its own session and process group."""

    name: str
    process: subprocess.Popen[bytes]

    def ended(self) -> bool:
        """Whether it has ended."""
        return self.process.poll() is not None

    def signal(self, number: int) -> None:
        """Send a signal to it and to everything it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


class Supervisor:
    """Holds children for as long as its `with` block lasts, and ends them when it is left."""

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        self.children: list[Child] = []
        self.farewell = signal.SIGTERM

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end_all()

    def start(
        self,
        name: str,
        argv: Sequence[str | Path],
        variables: Mapping[str, str],
        *,
        folder: Path | None = None,
        output: IO[bytes] | int = STANDARD_ERROR,
        keyboard: bool = False,
    ) -> Child:
        """Start a child; both its outputs go to standard error unless `output` says otherwise.

        `keyboard` lets it read what is typed.
        """
        process = subprocess.Popen(
            [str(word) for word in argv],
            env=dict(variables),
            cwd=folder,
            stdin=None if keyboard else subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=ending_with(os.getpid()),  # safe: the launcher has one thread
        )
        child = Child(name, process)
        self.children.append(child)
        return child

    def run(
        self,
        name: str,
        argv: Sequence[str | Path],
        variables: Mapping[str, str],
        *,
        folder: Path | None = None,
        output: IO[bytes] | int = STANDARD_ERROR,
        keyboard: bool = False,
    ) -> int:
        """Run one step to its end and return its exit code.

        Raises Asked if somebody asks the launcher to end meanwhile.
        """
        child = self.start(name, argv, variables, folder=folder, output=output, keyboard=keyboard)
        while not child.ended():
            self.bell.heed()
            self.bell.wait(1)
        self.bell.heed()
        self.children.remove(child)
        child.signal(signal.SIGKILL)  # what it left behind
        return child.process.returncode

    def watch(self) -> None:
        """Wait until somebody asks to end; a child that ends by itself is trouble."""
        while self.bell.asked is None:
            self.heed_children()
            self.bell.wait(1)

    def wait_until(self, true: Callable[[], bool], seconds: float) -> bool:
        """Wait until something is true, at most so many seconds; False if it never was."""
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            self.bell.heed()
            self.heed_children()
            if true():
                return True
            self.bell.wait(0.1)
        return False

    def heed_children(self) -> None:
        """Raise Trouble if a child has ended although nobody asked it to."""
        for child in self.children:
            if child.ended() and self.bell.asked is None:
                how = manner(child.process.returncode)
                raise Trouble(f"The {child.name} ended by itself ({how}), so everything is ended.")

    def end_all(self) -> None:
        """Ask every child to end, wait a little, then stop whatever is left.

        A second signal ends the waiting.
        """
        for child in self.children:
            if not child.ended():
                child.signal(self.farewell)
        last, times = time.monotonic() + GRACE, self.bell.times
        while not all(child.ended() for child in self.children):
            if time.monotonic() > last or self.bell.times > times:
                break
            self.bell.wait(min(0.2, last - time.monotonic()))
        for child in self.children:
            if not child.ended():
                say(f"The {child.name} did not end when asked, and was stopped.")
            child.signal(signal.SIGKILL)
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.process.wait(timeout=1)
        self.children.clear()


def manner(code: int) -> str:
    """Say how a process ended: by an exit code, or by which signal."""
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def ending_with(launcher: int) -> Callable[[], None] | None:
    """What a new child does first, to be asked to end if the launcher is killed (Linux only)."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None, use_errno=True)

    def bind() -> None:
        library.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != launcher:
            os._exit(1)

    return bind
