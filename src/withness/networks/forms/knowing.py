"""Where somebody can be reached now, said by a practitioner who knows them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.people import rules
from withness.people.forms import reach_in
from withness.service.forms import Kept


class Know(forms.Form):
    """I know this person and spoke with them; this is how they are reached now."""

    value = Kept(
        label=_("Their new telephone number or mail address"),
        help_text=_("Their own, never yours or a colleague's."),
        most=254,
    )
    spoke = forms.BooleanField(
        label=_("I know this person, and I spoke with them myself"),
        error_messages={"required": _("Please speak with them first, in person or by telephone.")},
    )

    def clean_value(self) -> tuple[rules.ReachKind, str]:
        """Return the kind and value of what was typed."""
        return reach_in(self.cleaned_data["value"])
