"""Where lines stand: an account that answers another stands beside it (promise 2)."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar
from uuid import UUID


class Standing(Protocol):
    """A line, as far as its place goes."""

    @property
    def id(self) -> UUID:
        """Which line."""

    @property
    def answers_id(self) -> UUID | None:
        """The line it was said beside, if any."""


L = TypeVar("L", bound=Standing)


def beside(lines: Iterable[L]) -> tuple[tuple[L, ...], ...]:
    """Return the lines in groups: each with those said beside it, in order of speaking.

    A line whose first account the reader does not see stands alone. Nothing is left out, nothing
    comes twice.
    """
    all_lines = list(lines)
    there = {line.id: line for line in all_lines}
    groups: dict[UUID, list[L]] = {}
    for line in all_lines:
        groups.setdefault(_first(line, there), []).append(line)
    return tuple(_root_first(first, group) for first, group in groups.items())


def _first(line: Standing, there: dict[UUID, L]) -> UUID:
    """Return the first account of what a line is about, as far as it can be followed."""
    seen = {line.id}
    at: Standing = line
    while at.answers_id in there and at.answers_id not in seen:
        at = there[at.answers_id]
        seen.add(at.id)
    return at.id


def _root_first(first: UUID, group: Sequence[L]) -> tuple[L, ...]:
    return tuple(sorted(group, key=lambda line: line.id != first))
