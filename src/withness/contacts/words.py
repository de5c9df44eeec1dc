"""The sentences of this room: times, states, refusals."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from withness.contacts.rules import promise as rules
from withness.contacts.rules import reading, said, states
from withness.values.rules import text, wall
from withness.values.rules.refusals import Refusal

NUMBERS = (
    gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"), gettext_lazy("five"),
    gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"),
    gettext_lazy("ten"), gettext_lazy("eleven"), gettext_lazy("twelve"), gettext_lazy("thirteen"),
    gettext_lazy("fourteen"), gettext_lazy("fifteen"), gettext_lazy("sixteen"),
    gettext_lazy("seventeen"), gettext_lazy("eighteen"), gettext_lazy("nineteen"),
    gettext_lazy("twenty"), gettext_lazy("twenty-one"), gettext_lazy("twenty-two"),
    gettext_lazy("twenty-three"), gettext_lazy("twenty-four"),
)  # fmt: skip
IN_DAYS = 48  # hours from which on we speak of days


@dataclass(frozen=True, slots=True)
class Clock:
    """The times of a promise in words.

    `until`: "tomorrow, 09:10". `left`: "eighteen hours from now" or "three hours ago". `over`: it
    has run out. `percent`: how much has run; `alt`: the same for those who hear the picture.
    """

    asked: str
    until: str
    left: str
    over: bool
    percent: int
    alt: str


def clock(asked_at: datetime, promised_until: datetime, now: datetime, zone: str) -> Clock:
    """Return the times of a promise in words, as clocks in `zone` show them."""
    rest = rules.left(promised_until, now)
    percent = rules.share_run(asked_at, promised_until, now)
    return Clock(
        moment(asked_at, now, zone),
        moment(promised_until, now, zone),
        (_("%(span)s ago") if rest.over else _("%(span)s from now")) % {"span": span(rest)},
        rest.over,
        percent,
        _("The time has run out.")
        if rest.over
        else _("%(percent)s per cent of the time has passed.") % {"percent": percent},
    )


def moment(at: datetime, now: datetime, zone: str) -> str:
    """Return an instant in words: "tomorrow, 09:10", "Thursday 26 November, 08:00"."""
    there, here = wall.wall_time(at, zone), wall.wall_time(now, zone)
    return _("%(day)s, %(time)s") % {
        "day": _day(there, (there.date() - here.date()).days),
        "time": time_of_day(at, zone),
    }


def _day(there: datetime, apart: int) -> str:
    match apart:
        case -1:
            return _("yesterday")
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case _:
            return formats.date_format(there, pgettext("a day: Thursday 26 November", "l j F"))


def time_of_day(at: datetime, zone: str) -> str:
    """Return what the clock in `zone` shows: "14:30"."""
    shape = pgettext("a time of day: 14:30", "H:i")
    return formats.date_format(wall.wall_time(at, zone), shape)


def span(rest: rules.Left) -> str:
    """Return a length of time in words, as exactly as anybody needs it."""
    minutes = rest.days * 1440 + rest.hours * 60 + rest.minutes
    hours = (minutes + 30) // 60
    if rest.days == 0 and rest.hours == 0:
        return ngettext("one minute", "%(count)s minutes", minutes) % {"count": number(minutes)}
    if rest.days == 0 and rest.hours == 1:
        whole = ngettext("one hour", "%(count)s hours", 1) % {"count": number(1)}
        if not rest.minutes:
            return whole
        beside = ngettext("one minute", "%(count)s minutes", rest.minutes)
        parts = {"hours": whole, "minutes": beside % {"count": number(rest.minutes)}}
        return _("%(hours)s and %(minutes)s") % parts
    if hours < IN_DAYS:
        return ngettext("one hour", "%(count)s hours", hours) % {"count": number(hours)}
    days = (hours + 12) // 24
    return ngettext("one day", "%(count)s days", days) % {"count": number(days)}


def number(count: int) -> str:
    """Return a small number as a word, a larger one in digits."""
    at = count - 2
    return str(NUMBERS[at]) if 0 <= at < len(NUMBERS) else str(count)


def reads(which: reading.Reads, at: datetime | None, now: datetime, zone: str) -> str:
    """Return when a human being will next read what is written on the public page."""
    if which == reading.Reads.UNKNOWN or at is None:
        return _(
            "At the moment nobody is on duty here, so we cannot say when somebody reads this. "
            "Please ring first if it cannot wait."
        )
    when = {"when": moment(at, now, zone)}
    if which == reading.Reads.NOW:
        if wall.wall_time(at, zone).date() == wall.wall_time(now, zone).date():
            when = {"when": time_of_day(at, zone)}
        return _("Somebody is here now. They read this before %(when)s.") % when
    return (
        _(
            "Nobody reads this page right now. Somebody reads it from %(when)s on. "
            "Please ring first if it cannot wait."
        )
        % when
    )


CALLERS: dict[states.Caller, str | Promise] = {
    states.Caller.SELF: gettext_lazy("for themselves"),
    states.Caller.SOMEBODY: gettext_lazy("for somebody they care about"),
    states.Caller.AGENCY: gettext_lazy("as an agency that refers"),
}
ROUTES: dict[states.Route, str | Promise] = {
    states.Route.PAGE: gettext_lazy("They wrote it themselves, on our page."),
    states.Route.TELEPHONE: gettext_lazy("It was said on the telephone."),
    states.Route.REFERRAL: gettext_lazy("It came as a referral."),
}
ENDS: dict[states.End, str | Promise] = {
    states.End.HELD: gettext_lazy("The first meeting was held. The promise is kept."),
    states.End.NO: gettext_lazy("The person said no."),
    states.End.LATER: gettext_lazy("The person said: later."),
    states.End.ELSEWHERE: gettext_lazy("Another service took it up."),
}
TO_CALLER: dict[states.End, str | Promise] = {
    states.End.HELD: gettext_lazy("The first meeting was held."),
    states.End.NO: gettext_lazy("You said no. Nobody will ring you about this."),
    states.End.LATER: gettext_lazy("You said: later. You can ask again whenever you like."),
    states.End.ELSEWHERE: gettext_lazy("Another service has taken it up."),
}
REFUSALS: dict[str, str | Promise] = {
    "already_ended": gettext_lazy("This promise has ended already. How it ended stands below."),
    "not_reached": gettext_lazy(
        "Only the person themselves can say no or later. Please write down first that you reached "
        "them."
    ),
    "not_named": gettext_lazy("Please write which service has taken it up."),
    "only_by_meeting": gettext_lazy("Only a meeting that was held keeps a promise."),
    "taken_meanwhile": gettext_lazy(
        "Somebody else has taken this promise in the meantime. You see below who holds it now."
    ),
    "no_name": gettext_lazy("What shall we call you? Any name will do, also a made-up one."),
    "nothing_said": gettext_lazy("Nothing was written yet."),
    "no_way": gettext_lazy(
        "They gave no address of this kind that we may write to. Please show the link instead."
    ),
    "no_team": gettext_lazy("This service is not ready yet. Please ring."),
    "name_wanted": gettext_lazy("What shall the team call this network?"),
    "nobody_named": gettext_lazy("What shall the team call this network?"),
    "works_here_not": gettext_lazy("Somebody you chose no longer works here. Please choose again."),
    "has_a_network": gettext_lazy(
        "There is a network around this person already. Please look for it under Networks."
    ),
}


def refused(refusal: Refusal) -> str:
    """Return the kind sentence for a refusal of this room."""
    if isinstance(refusal, text.TooLong):
        return too_long(refusal)
    return str(REFUSALS.get(refusal.code, _("This cannot be done now. Please look again.")))


def too_long(refusal: text.TooLong) -> str:
    """Return how much too long a text is; the text itself is still there."""
    told = {
        key: formats.number_format(int(str(value)), 0, force_grouping=True)
        for key, value in refusal.facts.items()
    }
    return (
        _(
            "This is %(has)s characters long, and there is room for %(most)s. Please shorten it a "
            "little, or tell us the rest when we speak. Nothing you wrote is lost."
        )
        % told
    )


LINK_BY: dict[said.LinkBy, str | Promise] = {
    said.LinkBy.MAIL: gettext_lazy("We also send it to the mail address you gave."),
    said.LinkBy.SMS: gettext_lazy("We also send it to the number you gave."),
}
