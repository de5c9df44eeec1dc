"""What a speaker is asked about words from before somebody joined. Nothing here presses."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.records.queries.earlier import AskedFact, WaitsFact
from withness.records.rules.states import Answer
from withness.values.rules import wall

ANSWERS: dict[Answer, Promise] = {
    Answer.YES: gettext_lazy("Yes"),
    Answer.NO: gettext_lazy("No"),
    Answer.NOT_NOW: gettext_lazy("Not now"),
}
SAID: dict[Answer, Promise] = {
    Answer.YES: gettext_lazy("They can read those words of yours now."),
    Answer.NO: gettext_lazy("They do not read them. Nobody is told what you said."),
    Answer.NOT_NOW: gettext_lazy("They do not read them. Nobody is told what you said."),
}
STANDS: dict[Answer | None, Promise] = {
    None: gettext_lazy("You have not answered. That is no yes, and you need not answer."),
    Answer.YES: gettext_lazy("You said yes. You can take it back at any time."),
    Answer.NO: gettext_lazy("You said no."),
    Answer.NOT_NOW: gettext_lazy("You said: not now."),
}


@dataclass(frozen=True, slots=True)
class Waits:
    """One meeting with words of one's own, and how one answered. `given`: the answer's code."""

    meeting_id: UUID
    which: str
    stands: str
    given: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Who would like to read, since when they belong, and the meetings it is about."""

    asking_id: UUID
    joiner: str
    joined: str
    meetings: tuple[Waits, ...]


def asked(fact: AskedFact, zone: str) -> Asked:
    """Return one asking in words."""
    joined = formats.date_format(wall.wall_time(fact.joined_at, zone), "j F Y")
    return Asked(fact.asking_id, fact.joiner, joined, tuple(_waits(one) for one in fact.meetings))


def _waits(one: WaitsFact) -> Waits:
    which = _("Meeting %(number)s, %(day)s") % {
        "number": one.number,
        "day": formats.date_format(one.wall_start, "j F Y"),
    }
    return Waits(one.meeting_id, which, str(STANDS[one.answer]), one.answer or "")
