"""Sentences of the joined pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from withness.contacts.words import number
from withness.meetings.rules.states import Answer, State, Where

MEETINGS: tuple[Promise, ...] = (
    gettext_lazy("First meeting"), gettext_lazy("Second meeting"), gettext_lazy("Third meeting"),
    gettext_lazy("Fourth meeting"), gettext_lazy("Fifth meeting"), gettext_lazy("Sixth meeting"),
    gettext_lazy("Seventh meeting"), gettext_lazy("Eighth meeting"), gettext_lazy("Ninth meeting"),
    gettext_lazy("Tenth meeting"), gettext_lazy("Eleventh meeting"),
    gettext_lazy("Twelfth meeting"),
)  # fmt: skip

PLACES: dict[Where, Promise] = {
    Where.HOME: pgettext_lazy("where a meeting is", "at home"),
    Where.CLINIC: pgettext_lazy("where a meeting is", "in our rooms"),
    Where.WARD: pgettext_lazy("where a meeting is", "on the ward"),
    Where.ONLINE: pgettext_lazy("where a meeting is", "online"),
    Where.ELSEWHERE: pgettext_lazy("where a meeting is", "somewhere else"),
}

ANSWERS: dict[Answer, Promise] = {
    Answer.NONE: gettext_lazy("You have not answered yet."),
    Answer.COMING: gettext_lazy("You said that you are coming."),
    Answer.ONLINE: gettext_lazy("You said that you join online."),
    Answer.PART: gettext_lazy("You said that you come for a part of it."),
    Answer.NOT_NOW: gettext_lazy("You said: not this time."),
}

WHAT_HAPPENS: tuple[tuple[Promise, tuple[Promise, ...]], ...] = (
    (
        gettext_lazy("Who is there"),
        (
            gettext_lazy(
                "You, the people who matter to you, and two or more of us. You say who comes. "
                "Nobody is asked against your word."
            ),
            gettext_lazy(
                "Where we can, one of us is a peer practitioner: somebody who knows hard times "
                "from their own life. They tell of it themselves, if and when they want to."
            ),
        ),
    ),
    (
        gettext_lazy("Where and when"),
        (
            gettext_lazy(
                "You choose the place: at home, with us, on the ward, online, or somewhere you "
                "feel safe. A meeting takes about an hour and a half. It can be shorter."
            ),
        ),
    ),
    (
        gettext_lazy("What we talk about"),
        (
            gettext_lazy(
                "We begin by asking how you would like to use the time. Everybody is heard, and "
                "nobody has to speak. It is all right to be silent, to disagree, and not to know."
            ),
        ),
    ),
    (
        gettext_lazy("Why we sometimes talk to each other"),
        (
            gettext_lazy(
                "Now and then those of us who work here turn to each other and say aloud what we "
                "are thinking, while you listen. We do it so that nothing about you is thought or "
                "decided behind your back. Then you answer first. If it feels strange, say so, "
                "and we stop."
            ),
        ),
    ),
    (
        gettext_lazy("What is decided"),
        (
            gettext_lazy(
                "What concerns you is decided in the meeting, with you. Sometimes the best answer "
                "is no decision today."
            ),
        ),
    ),
    (
        gettext_lazy("You can stop"),
        (
            gettext_lazy(
                "You can take a break, leave the room, or end the meeting at any time, and you "
                "need not say why. You can also say whom you would rather not meet."
            ),
        ),
    ),
    (
        gettext_lazy("What is written down"),
        (
            gettext_lazy(
                "We write together, in the room, in your own words. Everyone's words stand under "
                "their own name, and you say who reads yours."
            ),
        ),
    ),
)


def which_meeting(of: int) -> str:
    """Return "Fifth meeting"; from the thirteenth on in digits."""
    if 0 < of <= len(MEETINGS):
        return str(MEETINGS[of - 1])
    return _("Meeting %(number)s") % {"number": of}


def where(kind: Where, own_words: str, place: str) -> str:
    """Return where a meeting is: in somebody's own words, else the room's name, else its kind."""
    return own_words or place or str(PLACES[kind])


def today(count: int) -> str:
    """Return how a day begins: "Today you meet two networks"."""
    if not count:
        return _("No meeting today")
    said = ngettext("Today you meet one network", "Today you meet %(count)s networks", count)
    return said % {"count": number(count)}


def day(of: date, now: date) -> str:
    """Return the name of a day: "Today", "Tomorrow", "Thursday 26 November"."""
    apart = (of - now).days
    if apart == 0:
        return _("Today")
    if apart == 1:
        return _("Tomorrow")
    return formats.date_format(of, pgettext("a day: Thursday 26 November", "l j F"))


def time(of: datetime) -> str:
    """Return what the clock shows: "14:30"."""
    return formats.time_format(of, pgettext("a time of day: 14:30", "H:i"))


def day_and_time(of: datetime, now: date) -> str:
    """Return "Thursday 26 November, 14:30", or "tomorrow, 14:30", for inside a sentence."""
    apart = (of.date() - now).days
    near = _("today") if apart == 0 else _("tomorrow") if apart == 1 else day(of.date(), now)
    return _("%(day)s, %(time)s") % {"day": near, "time": time(of)}


@dataclass(frozen=True, slots=True)
class OfNext:
    """What a list of networks says of each one's next meeting, put into words once."""

    next: str
    rests: str
    nothing: str


def of_next() -> OfNext:
    """Return the sentences about next meetings in the reader's language."""
    return OfNext(_("Next meeting: %(next)s."), _("It rests."), _("Nothing is agreed."))


def company(belong: Iterable[str], stand_in: Iterable[str]) -> str:
    """Return with whom one meets a network: those who belong, and those who stand in."""
    stay, lent = joined(belong), joined(stand_in)
    if stay and lent:
        return _("With %(stay)s, and %(lent)s standing in.") % {"stay": stay, "lent": lent}
    if lent:
        return _("With %(lent)s standing in.") % {"lent": lent}
    if stay:
        return _("With %(stay)s.") % {"stay": stay}
    return _("No colleague is asked yet.")


def joined(names: Iterable[str]) -> str:
    """Return names as people say them: "Lena", "Lena and Sol", "Lena, Sol and Ines"."""
    listed = [f"\u2068{name}\u2069" for name in names]
    if not listed[1:]:
        return "".join(listed)
    return _("%(first)s and %(last)s") % {"first": ", ".join(listed[:-1]), "last": listed[-1]}


def of_own_part(answer: Answer, *, is_cover: bool) -> str:
    """Return what is particular about one's own part in a meeting, "" for nothing."""
    if answer == Answer.NOT_NOW:
        return _("You said that you cannot come.")
    if is_cover:
        return _("You stand in.")
    return _("You join online.") if answer == Answer.ONLINE else ""


def of_state(state: State, *, stays_open: bool) -> str:
    """Return where a meeting stands, "" where nothing needs to be said. Nothing is counted."""
    if state == State.UNDER_WAY:
        return _("It has begun.")
    if state == State.HELD:
        return _("You have met. The record is open to those who were there.")
    return _("Something stayed open from before.") if stays_open else ""
