"""What stands below a line in small letters: who wrote it down, how its speaker said yes."""

from datetime import datetime

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.records.queries.record import LineFact
from withness.records.rules.reading import Why
from withness.records.rules.states import As, Circle, Yes
from withness.values.rules import wall

WHY: dict[Why, Promise] = {
    Why.SPEAKER: gettext_lazy("You see this because these are your own words."),
    Why.WRITER: gettext_lazy("You see this because you wrote it down."),
    Why.WAS_THERE: gettext_lazy("You see this because you were at this meeting."),
    Why.CENTRE: gettext_lazy("You see this because this network is around you."),
    Why.NETWORK: gettext_lazy(
        "You see this because you belong to this network, and whoever said it opened it to "
        "everyone in it."
    ),
    Why.PRACTITIONER: gettext_lazy(
        "You see this because you are a practitioner of this network, and whoever said it opened "
        "it to its practitioners."
    ),
    Why.COVER: gettext_lazy("You see this because you stood in at this meeting."),
    Why.NAMED: gettext_lazy("You see this because whoever said it opened it to you by name."),
    Why.JOINER: gettext_lazy(
        "You see this because whoever said it opened it to you when you joined."
    ),
    Why.SPOKEN_OF: gettext_lazy(
        "You see this because it speaks of you, and whoever said it showed it to you."
    ),
    Why.GLASS: gettext_lazy(
        "You see this because you opened this network without belonging to it. Everyone in it "
        "was told."
    ),
    Why.DEMAND: gettext_lazy("You see this because a lawful demand opened it to you."),
}
# as whom a line was opened to somebody by name, told to its owner
NAMED_AS: dict[As, Promise | str] = {
    As.NAMED: "",
    As.JOINER: gettext_lazy("who joined later"),
    As.SPOKEN_OF: gettext_lazy("of whom it speaks"),
}
TAKING_BACK = (
    gettext_lazy("Nobody reads them any more, at once; not even you."),
    gettext_lazy("What others said beside them stays: it is theirs."),
    gettext_lazy("They are sealed for as long as the law asks, and then destroyed."),
)
OWN_LIFE = (
    gettext_lazy(
        "Practitioners put their lines right and remove none. Words that tell of your own life "
        "you can take back."
    ),
    gettext_lazy("Whoever reads this line sees that you took it back, and when."),
)
YES = {
    Yes.WROTE: gettext_lazy("Written by %(who)s."),
    Yes.ROOM: gettext_lazy("%(who)s said yes to it in the room."),
    Yes.TELEPHONE: gettext_lazy("%(who)s said yes to it on the telephone."),
    Yes.PAGE: gettext_lazy("%(who)s said yes to it on their own page."),
    Yes.NOT_YET: gettext_lazy("%(who)s has not said yes to it yet."),
}
YOUR_YES = {
    Yes.WROTE: gettext_lazy("You wrote this yourself."),
    Yes.ROOM: gettext_lazy("You said yes to it in the room."),
    Yes.TELEPHONE: gettext_lazy("You said yes to it on the telephone."),
    Yes.PAGE: gettext_lazy("You said yes to it on your own page."),
    Yes.NOT_YET: gettext_lazy("It waits for your yes. Silence is not a yes."),
}


def day(at: datetime, zone: str) -> str:
    """Return the day an instant falls on in a zone, in words."""
    return formats.date_format(wall.wall_time(at, zone), "j F")


def below(line: LineFact, zone: str, answered: str | None = None) -> tuple[str, ...]:
    """Return the sentences below a line; nothing where its speaker wrote it and all is plain.

    `answered`: whose line this one was said beside.
    """
    return tuple(
        sentence
        for sentence in (
            _("Beside what %(name)s said.") % {"name": answered} if answered else "",
            *(_written(line) if line.writer else ()),
            _("Said differently on %(day)s.") % {"day": day(line.changed_at, zone)}
            if line.changed_at
            else "",
            _state(line, zone),
        )
        if sentence
    )


def _written(line: LineFact) -> tuple[str, str]:
    by = (
        _("Written down by you.")
        if line.is_noted_by_viewer
        else _("Written down by %(name)s.") % {"name": line.writer}
    )
    yes = YOUR_YES[line.yes] if line.is_own else YES[line.yes]
    return by, str(yes) % {"who": line.speaker}


def _state(line: LineFact, zone: str) -> str:
    """Return that a line was taken back, and what only its owner is told."""
    if line.taken_back_at is not None:
        on = {"day": day(line.taken_back_at, zone), "name": line.speaker}
        if line.why == Why.DEMAND:
            return _("%(name)s took these words back on %(day)s.") % on
        if not line.is_own:
            return _("%(name)s took back words about their own life on %(day)s.") % on
        if line.is_destroyed:
            return _("You took this back on %(day)s. The words are gone.") % on
        return _("You took this back on %(day)s. Nobody reads it any more.") % on
    if line.is_own and (not line.is_shared or line.circle == Circle.ONLY_ME):
        return _("Kept for yourself. Nobody else reads it.")
    return ""


def why(line: LineFact) -> str:
    """Return why the viewer sees a line."""
    return str(WHY[line.why])
