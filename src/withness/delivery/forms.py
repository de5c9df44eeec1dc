"""What somebody chose to do about a message."""

from django import forms

DEEDS = ("again", "arrived", "posted", "told")


class Caring(forms.Form):
    """One of the deeds for a message that has not arrived."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
