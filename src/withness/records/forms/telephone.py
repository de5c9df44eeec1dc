"""What somebody says on the telephone about their own words, written down by a practitioner."""

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.records.forms import lines
from withness.records.rules.states import Yes

HOW = (
    (Yes.TELEPHONE, _("On the telephone")),
    (Yes.ROOM, _("Here in the room, in this meeting")),
)


def _heard() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How did they say it?"),
        widget=forms.RadioSelect,
        choices=HOW,
        initial=Yes.TELEPHONE,
    )


class CircleForm(lines.CircleForm):
    """Who reads a line, as its speaker says."""

    heard = _heard()


class OpenForm(lines.OpenToForm):
    """One more person who may read a line, as its speaker says."""

    person = forms.ChoiceField(label=_("Who may read it as well"))
    heard = _heard()


class CloseForm(lines.OpenToForm):
    """Somebody who reads a line by name no longer, as its speaker says."""

    person = forms.ChoiceField(label=_("Who no longer reads it by name"))


class HeardForm(forms.Form):
    """How an answer was said."""

    heard = _heard()
