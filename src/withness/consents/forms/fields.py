"""Kinds of questions that several pages of this room ask."""

from collections.abc import Iterable
from typing import Any

from django import forms


def plain_box(rows: int = 6) -> forms.Textarea:
    """Return a box for a service's words."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def one_of(label: Any, choices: Iterable[tuple[str, Any]], **more: Any) -> forms.ChoiceField:
    """Return a question with one answer, none of them chosen beforehand."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **more)
