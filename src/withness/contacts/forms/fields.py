"""Fields that keep what was typed as it was typed, and say kindly when it is too much."""

from typing import Any

from django import forms
from django.utils.translation import get_language_info

from withness.contacts import words
from withness.service.forms import Kept


class Verbatim(Kept):
    """Text in somebody's own words: nothing is changed but what no database can hold.

    `asked`: the page asks for it without "if you like", and takes an empty answer as one.
    """

    said = staticmethod(words.refused)

    def __init__(
        self, *, most: int, rows: int = 0, serif: bool = True, asked: bool = False, **more: Any
    ) -> None:
        self.asked = asked
        attrs: dict[str, Any] = {"dir": "auto"}
        if rows:
            attrs |= {"rows": rows}
        if rows and serif:
            attrs |= {"class": "words"}
        widget: forms.Widget = forms.Textarea(attrs) if rows else forms.TextInput(attrs)
        more.setdefault("required", asked)
        super().__init__(most=most, widget=widget, **more)

    def clean(self, value: Any) -> str:
        """Return the text as it is kept, or say how much too long it is."""
        return str(self.to_python(value) if self.asked else super().clean(value))


class Chosen(forms.ChoiceField):
    """A choice that stands already: an empty answer is the choice that stood."""

    def clean(self, value: Any) -> str:
        """Return what was chosen, or what stood there before."""
        return str(super().clean(value or self.initial))


def languages(codes: list[str]) -> list[tuple[str, str]]:
    """Return the choices of languages, each in its own name."""
    return [(code, str(get_language_info(code)["name_local"]).capitalize()) for code in codes]
