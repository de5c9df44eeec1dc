"""When a human being will next read what is written on the public page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from withness.values.rules.spans import Span


class Reads(StrEnum):
    """Whether somebody reads now, later, or at no time that is known."""

    NOW = "now"
    LATER = "later"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """When somebody reads it: before `at` where it is now, from `at` on where it is later."""

    reads: Reads
    at: datetime | None = None


def next_read(turns: Iterable[Span], now: datetime) -> Reading:
    """Return when somebody on duty next reads what comes in at `now`."""
    ahead = sorted(turn for turn in turns if now < turn.end)
    here = [turn for turn in ahead if turn.start <= now]
    if here:
        return Reading(Reads.NOW, min(turn.end for turn in here))
    if ahead:
        return Reading(Reads.LATER, ahead[0].start)
    return Reading(Reads.UNKNOWN)


def soonest(readings: Iterable[tuple[Reading, int]]) -> int:
    """Return the number of the team that reads first: now before later, later before unknown.

    Each reading comes with its team's number; of two alike the smaller number.
    """
    rank = {Reads.NOW: 0, Reads.LATER: 1, Reads.UNKNOWN: 2}

    def key(pair: tuple[Reading, int]) -> tuple[int, float, int]:
        reading, number = pair
        later = reading.reads == Reads.LATER and reading.at is not None
        return rank[reading.reads], reading.at.timestamp() if later and reading.at else 0, number

    return min(readings, key=key)[1]
