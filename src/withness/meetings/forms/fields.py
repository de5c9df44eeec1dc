"""The questions several forms share, and which of them a refusal is about."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.meetings.rules import clash, when
from withness.meetings.words import refusals, states
from withness.service.forms import Kept
from withness.teams.forms.fields import day_input, pairs, words_box
from withness.teams.queries.places import PlaceFact
from withness.values.rules import text

AT = {  # which field a refusal is about; what is not here is said above the form
    "lasts_too_short": "minutes",
    "lasts_too_long": "minutes",
    "past": "day",
    "too_far": "day",
    "not_on_the_clock": "at",
    "taken": "practitioners",
    "not_free": "practitioners",
    "two_practitioners": "practitioners",
    "not_allowed": "practitioners",
    "nobody_of_network": "people",
    "not_of_network": "people",
    "why_no_peer": "why_no_peer",
    "travel_wanted": "travel_minutes",
    "too_far_away": "travel_minutes",
    "where_wanted": "where_words",
    "not_a_link": "video_link",
}


def one_line() -> forms.TextInput:
    """Return a line for words in any script."""
    return forms.TextInput(attrs={"dir": "auto"})


def day() -> forms.DateField:
    """Return the question on which day."""
    return forms.DateField(
        label=_("On which day?"),
        widget=day_input(),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write a day like 2026-11-30.")},
    )


def at() -> forms.TimeField:
    """Return the question at what time."""
    return forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={"invalid": _("Write a time like 14:30.")},
    )


def minutes() -> forms.IntegerField:
    """Return the question for how long."""
    return forms.IntegerField(
        label=_("For how many minutes?"),
        initial=when.USUAL,
        widget=forms.NumberInput(attrs={"min": when.SHORTEST, "max": when.LONGEST, "step": 5}),
        error_messages={"invalid": _("Write a number of minutes, like 90.")},
    )


def travel(usual: int) -> forms.IntegerField:
    """Return the question how long the way is."""
    return forms.IntegerField(
        label=_("How many minutes is the way there?"),
        help_text=_(
            "Kept free before and after. Left empty, it is %(usual)s minutes away from the base, "
            "and nothing at our own rooms or online."
        )
        % {"usual": usual},
        required=False,
        min_value=0,
        max_value=clash.MOST_TRAVEL,
        error_messages={
            "max_value": refusals.REFUSALS["too_far_away"],
            "min_value": _("Write a number of minutes, like 20."),
            "invalid": _("Write a number of minutes, like 20."),
        },
    )


def where() -> forms.ChoiceField:
    """Return the question what kind of place."""
    return forms.ChoiceField(
        label=_("Where do you meet?"),
        choices=pairs(states.WHERE),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you meet.")},
    )


def place(rooms: Iterable[PlaceFact]) -> forms.ChoiceField:
    """Return the question in which of our rooms."""
    rows = [("", _("none of these")), *((str(room.id), room.name) for room in rooms)]
    return forms.ChoiceField(
        label=_("In which of our rooms?"), choices=rows, required=False, initial=""
    )


def where_words() -> Kept:
    """Return the question where exactly."""
    return Kept(
        required=False,
        most=text.SHORT,
        label=_("Where exactly?"),
        help_text=_("An address, a ward, a garden. Only those who are asked read it here."),
        widget=one_line(),
    )


def video_link() -> Kept:
    """Return the question for a link to a video room."""
    return Kept(
        required=False,
        most=text.SHORT,
        label=_("Link to the video room"),
        help_text=_("It begins with https://"),
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )


def whose() -> forms.ChoiceField:
    """Return the question whose decision it is that a peer is not asked."""
    return forms.ChoiceField(
        label=_("Whose decision is it?"),
        choices=pairs(states.WHOSE),
        widget=forms.RadioSelect,
        required=False,
    )


def why() -> Kept:
    """Return the question why a peer is left out."""
    return Kept(
        required=False,
        most=text.SHORT,
        label=_("Why is a peer left out?"),
        help_text=_("The peer reads this at once, with your name, and can answer."),
        widget=words_box(),
    )
