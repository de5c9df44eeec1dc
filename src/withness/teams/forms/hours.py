"""Weekly hours as people write them: "9-12:30, 14-16:30"."""

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from withness.teams.rules import hours as rules
from withness.teams.rules.hours import Weekly
from withness.teams.words import refusals

DAYS = tuple(f"day_{weekday}" for weekday in range(7))
CLOCK = r"(\d{1,2})(?:[:.h](\d{2})?)?\s*([ap])?\.?(?:m\b\.?)?(?:\s*uhr\b)?"
FROM_TO = re.compile(
    rf"{CLOCK}\s*(?:[-\u2010-\u2015\u2212]|to|until|bis|alle|fino\s+alle)\s*{CLOCK}", re.IGNORECASE
)
MOST_A_DAY = 6
MIDNIGHT, NOON = 24, 12


class NotHours(ValueError):
    """Something that does not read as hours."""


def read_day(typed: str) -> tuple[tuple[time, time], ...]:
    """Return from when until when, several times a day; empty for a free day.

    Raises `NotHours`.
    """
    pieces = [piece.strip() for piece in re.split(r"[,;\n&+]", typed) if piece.strip()]
    if len(pieces) > MOST_A_DAY:
        raise NotHours
    return tuple(_read_one(piece) for piece in pieces)


def _read_one(piece: str) -> tuple[time, time]:
    found = FROM_TO.fullmatch(piece)
    if found is None:
        raise NotHours
    hour, minute, half, until, until_minute, until_half = found.groups()
    begins = _clock(hour, minute, half)
    ends = _clock(until, until_minute, until_half)
    if begins.hour == MIDNIGHT % 24 and hour == str(MIDNIGHT):
        raise NotHours
    return begins, ends


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= NOON:
            raise NotHours
        hours = hours % NOON + (NOON if half.lower() == "p" else 0)
    if hours == MIDNIGHT and minutes == 0:
        return time()
    try:
        return time(hours, minutes)
    except ValueError:
        raise NotHours from None


def written(hours: Iterable[Weekly]) -> dict[str, str]:
    """Return hours as they would be typed, for each day that has any."""
    days: dict[str, list[str]] = {}
    for one in sorted(hours, key=lambda each: (each.weekday, each.begins)):
        days.setdefault(DAYS[one.weekday], []).append(f"{one.begins:%H:%M}-{one.ends:%H:%M}")
    return {day: ", ".join(pieces) for day, pieces in days.items()}


class WeekForm(forms.Form):
    """Seven days, each one line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday, name in enumerate(DAYS):
            self.fields[name] = forms.CharField(
                label=str(WEEKDAYS[weekday]).capitalize(),
                required=False,
                max_length=100,
                widget=forms.TextInput(attrs={"autocomplete": "off", "class": "short"}),
            )

    def days(self) -> list[forms.BoundField]:
        """Return the seven fields, to be shown together."""
        return [self[name] for name in DAYS]

    def clean(self) -> dict[str, Any]:
        """Read the seven lines as hours, kept under `hours`."""
        cleaned = super().clean() or self.cleaned_data
        found: list[Weekly] = []
        for weekday, name in enumerate(DAYS):
            try:
                pairs = read_day(cleaned.get(name) or "")
            except NotHours:
                self.add_error(name, _("Please write from when until when, like 9:00-12:30."))
                continue
            found.extend(Weekly(weekday, begins, ends) for begins, ends in pairs)
        if not self.errors:
            try:
                cleaned["hours"] = rules.checked(found)
            except (rules.HoursTouch, rules.NoTime) as refused:
                day = refused.facts["weekday"]
                self.add_error(DAYS[day] if isinstance(day, int) else None, refusals.said(refused))
        return cleaned


class OwnHoursForm(WeekForm):
    """One's own week, from a day on or at once."""

    field_order = (*DAYS, "from_on")

    from_on = forms.DateField(
        label=_("From which day?"),
        help_text=_("Leave this empty if these hours hold from now on."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.order_fields(self.field_order)

    def clean_from_on(self) -> date | None:
        """Return a day to come; today and earlier mean at once."""
        day: date | None = self.cleaned_data["from_on"]
        if day is not None and day.year > self.today.year + 5:
            raise forms.ValidationError(_("Please choose a day within the next five years."))
        return day if day and day > self.today else None
