"""Why somebody opens a network, and by what name they look for it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from withness.consents.rules import glass as rules
from withness.consents.words import glass as words
from withness.values.rules import text
from withness.values.rules.refusals import Refusal


class Look(forms.Form):
    """What somebody says on the telephone."""

    name = forms.CharField(
        label=_("The name of the person at the centre, or the number they ring from"),
        help_text=_("Exactly as they write it. What the team calls the network works, too."),
        max_length=text.NAME,
    )

    def clean_name(self) -> str:
        """Return the name without what no database can hold."""
        return text.kept(self.cleaned_data["name"], text.NAME)


class Reason(forms.Form):
    """Why somebody who does not belong opens a network tonight."""

    reason = forms.CharField(
        label=_("Why do you need it now?"),
        help_text=_("In your own words. The person at the centre reads them; nobody else does."),
        widget=forms.Textarea(attrs={"rows": 4, "class": "words", "dir": "auto"}),
        strip=False,
        error_messages={"required": words.REFUSALS["reason_wanted"]},
    )

    def clean_reason(self) -> Any:
        """Refuse what would say nothing to whoever reads it, kindly."""
        try:
            return rules.reason(self.cleaned_data["reason"])
        except Refusal as refusal:
            raise ValidationError(words.sentence(refusal), code=refusal.code) from None
