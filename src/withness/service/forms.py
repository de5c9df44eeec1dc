"""A service's settings, numbers and words as they are typed."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from withness.service import rules, words
from withness.service.queries import NumberFact
from withness.service.rules import NumberKind
from withness.values.rules import text
from withness.values.rules.refusals import Refusal

SENDER = 60
DIGITS = 4
ROWS = (  # name, kind, must be filled
    ("emergency", NumberKind.EMERGENCY, True),
    ("crisis", NumberKind.CRISIS, False),
    ("crisis_two", NumberKind.CRISIS, False),
    ("own", NumberKind.SERVICE, False),
)
LABELS = {
    "emergency": _("The emergency number"),
    "crisis": _("A number for urgent help at any hour"),
    "crisis_two": _("Another number for urgent help"),
    "own": _("Your own telephone"),
}
WHEN = {
    "emergency": _("When should somebody ring it?"),
    "crisis": _("When should somebody ring it? Which option, at what hours?"),
    "crisis_two": _("When should somebody ring it? Which option, at what hours?"),
    "own": _("When is it answered?"),
}


class Kept(forms.CharField):
    """Words kept as typed: no NUL, no lone surrogates, everything else unchanged.

    `said`: the sentence for what is too long; a room may have one of its own.
    """

    said: "ClassVar[staticmethod[[Refusal], str]]" = staticmethod(words.said)

    def __init__(self, *, most: int = text.NAME, **more: Any) -> None:
        super().__init__(strip=False, **more)
        self.most = most
        self.validators = []  # NUL is taken out, not refused

    def to_python(self, value: Any) -> Any:
        """Return the words as kept."""
        try:
            return text.kept(str(value or ""), self.most)
        except Refusal as refused:
            raise forms.ValidationError(self.said(refused)) from None


class NumbersForm(forms.Form):
    """The telephone numbers that stand before everything else, each with its sentence."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, _kind, must in ROWS:
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                required=must,
                max_length=rules.MOST_NUMBER,
                widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr", "autocomplete": "off"}),
            )
            self.fields[f"{name}_when"] = Kept(label=WHEN[name], most=100, required=False)

    @staticmethod
    def filled(numbers: Iterable[NumberFact]) -> dict[str, str]:
        """Return what the form shows for numbers that are kept already."""
        left = list(numbers)
        found: dict[str, str] = {}
        for name, kind, _must in ROWS:
            one = next((each for each in left if each.kind == kind), None)
            if one is not None:
                left.remove(one)
                found |= {name: one.number, f"{name}_when": one.label}
        return found

    def clean(self) -> dict[str, Any]:
        """Read each number as one that a telephone can ring."""
        cleaned = super().clean() or self.cleaned_data
        for name, _kind, _must in ROWS:
            if cleaned.get(name):
                try:
                    cleaned[name] = rules.dialled(cleaned[name])
                except Refusal as refused:
                    self.add_error(name, words.said(refused))
        return cleaned

    def numbers(self) -> list[NumberFact]:
        """Return the numbers in the order in which they are shown."""
        return [
            NumberFact(
                self.cleaned_data.get(f"{name}_when") or str(words.KINDS[kind]),
                self.cleaned_data[name],
                kind,
            )
            for name, kind, _must in ROWS
            if self.cleaned_data.get(name)
        ]


class SettingsForm(forms.Form):
    """The settings of a service."""

    name = Kept(label=_("What is your service called?"))
    sender_name = Kept(
        label=_("Which name stands on letters and messages?"),
        help_text=_("Others may see it. It must say nothing about mental health."),
        most=SENDER,
    )
    languages = forms.MultipleChoiceField(
        label=_("Which languages does the service speak?"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = forms.ChoiceField(label=_("Which clock do you live by?"))
    promise_hours = forms.IntegerField(
        label=_("Within how many hours do you promise a first meeting?"),
        help_text=_("The clock never pauses. A promise that runs already keeps its end."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    warn_hours = forms.CharField(
        label=_("How many hours before its end are you told?"),
        help_text=_("Several times are fine: 6, 2"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    link_days = forms.IntegerField(
        label=_("For how many days does a personal link open?"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    travel_minutes = forms.IntegerField(
        label=_("How many minutes does the way between two places usually take?"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, zones: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        zone = self.fields["zone"]
        if isinstance(zone, forms.ChoiceField):
            zone.choices = list(zones)

    def clean_sender_name(self) -> str:
        """Return a name that gives nothing away."""
        return neutral(self.cleaned_data["sender_name"])

    def clean_promise_hours(self) -> int:
        """Return hours within bounds."""
        return within("promise_hours", self.cleaned_data["promise_hours"])

    def clean_link_days(self) -> int:
        """Return days within bounds."""
        return within("link_days", self.cleaned_data["link_days"])

    def clean_travel_minutes(self) -> int:
        """Return minutes within bounds."""
        return within("travel_minutes", self.cleaned_data["travel_minutes"])

    def clean_warn_hours(self) -> list[int]:
        """Return whole hours, whatever stands between them."""
        pieces = self.cleaned_data["warn_hours"].replace(",", " ").replace(";", " ").split()
        if not all(
            piece.isascii() and piece.isdigit() and len(piece) <= DIGITS for piece in pieces
        ):
            raise forms.ValidationError(_("Please write whole hours, like 6, 2."))
        return [within("warn_hours", int(piece)) for piece in pieces]


class HappensForm(forms.Form):
    """The service's page about what happens in a meeting."""

    what_happens = Kept(
        label=_("What happens in a meeting?"),
        help_text=_(
            "In plain words: why the workers talk with each other, the right to stop at any time, "
            "the choice of place and people."
        ),
        most=text.WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "words"}),
    )


class TermsForm(forms.Form):
    """The service's own words in one language; ours stand where nothing is written."""

    def __init__(self, *args: Any, own: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        for number, key in enumerate(rules.TERMS):
            self.fields[f"term_{number}"] = Kept(
                label=words.TERMS[key],
                most=100,
                required=False,
                initial=own.get(key, ""),
            )

    def words(self) -> dict[str, str]:
        """Return what was written for each word."""
        return {key: self.cleaned_data[f"term_{number}"] for number, key in enumerate(rules.TERMS)}


def neutral(typed: str) -> str:
    """Return a name that may leave the house, or a kind error."""
    try:
        return rules.neutral(typed)
    except Refusal as refused:
        raise forms.ValidationError(words.said(refused)) from None


def within(setting: str, value: int) -> int:
    """Return a number within its bounds, or a kind error."""
    try:
        return rules.within(setting, value)
    except Refusal as refused:
        raise forms.ValidationError(words.said(refused)) from None
