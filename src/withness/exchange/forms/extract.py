"""The patient number, and in which form an extract leaves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.exchange.rules.networks import NUMBER
from withness.service.forms import Kept
from withness.values.rules import text


class NumberForm(forms.Form):
    """Asks for the number that another record system knows the person by."""

    number = forms.CharField(
        label=_("Patient number"),
        help_text=_(
            "Only if the other record system needs one. It is kept sealed and stands nowhere but "
            "here and on what you hand over."
        ),
        max_length=NUMBER,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )


class HandOverForm(forms.Form):
    """Asks whether the number stands on the extract, and why it leaves if nobody allowed it."""

    with_number = forms.BooleanField(label=_("Put the patient number on it"), required=False)
    reason = Kept(
        required=False,
        most=text.SHORT,
        label=_("Why does it have to leave?"),
        help_text=_("Everyone in the network reads your reason, with your name, at once."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
