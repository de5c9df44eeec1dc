"""What follows a fact of the law, from a day on."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from withness.service.rules.law import MOST_NUMBER, MOST_WORDS, TIMES, Given, Kind, kinds_of
from withness.teams.forms import fields
from withness.values.rules import text

UNITS = {
    Kind.DAYS: ngettext_lazy("day", "days", 2),
    Kind.MONTHS: ngettext_lazy("month", "months", 2),
    Kind.YEARS: ngettext_lazy("year", "years", 2),
}


class FollowForm(forms.Form):
    """A new value, the day from which it holds, and where it stands written."""

    number = forms.IntegerField(
        label=_("How long, or how old?"), min_value=1, max_value=MOST_NUMBER
    )
    kind = forms.ChoiceField(label=_("Counted in"))
    yes = forms.BooleanField(label=_("Yes, the law says so"), required=False)
    words = fields.Typed(
        label=_("In plain words"),
        most=MOST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    since = forms.DateField(
        label=_("From which day does it hold?"),
        help_text=_("Today or later. What held before stays as it is."),
        widget=fields.day_input(),
    )
    until = forms.DateField(
        label=_("Until before which day?"),
        help_text=_("Leave it empty if no end is known."),
        required=False,
        widget=fields.day_input(),
    )
    source = fields.Typed(
        label=_("Where does the law say so?"),
        most=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = fields.Typed(
        label=_("Where can it be read?"),
        help_text=_("An address, kept as words. Nothing is opened by itself."),
        most=text.NAME,
        required=False,
    )

    def __init__(self, *args: Any, given: Given, **more: Any) -> None:
        super().__init__(*args, **more)
        self.given = given
        kinds = kinds_of(given.rule)
        if given.kind not in TIMES and given.kind != Kind.AGE:
            del self.fields["number"]
        if len(kinds) == 1:
            del self.fields["kind"]
        elif isinstance(self.fields["kind"], forms.ChoiceField):
            self.fields["kind"].choices = [(str(kind), UNITS[kind]) for kind in kinds]
        if given.kind not in (Kind.YES_NO, Kind.WORDS):
            del self.fields["yes"], self.fields["words"]

    @staticmethod
    def of(given: Given, today: date) -> dict[str, Any]:
        """Return what the form begins with: everything as it is, from today."""
        return {
            "number": given.number, "kind": given.kind, "yes": given.yes, "words": given.words,
            "since": today, "source": given.source, "link": given.link,
        }  # fmt: skip

    def typed(self) -> Given:
        """Return the fact that was typed."""
        got = self.cleaned_data
        return Given(
            self.given.rule,
            Kind(got.get("kind") or self.given.kind),
            got["source"],
            got["since"],
            item=self.given.item,
            number=got.get("number"),
            yes=got.get("yes"),
            words=got.get("words", ""),
            link=got["link"],
            until=got["until"],
        )
