"""The forms for arranging a meeting, moving it, and changing who is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from withness.delivery.rules.states import Way
from withness.meetings.forms import fields
from withness.meetings.rules import ways
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import Where
from withness.meetings.words import refusals, states
from withness.networks.queries.members import MemberFact
from withness.people.queries.persons import ReachFact
from withness.service.forms import Kept
from withness.teams.forms.fields import pairs, words_box
from withness.teams.queries.places import PlaceFact
from withness.teams.queries.practitioners import PractitionerFact
from withness.values.rules import text
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom and what one can choose from.

    `people`: who belongs, without practitioners; `team`: who works here; `belonging`: the
    practitioners who belong, by id.
    """

    people: tuple[MemberFact, ...]
    team: tuple[PractitionerFact, ...]
    belonging: frozenset[UUID]
    rooms: tuple[PlaceFact, ...]
    languages: tuple[str, ...]
    reaches: Mapping[UUID, tuple[ReachFact, ...]]
    usual_travel: int

    def ordered(self) -> list[PractitionerFact]:
        """Return the practitioners: those who belong first, and among them the peers."""
        return sorted(self.team, key=lambda one: (one.id not in self.belonging, not one.is_peer))

    def names(self) -> dict[UUID, str]:
        """Return the practitioners' names."""
        return {one.id: one.name for one in self.team}


class Refusing(forms.Form):
    """A form that says a refusal beside the question it is about."""

    def refuse(self, refusal: Refusal, names: Mapping[UUID, str] | None = None) -> None:
        """Show a refusal; what was typed stays."""
        who = refusal.facts.get("who")
        known = names or {}
        listed = [known[one] for one in who if one in known] if isinstance(who, tuple) else []
        field = fields.AT.get(refusal.code)
        self.add_error(
            field if field in self.fields else None, refusals.with_names(refusal, listed)
        )


class WhoForm(Refusing):
    """Who is asked, and how each of them is told."""

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choices = choices
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("Who of the network is asked?"),
            choices=[(str(one.person_id), _called(one)) for one in choices.people],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": refusals.REFUSALS["nobody_of_network"]},
        )
        self.fields["practitioners"] = forms.MultipleChoiceField(
            label=_("Which practitioners come?"),
            help_text=_("At least two. Somebody who does not belong to the network is cover."),
            choices=_practitioners(choices),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": refusals.REFUSALS["two_practitioners"]},
        )
        self.fields["whose"] = fields.whose()
        self.fields["why_no_peer"] = fields.why()
        for one in choices.people:
            self.fields[f"way_{one.person_id}"] = _way_of(one, choices)

    def way_fields(self) -> list[forms.BoundField]:
        """Return the questions how each is told."""
        return [self[name] for name in self.fields if name.startswith("way_")]

    def who(self) -> dict[str, Any]:
        """Return the values of `person_ids`, `practitioner_ids`, `ways` and the reason."""
        clean = self.cleaned_data
        return {
            "person_ids": [UUID(one) for one in clean["people"]],
            "practitioner_ids": [UUID(one) for one in clean["practitioners"]],
            "whose_reason": Whose(clean["whose"]) if clean["whose"] else None,
            "why_no_peer": clean["why_no_peer"],
            "ways": {
                one.person_id: Way(clean[f"way_{one.person_id}"])
                for one in self.choices.people
                if clean.get(f"way_{one.person_id}")
            },
        }


class ArrangeForm(WhoForm):
    """Everything about a new meeting."""

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, choices=choices, **more)
        self.fields |= _when_and_where(choices)
        self.fields["chosen_by_network"] = forms.BooleanField(
            label=_("The network chose the day and the time"), required=False
        )
        self.fields["language"] = forms.ChoiceField(
            label=_("In which language do you meet?"),
            choices=[(code, _language(code)) for code in choices.languages],
            required=False,
        )
        self.fields["interpreter"] = Kept(
            required=False,
            most=text.SHORT,
            label=_("Does somebody need an interpreter?"),
            help_text=_("Which language, and what matters. Everybody who is asked reads it."),
            widget=fields.one_line(),
        )
        self.fields["makes_easier"] = Kept(
            required=False,
            most=text.SHORT,
            label=_("What makes it easier to come?"),
            help_text=_("Steps, a lift, a lift from the station, children, a dog, a break."),
            widget=words_box(2),
        )
        self.fields["once"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def values(self) -> dict[str, Any]:
        """Return the values of `arranging.arrange`."""
        clean = self.cleaned_data
        return {
            **self.who(),
            **_when_and_where_values(clean),
            "chosen_by_network": clean["chosen_by_network"],
            "language": clean["language"],
            "interpreter": clean["interpreter"],
            "makes_easier": clean["makes_easier"],
            "once": clean["once"],
        }


class MoveForm(Refusing):
    """Another time, another place, or both."""

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields |= _when_and_where(choices)

    def values(self) -> dict[str, Any]:
        """Return the values of `arranging.move`."""
        return _when_and_where_values(self.cleaned_data)


def _when_and_where(choices: Choices) -> dict[str, forms.Field]:
    return {
        "day": fields.day(),
        "at": fields.at(),
        "minutes": fields.minutes(),
        "where": fields.where(),
        "place": fields.place(choices.rooms),
        "where_words": fields.where_words(),
        "video_link": fields.video_link(),
        "travel_minutes": fields.travel(choices.usual_travel),
    }


def _when_and_where_values(clean: dict[str, Any]) -> dict[str, Any]:
    return {
        "wall_start": datetime.combine(clean["day"], clean["at"]),
        "minutes": clean["minutes"],
        "where": Where(clean["where"]),
        "place_id": UUID(clean["place"]) if clean["place"] else None,
        "where_words": clean["where_words"],
        "video_link": clean["video_link"],
        "travel_minutes": clean["travel_minutes"],
    }


def _called(one: MemberFact) -> Any:
    if one.belonging == Belonging.AGENCY:
        return _("%(name)s, as a guest") % {"name": one.name}
    return f"{one.name}, {one.how}" if one.how else one.name


def _practitioners(choices: Choices) -> list[tuple[Any, list[tuple[str, Any]]]]:
    own = [one for one in choices.ordered() if one.id in choices.belonging]
    others = [one for one in choices.ordered() if one.id not in choices.belonging]
    groups = [(_("They belong to this network"), own), (_("Others of the service: cover"), others)]
    return [(label, [(str(one.id), _post(one)) for one in rows]) for label, rows in groups if rows]


def _post(one: PractitionerFact) -> Any:
    return _("%(name)s, peer practitioner") % {"name": one.name} if one.is_peer else one.name


def _way_of(one: MemberFact, choices: Choices) -> forms.ChoiceField:
    reaches = choices.reaches.get(one.person_id, ())
    open_ways = ways.possible(ways.Reachable(reach.kind, reach.may_write) for reach in reaches)
    safe = "; ".join(reach.when_safe for reach in reaches if reach.when_safe)
    return forms.ChoiceField(
        label=one.name,
        help_text=safe,
        choices=pairs(states.WAYS, open_ways),
        initial=open_ways[0],
        required=False,
    )


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
