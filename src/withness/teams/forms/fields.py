"""Kinds of questions that several pages of this room ask."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.service import forms as typed
from withness.teams.words import refusals
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal


class Typed(typed.Kept):
    """Words kept as typed, and read by a rule where there is one."""

    def __init__(self, *, reads: Callable[[str], object] | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.reads = reads

    def clean(self, value: Any) -> Any:
        """Read the words by a rule, where there are any."""
        words = super().clean(value)
        if self.reads is None or not words:
            return words
        try:
            return self.reads(words)
        except Refusal as refused:
            raise forms.ValidationError(refusals.said(refused)) from None


def words_box(rows: int = 3) -> forms.Textarea:
    """Return a box for people's own words."""
    return forms.Textarea(attrs={"class": "words", "rows": rows, "dir": "auto"})


def pairs(sentences: Mapping[Any, Any], only: Iterable[Any] | None = None) -> list[tuple[str, Any]]:
    """Return choices from codes and their sentences."""
    return [(str(code), sentences[code]) for code in (only if only is not None else sentences)]


def day_input() -> forms.DateInput:
    """Return the widget for a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def clock_input() -> forms.TimeInput:
    """Return the widget for a time on the clock."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def moment(wall_time: datetime, zone: str) -> datetime:
    """Return the instant of a wall time, or a kind error where the clock jumps over it."""
    try:
        return wall.instant(wall_time, zone)
    except wall.NotOnTheClock as refused:
        raise forms.ValidationError(refusals.said(refused)) from None


def languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return languages to choose from, each in its own name."""
    names = dict(LANGUAGES)
    return [(code, names.get(code, code)) for code in codes]


LANGUAGES = [
    ("en", "English"), ("de", "Deutsch"), ("it", "Italiano"), ("ar", "العربية"),
    ("bn", "বাংলা"), ("bfi", "British Sign Language"), ("cs", "Čeština"), ("da", "Dansk"),
    ("es", "Español"), ("et", "Eesti"), ("fa", "فارسی"), ("fi", "Suomi"), ("fr", "Français"),
    ("gu", "ગુજરાતી"), ("hi", "हिन्दी"), ("ja", "日本語"), ("ku", "Kurdî"), ("nb", "Norsk"),
    ("nl", "Nederlands"), ("pa", "ਪੰਜਾਬੀ"), ("pl", "Polski"), ("pt", "Português"),
    ("ro", "Română"), ("ru", "Русский"), ("so", "Soomaali"), ("sq", "Shqip"), ("sv", "Svenska"),
    ("ti", "ትግርኛ"), ("tr", "Türkçe"), ("uk", "Українська"), ("ur", "اردو"),
    ("vi", "Tiếng Việt"), ("zh", "中文"),
]  # fmt: skip

LATER = _("Please choose a time that is still to come.")
