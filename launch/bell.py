"""The bell: how the launcher hears that it is asked to end, or that a child has ended.

Handlers are set in any case, so that a SIGINT which whoever started us had ignored (a shell does so
for its background jobs) is heard all the same.
"""

import os
import select
import signal
from types import FrameType


class Asked(Exception):
    """Somebody asked the launcher to end while a step was running."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.code = 128 + number


class Bell:
    """Rings when a signal arrives; waiting for it costs nothing."""

    def __init__(self) -> None:
        self.asked: int | None = None
        self.times = 0
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def hang(self) -> None:
        """Listen for SIGINT, SIGTERM, ended children, and SIGHUP unless it was ignored (nohup)."""
        heard = {signal.SIGINT, signal.SIGTERM}
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            heard.add(signal.SIGHUP)
        for number in heard:
            signal.signal(number, self._ring)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, heard | {signal.SIGCHLD})

    def take_down(self) -> None:
        """Give signals their ordinary meaning again, for a program that takes our place."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, signal.SIG_DFL)

    def wait(self, seconds: float) -> None:
        """Sleep until a signal arrives, at most so many seconds."""
        select.select([self._read], [], [], max(seconds, 0))
        try:
            os.read(self._read, 4096)
        except BlockingIOError:
            return

    def heed(self) -> None:
        """Raise Asked if somebody asked the launcher to end."""
        if self.asked is not None:
            raise Asked(self.asked)

    def _ring(self, number: int, _frame: FrameType | None) -> None:
        self.asked = self.asked or number
        self.times += 1
