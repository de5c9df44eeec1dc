"""Turns on duty as people write them: who, which day, from when until when, how many days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.teams.forms import fields
from withness.values.rules.spans import Span

MOST_DAYS = 31
FURTHEST = timedelta(days=400)


class TurnForm(forms.Form):
    """One turn, or the same turn on several days in a row."""

    who = forms.ChoiceField(label=_("Who is on duty?"))
    day = forms.DateField(label=_("From which day?"), widget=fields.day_input())
    begins = forms.TimeField(label=_("From"), widget=fields.clock_input())
    ends = forms.TimeField(
        label=_("Until"),
        help_text=_("Earlier than the beginning means the next morning."),
        widget=fields.clock_input(),
    )
    days = forms.IntegerField(
        label=_("For how many days in a row?"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], zone: str, now: datetime, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.zone, self.now = zone, now
        who = self.fields["who"]
        if isinstance(who, forms.ChoiceField):
            who.choices = list(people)

    def clean(self) -> dict[str, Any]:
        """Read the turns as instants, kept under `spans`."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            spans = [
                self._span(cleaned["day"] + timedelta(days=n), cleaned["begins"], cleaned["ends"])
                for n in range(cleaned["days"])
            ]
            if spans[0].end <= self.now or spans[-1].start > self.now + FURTHEST:
                raise forms.ValidationError(
                    {"day": _("Please choose a day that is not over, within a year from now.")}
                )
            cleaned["spans"] = spans
        return cleaned

    def _span(self, day: date, begins: time, ends: time) -> Span:
        until = day if begins < ends else day + timedelta(days=1)
        start = fields.moment(datetime.combine(day, begins), self.zone)
        return Span(start, fields.moment(datetime.combine(until, ends), self.zone))
