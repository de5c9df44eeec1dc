"""Busy time: when somebody cannot meet, and nothing about why."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeAlias

from withness.values.rules import spans
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

Busy: TypeAlias = Span
"""A stretch of time in which somebody is taken: instants in UTC, the end excluded."""

MOST_BYTES = 5_000_000
"""The largest calendar file that is looked at; several years of a full diary fit."""

MOST_LINES = 250_000
"""The most lines a calendar file may have."""

MOST_OCCURRENCES = 20_000
"""The most occurrences that are counted out for one window."""


class Why(StrEnum):
    """The reasons for which a calendar is not read; `words.calendar` has a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    ZIPPED = "zipped"
    NOT_A_CALENDAR = "not_a_calendar"
    CUT_SHORT = "cut_short"
    BAD_EVENT = "bad_event"
    BAD_REPEAT = "bad_repeat"
    BAD_ZONE = "bad_zone"
    TOO_MUCH = "too_much"
    UNREADABLE = "unreadable"


class CalendarRefused(Refusal):
    """A calendar that cannot be read; never read in part, for a gap would look like free time.

    `code` is one of `Why`; facts are `line` (where an event or a zone begins, from 1).
    """


def within(window: Span, taken: Iterable[Span]) -> tuple[Busy, ...]:
    """Join what overlaps or touches and cut it to the window, sorted; empty spans are dropped.

    Applied to its own answer it changes nothing.
    """
    cut = (span.clipped(window) for span in taken)
    return spans.merged(span for span in cut if span is not None)


def starting_in(window: Span, occurrences: Iterable[Span]) -> tuple[Span, ...]:
    """Keep each occurrence that starts inside the window, sorted and uncut, doubles included."""
    return tuple(sorted(one for one in occurrences if window.start <= one.start < window.end))
