"""What to say when a calendar is not read: one sentence for each reason, with what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.teams.rules.busy import CalendarRefused, Why

REFUSED: dict[str, Promise] = {
    Why.EMPTY: _("This file is empty: please export the calendar again and choose the new file."),
    Why.TOO_LARGE: _(
        "This calendar is larger than we can read (5 MB or 250,000 lines): please export only the "
        "last months and what lies ahead."
    ),
    Why.ZIPPED: _(
        "This is a packed file: please unpack it and choose the file inside that ends in .ics."
    ),
    Why.NOT_A_CALENDAR: _(
        "This is not a calendar file: please export your calendar as iCalendar, which ends in .ics."
    ),
    Why.CUT_SHORT: _(
        "This calendar stops in the middle: please export it again, so that nothing is missing."
    ),
    Why.BAD_EVENT: _(
        "The entry that begins on line %(line)s has a time we cannot read: please put it right in "
        "your calendar and export it again."
    ),
    Why.BAD_REPEAT: _(
        "The entry that begins on line %(line)s repeats in a way we cannot read: please put it "
        "right in your calendar and export it again."
    ),
    Why.BAD_ZONE: _(
        "A time zone in this calendar cannot be read: please choose a city for its time zone in "
        "your calendar and export it again."
    ),
    Why.TOO_MUCH: _(
        "This calendar holds more than we can work through, perhaps an entry that repeats every "
        "few seconds: please remove that entry, or ask for a shorter time."
    ),
    Why.UNREADABLE: _("This calendar cannot be read: please export it again as iCalendar (.ics)."),
}


def said(refused: CalendarRefused) -> str:
    """Return the sentence for a refusal, in the language of the moment."""
    sentence = str(REFUSED.get(refused.code, REFUSED[Why.UNREADABLE]))
    return sentence % {"line": "?", **refused.facts}
