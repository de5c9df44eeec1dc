"""Trying what somebody asked for, and saying kindly on their page why it cannot be."""

from collections.abc import Callable
from dataclasses import dataclass

from withness.access.rules import NotAllowed
from withness.values.rules.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Kindly:
    """Give a refusal within to `show` and go on after it; `NotAllowed` stays an absent page."""

    show: Callable[[Refusal], object]

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, why: object, _trace: object) -> bool:
        if isinstance(why, NotAllowed) or not isinstance(why, Refusal):
            return False
        self.show(why)
        return True
