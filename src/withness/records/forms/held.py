"""Holding an entry back in the open, and looking at it again."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.records.forms.fields import Words, offer, once


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("Looked at again on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Please choose the day on which it is looked at again."),
            "invalid": _("Please write the day as it stands in the calendar."),
        },
    )


class HoldForm(forms.Form):
    """An entry that is held back: its words, the ground, and when it is looked at again."""

    words = Words(label=_("The entry"))
    ground = forms.ChoiceField(
        label=_("On what ground"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the grounds in the list.")},
    )
    again_on = _day()
    once = once()

    def __init__(self, *args: Any, grounds: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "ground", grounds)


class AgainForm(forms.Form):
    """Held back further, until another day."""

    again_on = _day()

    def chosen(self) -> date:
        """Return the day."""
        found: date = self.cleaned_data["again_on"]
        return found


class ColleaguesForm(forms.Form):
    """Which practitioners of the network read an entry that is held back."""

    people = forms.MultipleChoiceField(
        label=_("Colleagues in this network who may read it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["people"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(person_id), name) for person_id, name in people]

    def chosen(self) -> frozenset[UUID]:
        """Return who may read it."""
        return frozenset(UUID(one) for one in self.cleaned_data["people"])
