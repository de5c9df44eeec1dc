"""One's own page as it is typed: what to call one, how to reach one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.people import rules, words
from withness.service import forms as typed
from withness.values.rules import text


class NameForm(forms.Form):
    """What to call somebody, in their own words."""

    name = typed.Kept(label=_("What shall we call you?"))


class ReachForm(forms.Form):
    """One way to reach oneself, and when it is safe."""

    value = typed.Kept(
        label=_("A telephone number or a mail address"),
        most=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
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

    def clean(self) -> dict[str, Any]:
        """Read what was typed as a telephone number or a mail address, kept under `reach`."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("value"):
            reach = rules.reach_in(cleaned["value"])
            if reach is None:
                self.add_error("value", str(words.REFUSED["no_way"]))
            cleaned["reach"] = reach
        return cleaned
