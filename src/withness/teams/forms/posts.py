"""Who works here, what their post is, and the places of a team."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.people import rules as people
from withness.service import rules as service
from withness.teams.forms import fields
from withness.teams.forms.hours import DAYS, WeekForm
from withness.values.rules import text

Choices = Sequence[tuple[str, str]]


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


class Spoken(forms.Form):
    """Languages: at least one of the service's own, and any others behind a fold."""

    languages = forms.MultipleChoiceField(
        label=_("Which languages do they speak?"),
        widget=forms.CheckboxSelectMultiple,
    )
    more_languages = forms.MultipleChoiceField(
        label=_("And which others?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, near: Sequence[str], **more: Any) -> None:
        super().__init__(*args, **more)
        first = tuple(dict.fromkeys(near))
        rest = [code for code, _name in fields.LANGUAGES if code not in first]
        _choices(self, "languages", fields.languages(first))
        _choices(self, "more_languages", fields.languages(rest))

    def clean(self) -> dict[str, Any]:
        """Join the two, kept under `spoken`."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["spoken"] = [
            *cleaned.get("languages", []),
            *cleaned.get("more_languages", []),
        ]
        return cleaned


class PractitionerForm(Spoken, WeekForm):
    """Somebody who begins to work here."""

    field_order = (
        "name", "email", "team", "is_peer", *DAYS, "languages", "more_languages", "began_on",
    )  # fmt: skip

    name = fields.Typed(label=_("What are they called?"))
    email = fields.Typed(
        label=_("Their work mail address"),
        help_text=_("They sign in with it: a code is sent there, and there is no password."),
        most=254,
        reads=people.mail_address,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    team = forms.ChoiceField(label=_("In which team?"))
    is_peer = forms.BooleanField(
        label=_("They work as a peer practitioner"),
        required=False,
    )
    began_on = forms.DateField(label=_("Their first day"), widget=fields.day_input())

    def __init__(self, *args: Any, teams: Choices, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, "team", teams)
        self.fields["began_on"].initial = today
        self.today = today
        self.order_fields(self.field_order)

    def clean_began_on(self) -> date:
        """Return a sensible first day."""
        return _sensible(self.cleaned_data["began_on"], self.today)


class PostForm(Spoken):
    """Somebody's post, as those who keep the accounts may change it."""

    team = forms.ChoiceField(label=_("In which team?"))
    is_peer = forms.BooleanField(label=_("They work as a peer practitioner"), required=False)
    base_id = forms.ChoiceField(
        label=_("Where do they start from?"),
        help_text=_("It helps to find times that leave room for the way."),
        required=False,
    )
    last_day = forms.DateField(
        label=_("Their last day"),
        help_text=_("Leave this empty while they stay. After that day they cannot sign in."),
        required=False,
        widget=fields.day_input(),
    )

    def __init__(
        self,
        *args: Any,
        teams: Choices,
        places: Choices,
        today: date,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        _choices(self, "team", teams)
        _choices(self, "base_id", [("", str(_("No fixed place"))), *places])
        self.today = today

    def clean_last_day(self) -> date | None:
        """Return a sensible last day, or None."""
        day: date | None = self.cleaned_data["last_day"]
        return _sensible(day, self.today) if day else None


class MailForm(forms.Form):
    """Another work address."""

    email = fields.Typed(
        label=_("Their work mail address"),
        help_text=_("When it changes, they are signed out everywhere."),
        most=254,
        reads=people.mail_address,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )


class PlaceForm(forms.Form):
    """A place of the team's own."""

    name = fields.Typed(label=_("What is it called?"))
    how_to_get_there = fields.Typed(
        label=_("How does one get there?"),
        help_text=_("The bus, the door, the bell, where to sit down and wait."),
        most=text.SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    may_be_named = forms.BooleanField(
        label=_("Its name may stand in letters, messages and calendars"),
        help_text=_(
            "Only if the name says nothing about mental health. Otherwise they say “the agreed "
            "place”."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a name that may leave the house and tells too much (promise 20)."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("may_be_named") and service.tells_too_much(cleaned.get("name") or ""):
            self.add_error(
                "may_be_named",
                _("This name would tell others what the place is for: please leave this open."),
            )
        return cleaned


class TeamForm(forms.Form):
    """A team and its time zone."""

    name = fields.Typed(label=_("What is the team called?"))
    zone = forms.ChoiceField(label=_("Which clock does it live by?"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        _choices(self, "zone", zones())


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, str]]:
    """Return the time zones to choose from: cities, by continent."""
    continents = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/",
                  "Indian/", "Pacific/", "Antarctica/", "Arctic/")  # fmt: skip
    names = sorted(name for name in available_timezones() if name.startswith(continents))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


def _sensible(day: date, today: date) -> date:
    if abs(day - today) > timedelta(days=366 * 60):
        raise forms.ValidationError(_("Please look at the year once more."))
    return day
