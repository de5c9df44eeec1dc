"""The form that looks for times: which practitioners, how long, from which day."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.meetings.forms import fields
from withness.meetings.forms.arranging import Choices
from withness.meetings.rules import when


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looks for; `day` and `at` once they picked a time."""

    practitioner_ids: tuple[UUID, ...]
    minutes: int
    first: date | None
    day: date | None
    at: time | None


class LookForm(forms.Form):
    """Who shall come, and for how long? It travels in the address, so it holds only ids."""

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.auto_id = "look_%s"
        posts = [(str(one.id), one.name) for one in choices.ordered()]
        self.fields["p"] = forms.MultipleChoiceField(
            label=_("Who shall come?"),
            choices=posts,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["minutes"] = fields.minutes()
        self.fields["minutes"].required = False
        for name, field in (("from", fields.day()), ("day", fields.day()), ("at", fields.at())):
            field.required = False
            self.fields[name] = field

    def looked(self, usual: tuple[UUID, ...], minutes: int) -> Looked:
        """Return what was asked for; what cannot be read is as if it had not been said."""
        self.is_valid()
        clean = self.cleaned_data
        said = clean.get("minutes") or minutes
        return Looked(
            tuple(UUID(one) for one in clean.get("p") or ()) or usual,
            min(max(said, when.SHORTEST), when.LONGEST),
            clean.get("from"),
            clean.get("day"),
            clean.get("at"),
        )
