"""What a meeting ends with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.records.forms.fields import Words, once
from withness.values.rules import text


class AgreementForm(forms.Form):
    """Something we agreed."""

    words = Words(label=_("What we agreed"), rows=3)
    who = Words(label=_("Who does it"), most=text.SHORT, rows=0, required=False)
    by_when = Words(label=_("By when"), most=text.SHORT, rows=0, required=False)
    made_elsewhere = forms.BooleanField(
        label=_("This was decided elsewhere, not in this meeting"), required=False
    )
    once = once()


class QuestionForm(forms.Form):
    """What stays open."""

    words = Words(label=_("What we do not know yet"), rows=3)
    once = once()


class NextForm(forms.Form):
    """When, where and with whom next, or nothing agreed."""

    AGREED, NOTHING = "agreed", "nothing"
    agreed = forms.ChoiceField(
        label=_("Have we agreed on a next time?"),
        widget=forms.RadioSelect,
        choices=[
            (AGREED, _("Yes, and it stands below")),
            (NOTHING, _("Nothing agreed: that is fine too")),
        ],
        error_messages={"required": _("Please choose one of the two.")},
    )
    words = Words(
        label=_("When, where and with whom"),
        help_text=_("In your own words: “Thursday, at the garden”, “we ring when we want”."),
        most=text.SHORT,
        rows=3,
        required=False,
    )

    def is_agreed(self) -> bool:
        """Whether a next time was agreed."""
        return bool(self.cleaned_data["agreed"] == self.AGREED)


class CloseForm(forms.Form):
    """One last thing to say when a meeting closes."""

    reflected = forms.BooleanField(
        label=_("The practitioners talked with each other in front of us, and we answered"),
        required=False,
    )
