"""Fields that keep people's words as they were typed, and say kindly when it is too much."""

from collections.abc import Iterable
from typing import Any

from django import forms

from withness.records.words import refusals
from withness.service.forms import Kept
from withness.values.rules import text


class Words(Kept):
    """Somebody's own words, kept as typed, up to `most` characters."""

    said = staticmethod(refusals.sentence)

    def __init__(self, *, most: int = text.WORDS, rows: int = 6, **more: Any) -> None:
        attrs: dict[str, Any] = {"dir": "auto", "class": "words", "autocomplete": "off"}
        widget: forms.Widget = (
            forms.Textarea(attrs | {"rows": rows}) if rows else forms.TextInput(attrs)
        )
        more.setdefault("error_messages", {"required": refusals.REFUSALS["nothing_said"]})
        super().__init__(most=most, widget=widget, **more)


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Put these choices into a form's field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def once() -> forms.UUIDField:
    """Return the hidden mark that lets what is sent twice be written once."""
    return forms.UUIDField(widget=forms.HiddenInput)
