"""A removal and a death: as few questions as can be."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.meetings.forms.arranging import Refusing
from withness.meetings.words import states
from withness.service.forms import Kept
from withness.teams.forms.fields import pairs, words_box
from withness.values.rules import text

REST = "rest"


class RemoveForm(Refusing):
    """Why somebody is removed; asked of practitioners alone."""

    def __init__(self, *args: Any, asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if asks:
            self.fields["reason"] = Kept(
                most=text.SHORT,
                label=_("Why?"),
                help_text=_(
                    "The person at the centre reads it, with your name, and decides who else does."
                ),
                widget=words_box(),
                required=True,
                error_messages={"required": _("Write why, in a few words.")},
            )

    @property
    def reason(self) -> str:
        """What was written, "" where nothing was asked."""
        return str(self.cleaned_data.get("reason", ""))


class DiedForm(Refusing):
    """When somebody died, and who said it."""

    on = forms.DateField(
        label=_("On which day?"),
        help_text=_("If you do not know, the day on which you heard of it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    told_by = Kept(
        required=False,
        most=text.SHORT,
        label=_("Who told you?"),
        help_text=_("So that nobody has to be asked again. Practitioners alone read it."),
    )

    def __init__(self, *args: Any, is_centre: bool, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        if is_centre:
            self.fields["rests"] = forms.ChoiceField(
                label=_("And the network?"),
                choices=[
                    ("last", _("We sit together once more, then it rests")),
                    (REST, _("It rests now")),
                ],
                initial="last",
                widget=forms.RadioSelect,
            )

    def clean_on(self) -> date:
        """Refuse days to come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Choose today or an earlier day."))
        return on

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        clean = self.cleaned_data
        rests = clean.get("rests", REST) == REST
        return {"on": clean["on"], "told_by": clean["told_by"], "rests": rests}


class ProxyAnswerForm(Refusing):
    """Whether somebody comes, said by whoever speaks for them. No words are asked."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"] = forms.ChoiceField(
            label=_("What do you say for them?"),
            choices=pairs(states.FOR_THEM),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of these. You can change it later.")},
        )
