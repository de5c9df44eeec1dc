"""The steps of setting up a service, as they are typed."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from withness.people import rules as people
from withness.service import forms as services
from withness.service import rules as service
from withness.service import words
from withness.teams.forms import fields
from withness.teams.forms.hours import DAYS, WeekForm
from withness.teams.forms.posts import zones
from withness.values.rules import text
from withness.values.rules.refusals import Refusal

PLACES = 3


class WordForm(forms.Form):
    """The word that the terminal shows, for whoever does not sit at the machine."""

    word = forms.CharField(
        label=_("The set-up word"),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}
        ),
    )


class HouseForm(forms.Form):
    """The service itself."""

    name = fields.Typed(label=_("What is your service called?"))
    slug = forms.CharField(
        label=_("A short name for its addresses"),
        help_text=_(
            "Small letters, digits and hyphens. It stands in every link and must say nothing about "
            "mental health: “riverside” is fine."
        ),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}
        ),
    )
    sender_name = fields.Typed(
        label=_("Which name stands on letters and messages?"),
        help_text=_("Others may see it on somebody's telephone or kitchen table."),
        most=services.SENDER,
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages does the service speak?"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(label=_("Which clock do you live by?"), choices=zones)
    promise_hours = forms.IntegerField(
        label=_("Within how many hours do you promise a first meeting?"),
        help_text=_("A day, 24 hours, is what the approach was built on."),
        initial=service.PROMISE_HOURS,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def clean_slug(self) -> str:
        """Return a short name that is one, and gives nothing away."""
        try:
            return service.neutral(service.slug(self.cleaned_data["slug"].strip().lower()))
        except Refusal as refused:
            raise forms.ValidationError(words.said(refused)) from None

    def clean_sender_name(self) -> str:
        """Return a name that gives nothing away."""
        return services.neutral(self.cleaned_data["sender_name"])

    def clean_promise_hours(self) -> int:
        """Return hours within bounds."""
        return services.within("promise_hours", self.cleaned_data["promise_hours"])


class TeamForm(forms.Form):
    """The first team and its places."""

    team = fields.Typed(label=_("What is your team called?"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for number in range(1, PLACES + 1):
            self.fields[f"place_{number}"] = fields.Typed(
                label=_("A place where you meet"), required=False
            )
            self.fields[f"way_{number}"] = fields.Typed(
                label=_("How does one get there?"),
                required=False,
                most=text.SHORT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Gather the places that have a name, kept under `places`."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["places"] = [
            (cleaned[f"place_{number}"], cleaned.get(f"way_{number}") or "")
            for number in range(1, PLACES + 1)
            if cleaned.get(f"place_{number}")
        ]
        return cleaned


class ColleagueForm(WeekForm):
    """Somebody who will work here: name, mail, languages, hours."""

    field_order = ("name", "email", "is_founder", "languages", *DAYS)

    name = fields.Typed(label=_("What are they called?"))
    email = fields.Typed(
        label=_("Their work mail address"),
        help_text=_("They sign in with it: a code is sent there, and there is no password."),
        most=254,
        reads=people.mail_address,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    is_founder = forms.BooleanField(label=_("This is me"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Which languages do they speak?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        languages: Sequence[tuple[str, str]],
        known: Collection[str],
        founder_known: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.known = {address.lower() for address in known}
        field = self.fields["languages"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(languages)
        field.initial = [languages[0][0]] if languages else []
        if founder_known:
            del self.fields["is_founder"]
        self.order_fields(self.field_order)

    def clean_email(self) -> str:
        """Return an address that nobody else on the list has."""
        email: str = self.cleaned_data["email"]
        if email.lower() in self.known:
            raise forms.ValidationError(_("Somebody on your list has this address already."))
        return email
