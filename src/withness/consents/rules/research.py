"""Taking part in research: a separate, later yes to one study, taken back at any time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from withness.values.rules.refusals import Refusal

LATER = timedelta(days=1)  # after the first meeting, at the earliest


class Answer(StrEnum):
    """What somebody says to a study. Taking a yes back is a no."""

    YES = "yes"
    NO = "no"


class How(StrEnum):
    """How they said it."""

    THEMSELVES = "themselves"
    TELEPHONE = "telephone"  # a yes waits until they say it themselves; a no counts at once
    PAPER = "paper"  # they signed; the service keeps the sheet


class StudyIsOver(Refusal):
    """The study has ended: nobody is asked any more."""

    code = "study_is_over"


class StudyWantsMore(Refusal):
    """A study without a title, plain words or somebody to ask."""

    code = "study_wants_more"


class NotThatDay(Refusal):
    """A study that ends before it begins, or in more than ten years."""

    code = "not_that_day"


@dataclass(frozen=True, slots=True)
class Word:
    """One answer to one study."""

    number: int
    answer: Answer
    how: How


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody's answers to a study come to."""

    yes: bool = False
    answered: bool = False
    waits: bool = False  # somebody wrote a yes down that they have not said themselves


def standing(words: Iterable[Word]) -> Standing:
    """Return what all answers together come to, in the order of their numbers."""
    now = Standing()
    for word in sorted(words, key=lambda one: one.number):
        if word.answer == Answer.YES and word.how == How.TELEPHONE:
            now = Standing(now.yes, now.answered, waits=not now.yes)
        else:
            now = Standing(word.answer == Answer.YES, answered=True)
    return now


def may_be_asked(first_held_at: datetime | None, now: datetime, *, meets_now: bool) -> bool:
    """Whether the time has come: never at first contact, nor while one meets for the first time.

    Nor during any later meeting: then the page rests.
    """
    return first_held_at is not None and now - first_held_at >= LATER and not meets_now


def is_open(ends_on: date, closed_at: datetime | None, today: date) -> bool:
    """Whether a study still runs; its last day counts."""
    return closed_at is None and today <= ends_on
