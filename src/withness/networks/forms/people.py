"""Naming somebody, saying goodbye, and the words for how somebody belongs."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.networks.forms.fields import said_field
from withness.networks.queries.members import KnownFact
from withness.networks.rules.states import Said
from withness.networks.words import refusals, states
from withness.people import rules as people
from withness.service.forms import Kept
from withness.teams.forms.fields import pairs, words_box
from withness.values.rules import text, wall
from withness.values.rules.viewer import Belonging

HOW = gettext_lazy("How do they belong?")
HOW_HELP = gettext_lazy("In the person's own words: “my sister”, “a friend from the garden”.")


class Add(forms.Form):
    """Somebody belongs: known from another network, or new by a name alone."""

    known = forms.ChoiceField(
        label=gettext_lazy("Somebody you know from another network"),
        required=False,
        help_text=gettext_lazy("Or write a new name below."),
    )
    name = Kept(label=gettext_lazy("What are they called?"), required=False)
    how = Kept(most=text.SHORT, label=HOW, help_text=HOW_HELP, required=False)
    belonging = forms.ChoiceField(
        label=gettext_lazy("Who are they?"),
        choices=pairs(states.AS),
        widget=forms.RadioSelect,
        initial=Belonging.MEMBER.value,
    )
    reach = Kept(
        label=gettext_lazy("How can we reach them?"),
        help_text=gettext_lazy("A mail address or a telephone number. They need neither."),
        required=False,
    )
    another = forms.BooleanField(
        label=gettext_lazy("This is somebody else with the same name"), required=False
    )

    def __init__(
        self,
        *args: Any,
        known: Iterable[KnownFact],
        names: Iterable[str],
        asks_word: bool,
        centre: str,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        choices = [("", "")] + [(str(one.person_id), one.name) for one in known]
        self.names = {name.casefold() for name in names}
        field = self.fields["known"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        if len(choices) == 1:
            del self.fields["known"]
            self.fields["name"].required = True
            self.fields["name"].error_messages["required"] = refusals.REFUSALS["nobody_named"]
        if asks_word:
            label = _("How did %(name)s say that they belong?") % {"name": centre}
            self.fields["said"] = said_field(label)
        typed = self.data.get("name", "").strip().casefold()
        if typed not in self.names:
            del self.fields["another"]

    def clean_reach(self) -> str:
        """Refuse what no message could go to, kindly."""
        typed: str = self.cleaned_data["reach"]
        if typed and people.reach_in(typed) is None:
            raise forms.ValidationError(refusals.REFUSALS["not_a_mail_address"])
        return typed

    def clean(self) -> dict[str, Any]:
        """Ask for a name or a known person, and whether two of one name are two people."""
        typed = super().clean() or self.cleaned_data
        known, name = typed.get("known"), typed.get("name", "")
        if "known" in self.fields and not known and not name and "name" not in self.errors:
            self.add_error("name", refusals.REFUSALS["nobody_named"])
        if not known and name.casefold() in self.names and not typed.get("another"):
            self.add_error(
                "name",
                _("%(name)s belongs already. If this is another person, say so below.")
                % {"name": name},
            )
        return typed

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        typed = self.cleaned_data
        known = typed.get("known")
        return {
            "person_id": UUID(known) if known else None,
            "name": "" if known else typed["name"],
            "how": typed["how"],
            "belonging": Belonging(typed["belonging"]),
            "reach": typed["reach"],
            "agreed_how": Said(typed["said"]) if typed.get("said") else None,
        }


class Part(forms.Form):
    """Somebody leaves: by the person's word, or with a goodbye said aloud on some day."""

    def __init__(
        self,
        *args: Any,
        asks_word: str = "",
        days: tuple[date, date] | None = None,
        zone: str = "UTC",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.days, self.zone = days, zone
        if asks_word:
            self.fields["said"] = said_field(asks_word)
        if days:
            bounds = {"type": "date", "min": days[0].isoformat(), "max": days[1].isoformat()}
            self.fields["on"] = forms.DateField(
                label=_("On which day was goodbye said aloud?"),
                widget=forms.DateInput(attrs=bounds, format="%Y-%m-%d"),
                help_text=_("Only the day is kept. Nothing else about it is written down."),
                initial=days[1],
            )

    def clean_on(self) -> date:
        """Refuse days before they joined and days to come."""
        on: date = self.cleaned_data["on"]
        if self.days and not self.days[0] <= on <= self.days[1]:
            raise forms.ValidationError(refusals.REFUSALS["not_that_day"])
        return on

    @property
    def said(self) -> Said | None:
        """How it was said."""
        return Said(self.cleaned_data["said"]) if self.cleaned_data.get("said") else None

    def at(self, joined_at: datetime, now: datetime) -> datetime:
        """Return an instant on the day of the goodbye, now where no day was asked."""
        if "on" not in self.cleaned_data:
            return now
        noon = wall.instant(datetime.combine(self.cleaned_data["on"], time(12)), self.zone)
        return max(joined_at, min(now, noon))


class How(forms.Form):
    """The words for how somebody belongs."""

    how = Kept(most=text.SHORT, label=HOW, widget=words_box(2), required=False)
