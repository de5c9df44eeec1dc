"""Fields that keep what was typed as it is, and choices with the room's own sentences."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from withness.networks.rules.states import Said
from withness.networks.words import refusals, states
from withness.values.rules import text


class Kept(forms.CharField):
    """Text as it was typed, up to `most` characters; too much is told in numbers."""

    def __init__(self, *, most: int = text.NAME, **more: Any) -> None:
        self.most = most
        super().__init__(strip=False, **more)

    def to_python(self, value: Any) -> str:
        """Return the text without what no database can hold."""
        try:
            return text.kept(str(value or ""), self.most)
        except text.TooLong as refusal:
            raise ValidationError(refusals.sentence(refusal), code=refusal.code) from None


def words_box(rows: int = 3) -> forms.Textarea:
    """Return a box for people's own words."""
    return forms.Textarea(attrs={"class": "words", "rows": rows})


def pairs(sentences: Mapping[Any, Any], only: Iterable[Any] | None = None) -> list[tuple[str, Any]]:
    """Return choices from codes and their sentences."""
    return [(str(code), sentences[code]) for code in (only if only is not None else sentences)]


def said_field(label: Any, *, offered: bool = False, required: bool = True) -> Any:
    """Return the question how the person at the centre said it."""
    codes = [Said.ROOM, Said.TELEPHONE]
    codes += [Said.OFFERED] if offered else []
    return forms.ChoiceField(
        label=label,
        choices=pairs(states.SAID, codes),
        widget=forms.RadioSelect,
        required=required,
        error_messages={"required": refusals.REFUSALS["no_word"]},
    )
