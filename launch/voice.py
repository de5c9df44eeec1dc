"""How the launcher speaks: on standard error only, and in whole sentences."""

import contextlib
import sys


class Trouble(Exception):
    """Something is missing or wrong; the sentence says what, and what to do about it."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(sentence: str) -> None:
    """Tell the person at the terminal; never fails, also when nobody listens any more."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def answer(line: str = "") -> None:
    """Write one line of the command's own result on standard output."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
