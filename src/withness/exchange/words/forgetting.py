"""Sentences about being forgotten: each thing, what becomes of it, and why some of it stays."""

from collections.abc import Collection
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.exchange.queries.wishes import WishFact
from withness.exchange.rules.forgetting import Because, Category, Fate, Outcome
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal

CATEGORIES: dict[Category, Promise] = {
    Category.CALL: _("what I said when I asked for help"),
    Category.WORDS: _("my own words in the record"),
    Category.ANSWERS: _("what I wrote to invitations"),
    Category.MESSAGES: _("the messages that were sent to me"),
    Category.CALENDAR: _("my own calendars"),
    Category.REACH: _("how to reach me"),
    Category.NAME: _("my name"),
    Category.LINK: _("every link and every device of mine"),
}
FATES: dict[Fate, Promise] = {
    Fate.GONE: _("It is destroyed at once."),
    Fate.SEALED: _(
        "Nobody can read it any more. It lies sealed for as long as the law of this place demands, "
        "and is destroyed then."
    ),
}
BECAUSE: dict[Because, Promise] = {
    Because.CORRECTED: _("This stays: practitioners correct their words and remove none."),
    Because.PROMISED: _(
        "This stays for now: a first meeting is promised, and somebody must be able to reach you. "
        "Take your call back first, or wait until you have met."
    ),
    Because.BELONGS: _("This stays while you belong to a network. Leave it first."),
    Because.WORKS_HERE: _(
        "This stays: the networks you worked with can always see who came and who opened what."
    ),
}
REFUSALS: dict[str, Promise] = {
    "nothing_chosen": _("Choose at least one thing, or go back."),
    "waits_already": _("A wish waits already. Leave that one first, and then ask anew."),
    "too_late": _("This was carried out, or left as it is, meanwhile."),
}


class Offered:
    """One thing that somebody can ask for, with what becomes of it."""

    def __init__(self, code: Category, outcome: Outcome, chosen: Collection[str]) -> None:
        self.code = code.value
        self.what = CATEGORIES[code]
        self.fate = told(outcome)
        self.can_go = outcome.fate != Fate.KEPT
        self.is_chosen = code.value in chosen


class Told:
    """One wish as the page tells it; times are the wall's in `zone`."""

    def __init__(self, fact: WishFact, zone: str) -> None:
        self.id = fact.id
        self.what = [CATEGORIES[one] for one in fact.categories]
        self.writer = fact.writer
        self.waits = fact.waits
        self.asked = wall.wall_time(fact.asked_at, zone)
        self.due = wall.wall_time(fact.due_at, zone)
        self.left = _wall(fact.left_at, zone)
        self.done = _wall(fact.done_at, zone)


def told(outcome: Outcome) -> str:
    """Return what becomes of one thing, or why it stays."""
    if outcome.because is not None:
        return str(BECAUSE[outcome.because])
    return str(FATES[outcome.fate])


def refusal(why: Refusal) -> str:
    """Return the sentence for a refusal."""
    return str(REFUSALS.get(why.code, _("This cannot be done just now.")))


def _wall(at: datetime | None, zone: str) -> datetime | None:
    return wall.wall_time(at, zone) if at else None
