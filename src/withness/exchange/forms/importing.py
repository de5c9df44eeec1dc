"""A file with networks, and the word of the people at their centres."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """Asks for one file."""

    file = forms.FileField(
        label=_("Your file"),
        help_text=_("A CSV file made from the template, at most 5 MB and 5,000 rows."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={"required": _("Please choose a file first.")},
    )


class SaidForm(forms.Form):
    """Asks whether each person at the centre agreed (promise 5)."""

    said = forms.BooleanField(
        label=_("Each of these people has said who belongs to their network."),
        error_messages={
            "required": _("Please say so, or take out the rows of those who were not asked.")
        },
    )
