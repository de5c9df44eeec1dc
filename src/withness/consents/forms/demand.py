"""Writing a lawful demand down."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from withness.consents.rules import demand as rules
from withness.consents.words import demand as words
from withness.consents.words import glass as glass_words
from withness.teams.words import duties
from withness.values.rules import text, wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Duty, Kind

DAY = {"type": "date"}
MOMENT = {"type": "datetime-local"}
FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
WANTED = {"required": words.REFUSALS["scope_wanted"], "invalid": words.REFUSALS["scope_wanted"]}
HOURS = {"required": words.REFUSALS["hours_wanted"], "invalid": words.REFUSALS["hours_wanted"]}
ORDER = {"required": words.REFUSALS["order_wanted"]}


class MayTell(forms.Form):
    """Whether the order lets the network be told."""

    may = forms.ChoiceField(
        label=_("Does the order allow telling the network?"),
        choices=[(str(code), sentence) for code, sentence in words.MAY.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the network may be told.")},
    )
    day = forms.DateField(
        label=_("From which day, or when to ask again?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        required=False,
        error_messages={"invalid": words.REFUSALS["day_wanted"]},
    )

    @property
    def telling(self) -> rules.Telling:
        """Whether it may be told, as it was said."""
        may = rules.May(self.cleaned_data["may"])
        return rules.Telling(may, self.cleaned_data.get("day") if may != rules.May.NOW else None)


class Propose(MayTell):
    """One order, what it opens, and in which hours."""

    network = forms.CharField(
        label=_("Whose network?"),
        help_text=_("The name of the person at the centre or of the network, as it is written."),
        max_length=text.NAME,
    )
    ordered_by = forms.CharField(
        label=_("Who ordered it?"), max_length=text.SHORT, error_messages=ORDER
    )
    reference = forms.CharField(
        label=_("The reference of the order"), max_length=text.SHORT, error_messages=ORDER
    )
    said_from = forms.DateField(
        label=_("What was said from this day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        error_messages=WANTED,
    )
    said_until = forms.DateField(
        label=_("until the end of this day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        error_messages=WANTED,
    )
    kinds = forms.MultipleChoiceField(
        label=_("What does the order name?"),
        choices=[(str(code), sentence) for code, sentence in words.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages=WANTED,
    )
    opens_at = forms.DateTimeField(
        label=_("Open from"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=MOMENT),
        input_formats=FORMATS,
        error_messages=HOURS,
    )
    closes_at = forms.DateTimeField(
        label=_("Open until"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs=MOMENT),
        input_formats=FORMATS,
        error_messages=HOURS,
    )

    field_order = (
        "network", "ordered_by", "reference", "said_from", "said_until", "kinds", "opens_at",
        "closes_at", "may", "day",
    )  # fmt: skip

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone

    def not_found(self) -> None:
        """Say that no network goes by that name."""
        self.add_error("network", str(glass_words.REFUSALS["not_found"]))

    @property
    def scope(self) -> rules.Scope:
        """What is opened and when, as instants in the service's own zone."""
        typed = self.cleaned_data
        return rules.Scope(
            self._day(typed["said_from"]),
            self._day(typed["said_until"] + timedelta(days=1)),
            frozenset(Kind(one) for one in typed["kinds"]),
            self._instant(typed["opens_at"]),
            self._instant(typed["closes_at"]),
        )

    def _day(self, day: Any) -> datetime:
        return wall.instant(datetime.combine(day, time()), self.zone)

    def _instant(self, typed: datetime) -> datetime:
        return wall.instant(timezone.make_naive(typed), self.zone)


class Pair(forms.Form):
    """Which two duties open a demand together."""

    first = forms.ChoiceField(
        label=_("One"), choices=[(str(d), duties.NAMES[d]) for d in Duty], widget=forms.RadioSelect
    )
    second = forms.ChoiceField(
        label=_("and another"),
        choices=[(str(d), duties.NAMES[d]) for d in Duty],
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        """Refuse one duty twice."""
        typed = super().clean() or {}
        try:
            if {"first", "second"} <= typed.keys():
                rules.pair(Duty(typed["first"]), Duty(typed["second"]))
        except Refusal as refusal:
            raise ValidationError(words.sentence(refusal), code=refusal.code) from None
        return typed
