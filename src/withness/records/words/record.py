"""What stands above a record: which meeting, where, how long, who was here, whom we missed."""

from collections.abc import Iterable

from django.utils import formats
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from withness.meetings.rules.life import is_there
from withness.meetings.rules.states import Came, State, Step, Where
from withness.records.queries.page import HeadFact, PresentFact

HOUR = 60
WHERE: dict[Where, Promise] = {
    Where.HOME: gettext_lazy("At home"),
    Where.CLINIC: gettext_lazy("At the service"),
    Where.WARD: gettext_lazy("On the ward"),
    Where.ONLINE: gettext_lazy("Online"),
    Where.ELSEWHERE: gettext_lazy("Somewhere else"),
}
STEPS: dict[Step, Promise] = {
    Step.GATHERING: gettext_lazy("Gathering"),
    Step.OPENING: gettext_lazy("Opening"),
    Step.TALKING: gettext_lazy("Talking"),
    Step.REFLECTING: gettext_lazy("Reflecting"),
    Step.CLOSING: gettext_lazy("Closing"),
}
GO: dict[Step, Promise] = {
    Step.OPENING: gettext_lazy("To the opening"),
    Step.TALKING: gettext_lazy("Begin to talk"),
    Step.REFLECTING: gettext_lazy("To the reflecting"),
    Step.CLOSING: gettext_lazy("To the closing"),
}
BACK: dict[Step, Promise] = {
    Step.GATHERING: gettext_lazy("Back to who is here"),
    Step.OPENING: gettext_lazy("Back to the opening"),
    Step.TALKING: gettext_lazy("Back to talking"),
    Step.REFLECTING: gettext_lazy("Back to the reflecting"),
}
ASKS: dict[Step, Promise] = {
    Step.GATHERING: gettext_lazy("Who is here?"),
    Step.OPENING: gettext_lazy("How would each of us like to use this time?"),
    Step.TALKING: gettext_lazy("This page is resting."),
    Step.REFLECTING: gettext_lazy("The practitioners talk with each other."),
    Step.CLOSING: gettext_lazy("What would you like remembered?"),
}
CAME: dict[Came, Promise] = {
    Came.ROOM: gettext_lazy("here in the room"),
    Came.ONLINE: gettext_lazy("here online"),
    Came.TELEPHONE: gettext_lazy("here on the telephone"),
    Came.MISSED: gettext_lazy("missing today"),
}
NOT_SAID = gettext_lazy("not said yet")
ORDER = (
    gettext_lazy("First meeting"), gettext_lazy("Second meeting"), gettext_lazy("Third meeting"),
    gettext_lazy("Fourth meeting"), gettext_lazy("Fifth meeting"), gettext_lazy("Sixth meeting"),
    gettext_lazy("Seventh meeting"), gettext_lazy("Eighth meeting"), gettext_lazy("Ninth meeting"),
    gettext_lazy("Tenth meeting"),
)  # fmt: skip


def which(head: HeadFact) -> str:
    """Return which meeting, and the day as the clocks there showed it: "Third meeting, 26 …"."""
    order = (
        str(ORDER[head.number - 1])
        if head.number <= len(ORDER)
        else _("Meeting %(number)s") % {"number": head.number}
    )
    return f"{order}, {formats.date_format(head.wall_start, 'j F Y')}"


def place_and_length(head: HeadFact) -> str:
    """Return where it was and how long: "At home, an hour and a half."; "" for those not told."""
    if not head.had_part:
        return ""
    place = head.where_words or str(WHERE[head.where])
    if head.state != State.HELD:
        return _("%(place)s.") % {"place": place}
    return _("%(place)s, %(length)s.") % {"place": place, "length": length(minutes(head))}


def minutes(head: HeadFact) -> int:
    """Return how long people sat together, to five minutes; as planned where nobody knows."""
    if head.begun_at and head.held_at:
        lasted = round((head.held_at - head.begun_at).total_seconds() / 300) * 5
        if 0 < lasted <= head.minutes * 3:
            return lasted
    return head.minutes


def length(minutes: int) -> str:
    """Return a length of time in words."""
    known = {60: _("an hour"), 90: _("an hour and a half"), 120: _("two hours")}
    if minutes in known:
        return known[minutes]
    hours, rest = divmod(minutes, HOUR)
    in_hours = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    in_minutes = ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}
    if hours and rest:
        return _("%(hours)s and %(minutes)s") % {"hours": in_hours, "minutes": in_minutes}
    return in_hours if hours else in_minutes


def who_was_here(people: Iterable[PresentFact], *, now: bool = False) -> tuple[str, str]:
    """Return who was here and whom we missed, each as a sentence; "" where there is nobody."""
    here = [one.name for one in people if is_there(one.came)]
    missed = [one.name for one in people if not is_there(one.came)]
    said_here = _("Here now: %(names)s.") if now else _("Here were: %(names)s.")
    said_missed = _("Not here: %(names)s.") if now else _("We missed: %(names)s.")
    return (
        said_here % {"names": listed(here)} if here else "",
        said_missed % {"names": listed(missed)} if missed else "",
    )


def listed(names: list[str]) -> str:
    """Return names joined as in speech."""
    return get_text_list(names, _("and"))
