"""Saying what may be told about somebody one speaks for: no words of theirs, and nothing quiet."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.consents.forms.outside import Choices, GiveForm, Refusable
from withness.consents.words import outside as words
from withness.teams.forms.fields import day_input


class GiveForForm(GiveForm):
    """To whom, what, and until when."""

    def __init__(self, *args: Any, matters: Choices, **more: Any) -> None:
        super().__init__(*args, matters=matters, oneself=False, **more)
        for name in ("own_words", "quiet", "how"):
            del self.fields[name]

    def values(self) -> dict[str, Any]:
        """Return what was chosen, as the deed takes it."""
        day: date = self.cleaned_data["day"]
        return {"matters": frozenset(self.cleaned_data["matters"]), "day": day}


class LessForm(Refusable):
    """Less of what may be told, or for less long."""

    matters = forms.MultipleChoiceField(
        label=_("What may still be told?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.REFUSALS["nothing_to_tell"]},
    )
    day = forms.DateField(
        label=_("When shall it be looked at again?"),
        help_text=_("Not later than now. From this day on nothing more is told."),
        widget=day_input(),
        error_messages={
            "required": words.REFUSALS["not_that_date"],
            "invalid": words.REFUSALS["not_that_date"],
        },
    )

    def __init__(self, *args: Any, matters: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = self.fields["matters"]
        if isinstance(offered, forms.MultipleChoiceField):
            offered.choices = list(matters)
