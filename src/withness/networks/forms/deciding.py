"""Somebody young, somebody who speaks for another, and letting somebody come back."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.networks.forms.fields import said_field
from withness.networks.rules.deciding import As, Scope
from withness.networks.rules.states import Said
from withness.networks.words import deciding as words
from withness.service.forms import Kept
from withness.teams.forms.fields import pairs, words_box
from withness.values.rules import text

YEARS_AHEAD = 19


class Young(forms.Form):
    """From which month on somebody decides alone. No date of birth is asked."""

    month = forms.TypedChoiceField(
        label=gettext_lazy("From which month on do they decide alone?"),
        choices=[(number, name) for number, name in dates.MONTHS.items()],
        coerce=int,
    )
    year = forms.IntegerField(label=gettext_lazy("Of which year?"))

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask for a month to come."""
        typed = super().clean() or self.cleaned_data
        year, month = typed.get("year"), typed.get("month")
        if year and month:
            ahead = (year, month) > (self.today.year, self.today.month)
            if not ahead or year > self.today.year + YEARS_AHEAD:
                self.add_error("year", _("Choose a month that is still to come."))
        return typed

    @property
    def until(self) -> date:
        """The first day of that month: the earliest one, in favour of the young person."""
        return date(self.cleaned_data["year"], self.cleaned_data["month"], 1)


class Alone(forms.Form):
    """What somebody young decides alone already."""

    alone = forms.MultipleChoiceField(
        label=gettext_lazy("What do they decide alone already?"),
        choices=pairs(words.SCOPES),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    @property
    def scopes(self) -> frozenset[Scope]:
        """What was ticked."""
        return frozenset(Scope(one) for one in self.cleaned_data["alone"])


class Speaks(forms.Form):
    """Who speaks for somebody, for what, until when, and what was seen."""

    speaker = forms.ChoiceField(label=gettext_lazy("Who?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=gettext_lazy("As what?"), widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What may they do?"),
        choices=pairs(words.SCOPES),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.REFUSALS["scope_wanted"]},
    )
    until = forms.DateField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("The last day, at most two years ahead. Then it ends by itself."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": words.REFUSALS["end_wanted"]},
    )
    proof = Kept(
        most=text.SHORT,
        label=gettext_lazy("What did you see?"),
        help_text=gettext_lazy(
            "Which paper, and of which day. Not needed if they named somebody themselves. The "
            "person reads it."
        ),
        widget=words_box(2),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        speakers: Iterable[tuple[UUID, str]],
        kinds: Iterable[As],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        _offer(self.fields["speaker"], [(str(one), name) for one, name in speakers])
        offered = list(kinds)
        if offered:
            _offer(self.fields["kind"], pairs(words.CHOICES, offered))
        else:
            del self.fields["kind"], self.fields["proof"]

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        got = self.cleaned_data
        return {
            "speaker_id": UUID(got["speaker"]),
            "kind": As(got.get("kind") or As.NAMED),
            "scopes": [Scope(one) for one in got["scopes"]],
            "until": got["until"],
            "proof": got.get("proof", ""),
        }


class Why(forms.Form):
    """A practitioner's reason, which the person reads."""

    reason = Kept(
        most=text.SHORT,
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("In a few words. The person reads it, with your name."),
        widget=words_box(),
        error_messages={"required": words.REFUSALS["why_wanted"]},
    )


class Back(forms.Form):
    """The word of the person at the centre, where a practitioner writes it down."""

    def __init__(self, *args: Any, asks: str, **more: Any) -> None:
        super().__init__(*args, **more)
        if asks:
            self.fields["said"] = said_field(asks)

    @property
    def said(self) -> Said | None:
        """How it was said."""
        return Said(self.cleaned_data["said"]) if self.cleaned_data.get("said") else None


def _offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
