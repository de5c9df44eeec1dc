"""What is said on the telephone about one's own words: for who carries it out, and who said it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.records.queries.telephone import SpokenFact
from withness.records.rules.states import Answer, Circle, Said, Yes
from withness.records.words import circles
from withness.records.words.earlier import ANSWERS
from withness.values.rules import wall

NOTED = gettext_lazy(
    "It is written down, and they are told that something stands on their page. What closes "
    "counts at once. What opens waits for their own yes, unless they said it here in the room."
)
WHAT: dict[Said, Promise] = {
    Said.TAKE_BACK: gettext_lazy("%(name)s wrote down that you took these words back."),
    Said.CIRCLE: gettext_lazy("%(name)s wrote down that you chose who reads these words: %(to)s."),
    Said.OPEN_TO: gettext_lazy("%(name)s wrote down that you open these words to %(whom)s."),
    Said.CLOSE_TO: gettext_lazy(
        "%(name)s wrote down that %(whom)s no longer reads these words by name."
    ),
    Said.ABOUT: gettext_lazy(
        "%(name)s wrote down that these words speak about somebody. Nobody else is told."
    ),
    Said.ANSWER: gettext_lazy(
        "%(whom)s would read your earlier words. %(name)s wrote down your answer: %(to)s."
    ),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something written down for somebody, as their own page shows it."""

    id: UUID
    what: str
    words: str
    which: str
    how: str
    stands: str
    waits: bool


def choices(name: str, *, centre: str, is_centre: bool) -> list[tuple[str, str]]:
    """Return the circles that `name` can choose, said to somebody else."""
    said = {
        Circle.NAMED: _("Only people whom %(name)s names") % {"name": name},
        Circle.ONLY_ME: _("Only %(name)s") % {"name": name},
    }
    offered = (
        Circle.ROOM, Circle.NETWORK, Circle.PRACTITIONERS, Circle.NAMED, Circle.ONLY_ME,
    )  # fmt: skip
    return [
        (
            circle.value,
            said.get(circle)
            or circles.readers(circle, centre=centre, is_centre=is_centre, now=False),
        )
        for circle in offered
    ]


def spoken(fact: SpokenFact, zone: str) -> Spoken:
    """Return one thing written down for somebody, in words."""
    about = {"name": f"\u2068{fact.writer}\u2069", "whom": f"\u2068{fact.whom}\u2069"}
    return Spoken(
        fact.id,
        WHAT[fact.what] % (about | {"to": _to(fact)}),
        fact.words,
        _("Words of yours from the meeting on %(day)s.")
        % {"day": formats.date_format(fact.wall_start, "j F Y")},
        _how(fact) % {"day": formats.date_format(wall.wall_time(fact.said_at, zone), "j F Y")},
        _("It waits for your yes. Silence is not a yes.") if fact.waits else _("It counts now."),
        fact.waits,
    )


def _how(fact: SpokenFact) -> str:
    return (
        _("In the room, on %(day)s.")
        if fact.heard == Yes.ROOM
        else _("On the telephone, on %(day)s.")
    )


def _to(fact: SpokenFact) -> str:
    if fact.what == Said.ANSWER:
        return str(ANSWERS[Answer(fact.to)])
    if fact.what != Said.CIRCLE:
        return ""
    circle = Circle(fact.to)
    if circle == Circle.ROOM:
        return _("Those who were there, and the person at the centre")
    return str(circles.SAID[circle])
