"""What to say when something of this room cannot be done: one kind sentence for each reason."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.people import words as people
from withness.service import words as service
from withness.service.words import law
from withness.teams.rules.busy import CalendarRefused
from withness.teams.words import calendar
from withness.values.rules.refusals import Refusal

REFUSED: dict[str, Promise] = {
    "hours_overlap": _("Two of the times on this day overlap: please let one end first."),
    "no_time": _("These hours end when they begin: please write from when until when."),
    "nobody_works_here": _("Nobody works here yet: please add somebody first."),
    "turn_too_long": _("A turn ends after it begins and lasts at most a month."),
    "turn_twice": _("They are on duty at that time already: look at the list below."),
    "last_keeper": _(
        "Nobody else has this duty, and each duty is always somebody's. Please give it to a "
        "colleague first."
    ),
    "no_name": _("Please write a name."),
    "left_before_begun": _("The last day lies before the first: please look at both."),
    "absence_wrong": _("Please let it end after it begins, within three years."),
    "has_begun": _("A service has begun here in the meantime."),
    "feed_not_allowed": _(
        "We cannot read this address. It has to begin with https:// (or webcal://) and lie on the "
        "open internet. In your calendar, look for “share”, “publish” or “secret address in iCal "
        "format”."
    ),
    "feed_silent": _(
        "This address did not answer with a calendar. We will try again by ourselves; if this "
        "stays, please copy the address once more from your calendar."
    ),
    "not_on_the_clock": _(
        "On that day the clocks go forward and this time does not exist. Please choose another."
    ),
}


def said(refused: Refusal) -> str:
    """Return the sentence for a refusal, in the language of the moment."""
    if isinstance(refused, CalendarRefused):
        return calendar.said(refused)
    sentence = REFUSED.get(refused.code)
    if sentence is not None:
        return str(sentence)
    if refused.code in people.REFUSED:
        return people.said(refused)
    return law.said(refused) or service.said(refused)


def trouble(code: str) -> str:
    """Return the sentence for what is kept beside a feed that was not read."""
    if code in REFUSED:
        return str(REFUSED[code])
    return calendar.said(CalendarRefused(code))


def clock(at: datetime) -> str:
    """Return hours and minutes of a wall time, as a clock shows them."""
    return f"{at:%H:%M}"
