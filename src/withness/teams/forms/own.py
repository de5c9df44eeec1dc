"""A practitioner's absences and calendars as they are typed and sent."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.teams.forms import calendar, fields
from withness.teams.rules import busy as rules
from withness.teams.rules import feeds, posts
from withness.teams.words import refusals
from withness.values.rules.refusals import Refusal
from withness.values.rules.spans import Span

NAME = 100


class AbsenceForm(forms.Form):
    """From when until when; whole days unless a time is said. No reason is asked."""

    first = forms.DateField(label=_("First day"), widget=fields.day_input())
    last = forms.DateField(label=_("Last day"), widget=fields.day_input())
    begins = forms.TimeField(
        label=_("From what time on the first day?"),
        help_text=_("Leave both times empty for whole days."),
        required=False,
        widget=fields.clock_input(),
    )
    ends = forms.TimeField(
        label=_("Until what time on the last day?"), required=False, widget=fields.clock_input()
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone, self.now = zone, now

    def clean(self) -> dict[str, Any]:
        """Read the absence as instants, kept under `span`."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["last"] < cleaned["first"]:
            raise forms.ValidationError({"last": _("The last day lies before the first.")})
        if cleaned["last"].year > self.now.year + 5:
            raise forms.ValidationError({"last": _("Please choose a day within five years.")})
        start = datetime.combine(cleaned["first"], cleaned["begins"] or time())
        end = datetime.combine(cleaned["last"], cleaned["ends"] or time())
        if not cleaned["ends"]:
            end += timedelta(days=1)
        begins, ends = fields.moment(start, self.zone), fields.moment(end, self.zone)
        if ends <= begins:
            raise forms.ValidationError({"ends": _("Please let it end after it begins.")})
        if ends <= self.now:
            raise forms.ValidationError(
                {"last": _("This is over already: nothing has to be kept.")}
            )
        try:
            cleaned["span"] = posts.absence(Span(begins, ends))
        except Refusal as refused:
            raise forms.ValidationError({"last": refusals.said(refused)}) from None
        return cleaned


class FileForm(forms.Form):
    """A calendar as a file. It is read at once, or refused with the reason."""

    name = fields.Typed(label=_("What do you call it?"), most=NAME)
    file = forms.FileField(
        label=_("The file, which ends in .ics"),
        help_text=_("At most 5 MB. We keep only from when until when you are busy."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def __init__(self, *args: Any, zone: str, now: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone, self.now = zone, now

    def clean_file(self) -> Sequence[Span]:
        """Return when its owner is busy."""
        data = self.cleaned_data["file"].read(rules.MOST_BYTES + 1)
        try:
            return calendar.read_busy(data, posts.file_window(self.now), self.zone)
        except rules.CalendarRefused as refused:
            raise forms.ValidationError(refusals.said(refused)) from None


class FeedForm(forms.Form):
    """A calendar by its address, which is read again every hour."""

    name = fields.Typed(label=_("What do you call it?"), most=NAME)
    address = fields.Typed(
        label=_("Its address"),
        help_text=_(
            "It begins with https:// or webcal://. Your calendar calls it “secret address” or "
            "“publish”."
        ),
        most=feeds.MOST_ADDRESS,
        widget=forms.URLInput(attrs={"dir": "ltr", "autocomplete": "off", "inputmode": "url"}),
    )

    def __init__(self, *args: Any, anywhere: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.anywhere = anywhere

    def clean_address(self) -> str:
        """Return an address that may be read."""
        try:
            return feeds.address(self.cleaned_data["address"], anywhere=self.anywhere)
        except Refusal as refused:
            raise forms.ValidationError(refusals.said(refused)) from None
