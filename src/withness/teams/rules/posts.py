"""Posts and duties: what must stay true when people come and go."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(hours=24)
BETWEEN_READINGS = timedelta(hours=1)
BEFORE = timedelta(days=1)
AHEAD = timedelta(days=120)
FILE_AHEAD = timedelta(days=366)
LONGEST_ABSENCE = timedelta(days=3 * 366)


class LastKeeper(Refusal):
    """Nobody else has this duty, and each duty is somebody's; carries `duty`."""

    code = "last_keeper"


class NoName(Refusal):
    """Nothing was typed where a name belongs."""

    code = "no_name"


class LeftBeforeBegun(Refusal):
    """A last day that lies before the first."""

    code = "left_before_begun"


class AbsenceWrong(Refusal):
    """An absence that ends before it begins, or lasts for years."""

    code = "absence_wrong"


class HasBegun(Refusal):
    """A service has begun here already."""

    code = "has_begun"


class FeedNotAllowed(Refusal):
    """The address of a feed that is not read: not https, or inside somebody's own network."""

    code = "feed_not_allowed"


def may_lay_down(duty: str, holder: UUID, holders: Collection[UUID]) -> None:
    """Raise `LastKeeper` where the duty would be nobody's."""
    if not set(holders) - {holder}:
        raise LastKeeper(duty=duty)


def left_on(last_day: date | None, began_on: date) -> date | None:
    """Return the first day without, given the last day of work; None for somebody who stays."""
    if last_day is None:
        return None
    if last_day < began_on:
        raise LeftBeforeBegun
    return last_day + timedelta(days=1)


def absence(span: Span) -> Span:
    """Return the time of an absence, or raise `AbsenceWrong`."""
    if not timedelta() < span.length <= LONGEST_ABSENCE:
        raise AbsenceWrong
    return span


def reading_window(now: datetime) -> Span:
    """Return which time a feed is read for."""
    return Span(now - BEFORE, now + AHEAD)


def file_window(now: datetime) -> Span:
    """Return which time a file is read for: it is read once, so further ahead."""
    return Span(now - BEFORE, now + FILE_AHEAD)


def pause(now: datetime, last_good: datetime) -> timedelta:
    """Return how long to wait after trouble: as long again as it has lasted, within bounds."""
    return min(LONGEST_PAUSE, max(FIRST_PAUSE, now - last_good))
