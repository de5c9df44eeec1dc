"""One's own page as it is typed: what to call one, how to reach one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.people import rules, words
from withness.people.rules import proof
from withness.service import forms as typed
from withness.values.rules import text
from withness.values.rules.refusals import Refusal


class Reached(typed.Kept):
    """A telephone number or a mail address; its value is its kind and how it is kept."""

    def __init__(self, **more: Any) -> None:
        box = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
        super().__init__(most=254, widget=box, **more)

    def clean(self, value: Any) -> tuple[rules.ReachKind, str]:
        """Return the kind and value of what was typed, or a kind error."""
        return reach_in(super().clean(value))


class NameForm(forms.Form):
    """What to call somebody, in their own words."""

    name = typed.Kept(label=_("What shall we call you?"))


class ProofForm(forms.Form):
    """The one proof behind a link: six digits, or the agreed word; and whose device this is."""

    typed = forms.CharField(label="", max_length=text.NAME, strip=False)
    borrowed = forms.BooleanField(
        label=_("This is not my own telephone or computer"),
        help_text=_("Then your page closes by itself, and nothing of it stays here."),
        required=False,
    )

    def __init__(self, *args: Any, with_word: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["typed"]
        field.label = _("The word we agreed on") if with_word else _("The six digits")
        field.widget.attrs = {
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        if not with_word:
            field.widget.attrs |= {
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "dir": "ltr",
                "class": "short",
            }


class WordForm(forms.Form):
    """A word that only its owner knows."""

    word = typed.Kept(
        label=_("Your word"),
        help_text=_(
            "Two or three words that you can remember and nobody guesses: not a name, not a "
            "birthday. Capitals and blanks do not matter."
        ),
        most=proof.MOST_WORD,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_word(self) -> str:
        """Return the word, or say kindly why it is none."""
        word: str = self.cleaned_data["word"]
        try:
            proof.word(word)
        except Refusal as refused:
            raise forms.ValidationError(words.said(refused)) from None
        return word


class NamedForm(forms.Form):
    """Somebody one trusts, to help one back in."""

    name = typed.Kept(label=_("What are they called?"))
    value = Reached(label=_("Their telephone number or mail address"))


class BackForm(forms.Form):
    """Everything is lost: what one gave before, and where one can be reached now."""

    known = Reached(
        label=_("A mail address or telephone number that you gave us before"),
        help_text=_("You need not be able to use it any more."),
    )
    new = Reached(
        label=_("Where can we reach you now?"),
        help_text=_("A mail address or a telephone number of your own."),
    )


class DigitsForm(forms.Form):
    """Digits that somebody told one by voice."""

    digits = forms.CharField(
        label=_("The digits they told you"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "class": "short"}
        ),
    )


class DoorForm(forms.Form):
    """What a service sets about links."""

    without = forms.ChoiceField(
        label=_(
            "Whose link alone is enough, where somebody has no mail, no telephone and no word?"
        ),
        choices=[(one.value, words.WITHOUT[one]) for one in proof.Without],
        widget=forms.RadioSelect,
    )
    visit_days = forms.IntegerField(
        label=_("For how many days does a proof count on somebody's own device?"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    borrowed_minutes = forms.IntegerField(
        label=_("After how many minutes without a press does a page close on a borrowed device?"),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    grace_hours = forms.IntegerField(
        label=_("For how many hours does a new way in wait, after somebody lost everything?"),
        help_text=_("Every other way to reach them hears of it meanwhile, and can stop it."),
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
    )

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return self.cleaned_data | {"without": proof.Without(self.cleaned_data["without"])}

    def clean(self) -> dict[str, Any]:
        """Keep each number within its bounds."""
        cleaned = super().clean() or self.cleaned_data
        for name, (least, most) in proof.BOUNDS.items():
            value = cleaned.get(name)
            if value is not None and not least <= value <= most:
                bounds = {"least": least, "most": most}
                self.add_error(
                    name, _("Please write a number from %(least)s to %(most)s.") % bounds
                )
        return cleaned


def reach_in(typed_reach: str) -> tuple[rules.ReachKind, str]:
    """Return the kind and value of a way to reach somebody, or a kind error."""
    found = rules.reach_in(typed_reach)
    if found is None:
        raise forms.ValidationError(str(words.REFUSED["no_way"]))
    return found


class ReachForm(forms.Form):
    """One way to reach oneself, and when it is safe."""

    value = Reached(label=_("A telephone number or a mail address"))
    when_safe = typed.Kept(
        label=_("When is it safe, and when is it not?"),
        help_text=_("In your own words. Whoever rings you reads it first."),
        most=text.SHORT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    may_write = forms.BooleanField(
        label=_("Messages may be sent there"), required=False, initial=True
    )
