"""Writing a network down, asking practitioners in, and saying why there is no peer."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from withness.networks.forms.fields import said_field
from withness.networks.forms.people import HOW
from withness.networks.rules.belonging import Named
from withness.networks.rules.states import Said, WhoseReason
from withness.networks.words import refusals, states
from withness.people import rules as people
from withness.service.forms import Kept
from withness.teams.forms.fields import pairs, words_box
from withness.teams.queries.practitioners import PractitionerFact
from withness.teams.queries.teams import TeamFact
from withness.values.rules import text

ROWS = 3
WHO_MEETS = gettext_lazy("Which practitioners belong?")
TWO = gettext_lazy("At least two, one of them a peer. They stay with the network.")


def _boxes(label: Any, help_text: Any, *, required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages={"required": gettext_lazy("Choose somebody, or go back.")},
    )


def _names(who: Iterable[PractitionerFact]) -> list[tuple[str, str]]:
    return [
        (str(one.id), f"{one.name} ({states.PEER})" if one.is_peer else one.name) for one in who
    ]


class New(forms.Form):
    """A network that is there already is written down by hand."""

    team = forms.ChoiceField(label=gettext_lazy("Which team?"))
    centre = Kept(
        label=gettext_lazy("Whose network is it?"),
        help_text=gettext_lazy("What the person at the centre likes to be called."),
    )
    reach = Kept(
        label=gettext_lazy("How can we reach them?"),
        help_text=gettext_lazy("A mail address or a telephone number. They need neither."),
        required=False,
    )
    name = Kept(
        label=gettext_lazy("What does the team call this network?"),
        help_text=gettext_lazy("A street or a colour, so that no name is called across a room."),
    )
    practitioners = _boxes(WHO_MEETS, TWO, required=False)
    said = said_field(gettext_lazy("How did the person say who belongs?"), required=False)
    has_met = forms.BooleanField(label=gettext_lazy("We have met before"), required=False)

    def __init__(
        self,
        *args: Any,
        teams: Iterable[TeamFact],
        practitioners: Iterable[PractitionerFact],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        choices = [(str(one.id), one.name) for one in teams]
        _offer(self.fields["team"], choices)
        _offer(self.fields["practitioners"], _names(practitioners))
        if len(choices) == 1:
            self.fields["team"].initial = choices[0][0]
            self.fields["team"].widget = forms.HiddenInput()
        for number in range(1, ROWS + 1):
            self.fields[f"name_{number}"] = Kept(
                label=gettext_lazy("What are they called?"), required=False
            )
            self.fields[f"how_{number}"] = Kept(most=text.SHORT, label=HOW, required=False)

    def clean_reach(self) -> str:
        """Refuse what no message could go to, kindly."""
        typed: str = self.cleaned_data["reach"]
        if typed and people.reach_in(typed) is None:
            raise forms.ValidationError(refusals.REFUSALS["not_a_mail_address"])
        return typed

    def clean(self) -> dict[str, Any]:
        """Ask for the person's word where people are named."""
        typed = super().clean() or self.cleaned_data
        if self.people and not typed.get("said"):
            self.add_error("said", refusals.REFUSALS["no_word"])
        return typed

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows for people, a name and the words for how they belong in each."""
        return [(self[f"name_{number}"], self[f"how_{number}"]) for number in range(1, ROWS + 1)]

    @property
    def people(self) -> tuple[Named, ...]:
        """Who else was named."""
        typed = self.cleaned_data
        return tuple(
            Named(typed[f"name_{number}"], how=typed.get(f"how_{number}", ""))
            for number in range(1, ROWS + 1)
            if typed.get(f"name_{number}")
        )

    @property
    def practitioner_ids(self) -> list[UUID]:
        """Which practitioners belong."""
        return [UUID(one) for one in self.cleaned_data["practitioners"]]

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        typed = self.cleaned_data
        return {
            "team_id": UUID(typed["team"]),
            "centre_name": typed["centre"],
            "reach": typed["reach"],
            "name": typed["name"],
            "practitioner_ids": self.practitioner_ids,
            "people": self.people,
            "said": Said(typed["said"]) if typed["said"] else None,
            "has_met": typed["has_met"],
        }


class Practitioners(forms.Form):
    """Ask practitioners in."""

    practitioners = _boxes(gettext_lazy("Who joins?"), TWO, required=True)

    def __init__(
        self,
        *args: Any,
        practitioners: Iterable[PractitionerFact],
        said: str = "",
        offered: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        _offer(self.fields["practitioners"], _names(practitioners))
        if said:
            self.fields["said"] = said_field(said, offered=offered)

    @property
    def practitioner_ids(self) -> list[UUID]:
        """Who joins."""
        return [UUID(one) for one in self.cleaned_data["practitioners"]]

    @property
    def said(self) -> Said | None:
        """How the person at the centre said it."""
        return Said(self.cleaned_data["said"]) if self.cleaned_data.get("said") else None


class Peer(forms.Form):
    """Why no peer belongs."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Why does no peer belong?"),
        choices=pairs(states.WHOSE),
        widget=forms.RadioSelect,
    )
    reason = Kept(
        most=text.SHORT,
        label=gettext_lazy("The team's reason, in words"),
        help_text=gettext_lazy("Leave it empty if it is the network's wish: no reason is asked."),
        widget=words_box(),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask staff for their reason."""
        typed = super().clean() or self.cleaned_data
        if typed.get("whose") == WhoseReason.STAFF and not typed.get("reason", "").strip():
            self.add_error("reason", refusals.REFUSALS["reason_wanted"])
        return typed


class End(forms.Form):
    """The word of the person at the centre that their network ends, written down."""

    def __init__(self, *args: Any, label: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if label:
            self.fields["said"] = said_field(label)

    @property
    def said(self) -> Said | None:
        """How it was said."""
        return Said(self.cleaned_data["said"]) if self.cleaned_data.get("said") else None


class Link(forms.Form):
    """How somebody gets their own link."""

    way = forms.ChoiceField(
        label=gettext_lazy("How shall the link reach them?"), widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, ways: Iterable[tuple[str, Any]], asks_word: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        _offer(self.fields["way"], list(ways))
        if asks_word:
            self.fields["word"] = Kept(
                label=gettext_lazy("A word you agree on with them now"),
                help_text=gettext_lazy(
                    "Their link asks for it once, and then for one that only they know. Two or "
                    "three words that they can remember."
                ),
                required=False,
            )


def _offer(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    """Give a field of choices what there is to choose from."""
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
