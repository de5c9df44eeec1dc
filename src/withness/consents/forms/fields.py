"""Fields that keep what was typed as it is, and boxes of which none is ticked beforehand."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from withness.consents.words import outside as words
from withness.values.rules import text


class Kept(forms.CharField):
    """Text as it was typed, up to `most` characters; too much is told in numbers."""

    def __init__(self, *, most: int = text.NAME, **more: Any) -> None:
        self.most = most
        more.setdefault("required", False)
        super().__init__(strip=False, **more)
        self.validators = []  # NUL is taken out, not refused

    def to_python(self, value: Any) -> str:
        """Return the text without what no database can hold."""
        try:
            return text.kept(str(value or ""), self.most)
        except text.TooLong as refusal:
            raise ValidationError(words.refusal(refusal), code=refusal.code) from None


def words_box(rows: int = 3) -> forms.Textarea:
    """Return a box for people's own words."""
    return forms.Textarea(attrs={"class": "words", "rows": rows, "dir": "auto"})


def plain_box(rows: int = 6) -> forms.Textarea:
    """Return a box for a service's words."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def day_input() -> forms.DateInput:
    """Return the machine's own way of choosing a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def one_of(label: Any, choices: Iterable[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    """Return a question with one answer, none of them chosen beforehand."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **more)


def pairs(sentences: Mapping[Any, Any], only: Iterable[Any] | None = None) -> list[tuple[str, Any]]:
    """Return choices from codes and their sentences."""
    return [(str(code), sentences[code]) for code in (only if only is not None else sentences)]
