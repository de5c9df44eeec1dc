"""The forms for answering an invitation, and for telling somebody by another way."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.delivery.rules.states import Way
from withness.meetings.forms.arranging import Refusing
from withness.meetings.rules.states import Answer
from withness.meetings.words import states
from withness.service.forms import Kept
from withness.teams.forms.fields import pairs, words_box
from withness.values.rules import text


class AnswerForm(Refusing):
    """Whether one is coming, in one's own words."""

    def __init__(self, *args: Any, for_other: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"] = forms.ChoiceField(
            label=_("What did they say?") if for_other else _("Are you coming?"),
            choices=pairs(states.FOR_THEM if for_other else states.ANSWERS),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of these. You can change it later.")},
        )
        self.fields["words"] = Kept(
            required=False,
            most=text.SHORT,
            label=_("In their words") if for_other else _("In your own words"),
            help_text=_("The practitioners of the network read this."),
            widget=words_box(),
        )
        self.fields["makes_easier"] = Kept(
            required=False,
            most=text.SHORT,
            label=_("What would make it easier to come?"),
            help_text=_("The practitioners of the network read this."),
            widget=words_box(2),
        )

    def values(self) -> dict[str, Any]:
        """Return the values of `answering.answer`."""
        clean = self.cleaned_data
        return {
            "answer": Answer(clean["answer"]),
            "words": clean["words"],
            "makes_easier": clean["makes_easier"],
        }


class OwnAnswer(Refusing):
    """Whether one is coming, and nothing else."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"] = forms.ChoiceField(
            label=_("Are you coming?"),
            choices=pairs(states.ANSWERS),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one of these. You can change it later.")},
        )

    def answer(self) -> Answer:
        """Return the answer."""
        return Answer(self.cleaned_data["answer"])


class WayForm(Refusing):
    """By which way somebody is told."""

    def __init__(self, *args: Any, open_ways: tuple[Way, ...], **more: Any) -> None:
        super().__init__(*args, **more)
        said = {**states.WAYS, Way.TOLD: _("I have told them myself, just now or earlier")}
        self.fields["way"] = forms.ChoiceField(
            label=_("How are they told?"),
            choices=pairs(said, open_ways),
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a way.")},
        )

    def way(self) -> Way:
        """Return the chosen way."""
        return Way(self.cleaned_data["way"])


class SpeakUpForm(Refusing):
    """What a peer says to being left out, and who reads it."""

    words = Kept(label=_("Your answer"), most=text.WORDS, widget=words_box(4), required=True)
    team_may_read = forms.BooleanField(
        label=_("The practitioners of this network may read it"), required=False
    )
