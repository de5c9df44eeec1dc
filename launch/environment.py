"""The environment: .venv with the pinned requirements in it, made once and remembered.

What is installed is remembered by the sha256 of its requirement file in `.venv/.withness-<name>`,
so that a later start only compares. A lock beside the environment lets two launchers start at once;
a word in it tells the next launcher that the last one was stopped half-way: it begins again.
"""

import fcntl
import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from launch import places
from launch.supervising import Supervisor
from launch.voice import Trouble, say

HALF_WAY = "half-way"
# test.txt has every pin of run.txt in it (a test holds them together): installing it installs both.
CONTAINED = {"test": ("run",)}


class Environment:
    """The virtual environment of one repository."""

    def __init__(self, root: Path = places.ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / "bin" / "python"

    def ready(self, name: str) -> bool:
        """Whether requirements/<name>.txt, as it stands now, is installed; only compares."""
        try:
            remembered = self._memory(name).read_text(encoding="ascii").strip()
            here = self._pointer().read_text(encoding="utf-8").strip()
        except (OSError, ValueError, Trouble):
            return False
        whole = self.python.exists() and here == self._source()
        return whole and remembered == digest(self._requirements(name))

    def ensure(self, name: str, supervisor: Supervisor) -> None:
        """Make the environment and install requirements/<name>.txt, unless that is done already."""
        if self.ready(name):
            return
        with self._alone(supervisor) as lock:
            if self.ready(name):
                return
            stopped = lock.read().strip() == HALF_WAY
            write(lock, HALF_WAY)
            kept = self._forget()
            if stopped or not self._works(supervisor):
                self._make(supervisor, stopped=stopped)
                kept = {}
            finished = self._install(name, supervisor, kept)
            write(lock, "")
            if not finished:
                raise Trouble(
                    f"requirements/{name}.txt could not be installed; the lines above say why. "
                    "Most often the network is missing: try again when it is back."
                )

    def _make(self, supervisor: Supervisor, *, stopped: bool) -> None:
        missing = venv_missing()
        if missing:
            raise Trouble(missing)
        if self.folder.is_symlink():
            raise Trouble(f"{self.folder} is a link to nothing that works: please remove the link.")
        if self.folder.exists():
            why = "the last set-up was stopped half-way" if stopped else "it does not work"
            say(f"Making .venv again, because {why}.")
            shutil.rmtree(self.folder)
        say("Making .venv, the program's own Python environment (once, about half a minute) …")
        argv = [own_python(), "-m", "venv", self.folder]
        if supervisor.run("set-up of .venv", argv, places.clean_variables(self.root)) != 0:
            raise Trouble(f"{self.folder} could not be made; the lines above say why.")

    def _install(self, name: str, supervisor: Supervisor, kept: dict[str, str]) -> bool:
        say(f"Installing requirements/{name}.txt …")
        file = self._requirements(name)
        installed = (name, *CONTAINED.get(name, ()))
        known = kept | {part: digest(self._requirements(part)) for part in installed}
        argv = [self.python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        argv += ["--no-user", "--require-hashes", "-r", file]
        variables = places.clean_variables(self.root)
        if supervisor.run("installation", argv, variables, folder=self.root) != 0:
            return False
        self._pointer().write_text(self._source() + "\n", encoding="utf-8")
        for part, value in known.items():
            self._memory(part).write_text(value + "\n", encoding="ascii")
        return True

    def _works(self, supervisor: Supervisor) -> bool:
        if not self.python.exists():
            return False
        trial = "import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
        argv = [self.python, "-c", trial]
        return supervisor.run("check of .venv", argv, places.clean_variables(self.root)) == 0

    def _forget(self) -> dict[str, str]:
        # Before anything changes, so that a set-up stopped half-way is never taken for whole.
        known = {}
        for memory in self.folder.glob(".withness-*"):
            name = memory.name.removeprefix(".withness-")
            known[name] = memory.read_text(encoding="ascii").strip()
            memory.unlink()
        return known

    @contextmanager
    def _alone(self, supervisor: Supervisor) -> Iterator[TextIO]:
        with (self.root / ".venv.lock").open("a+", encoding="ascii") as lock:
            told = False
            while not taken(lock):
                if not told:
                    say("Another ./withness is preparing .venv: waiting for it …")
                told = True
                supervisor.bell.heed()
                supervisor.bell.wait(0.2)
            lock.seek(0)
            yield lock

    def _requirements(self, name: str) -> Path:
        return self.root / "requirements" / f"{name}.txt"

    def _memory(self, name: str) -> Path:
        return self.folder / f".withness-{name}"

    def _pointer(self) -> Path:
        for packages in sorted(self.folder.glob("lib/python3.*/site-packages")):
            return packages / "withness.pth"
        raise Trouble(f"{self.folder} has no place for packages: please remove it and start again.")

    def _source(self) -> str:
        # Relative to site-packages, so that the repository can be moved.
        return "../../../../src"


def digest(file: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def own_python() -> str:
    """The Python that runs the launcher, outside any virtual environment."""
    return getattr(sys, "_base_executable", None) or sys.executable


def venv_missing(platform: str = sys.platform) -> str | None:
    """Say what Python lacks to make an environment, and how to get it; None if it lacks nothing."""
    if all(importlib.util.find_spec(part) for part in ("venv", "ensurepip")):
        return None
    if platform == "darwin":
        return "Python's venv is missing: brew install python@3.13"
    for program, advice in (
        ("apt-get", "apt-get install python3-venv"),
        ("dnf", "dnf install python3-libs python3-pip"),
        ("apk", "apk add python3 py3-pip"),
        ("zypper", "zypper install python3-base python3-pip"),
    ):
        if shutil.which(program):
            return f"python3-venv is missing: {advice}"
    return "python3-venv is missing: install your system's package of that name"


def taken(lock: TextIO) -> bool:
    """Take the lock if nobody holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def write(lock: TextIO, word: str) -> None:
    """Leave one word in the lock file for whoever comes next."""
    lock.seek(0)
    lock.truncate()
    lock.write(word)
    lock.flush()
