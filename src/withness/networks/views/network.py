"""The page of one network, and of one person's place in it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from withness.access.rules import NotAllowed
from withness.networks.queries import members, networks, peers, rights, speaking
from withness.networks.rules import belonging
from withness.networks.rules.states import Said, State
from withness.networks.words import states
from withness.people.views import here
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """Somebody as the page shows them: a name, how they belong, and a sentence beside it."""

    person_id: UUID
    name: str
    how: str
    as_what: str
    note: str
    more: bool
    offered: bool


@require_safe
def network(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show who belongs, what is still open, and what one can do."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    right = rights.of(viewer, network_id)
    people = members.of(viewer, network_id)
    trail.read("networks.read", by=viewer, right=right.read, about=network_id, network=network_id)
    beside = [one for one in people if one.practitioner_id]
    wanted = belonging.wanted(one.is_peer for one in beside if one.still_here)
    own = right.as_what == Belonging.CENTRE
    shown = {one.person_id: _shown(one, fact, viewer, right, own=own) for one in people}
    return render(
        request,
        "networks/network.html",
        {
            "network": fact,
            "state": states.STATES[fact.state],
            "rests": fact.state == State.RESTING,
            "ended": fact.state == State.ENDED,
            "own": own,
            "right": right,
            "people": [shown[one.person_id] for one in people if not one.practitioner_id],
            "beside": [shown[one.person_id] for one in beside],
            "wanted": wanted,
            "died_on": speaking.death_of_centre(network_id),
            "asks": peers.question_is_open(viewer, network_id),
            "answer": peers.answer_of(viewer, network_id) if wanted.peer else None,
            "works": viewer.practitioner_id is not None and right.as_what is not None,
            "leave": viewer.practitioner_id is None,
        },
    )


@require_safe
def person(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Show one person's place to themselves and to those who may change something about it."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    member = one_of(viewer, network_id, person_id)
    place = rights.on_place(viewer, network_id, person_id)
    reaches = members.reaches(viewer, network_id).get(person_id, ()) if place.see_reach else ()
    trail.read(
        "networks.read_place", by=viewer, right=fact.right, about=person_id, network=network_id
    )
    return render(
        request,
        "networks/person.html",
        {
            "network": fact,
            "member": member,
            "place": place,
            "reaches": reaches,
            "is_practitioner": member.practitioner_id is not None,
            "leave": viewer.practitioner_id is None,
        },
    )


def one_of(viewer: Viewer, network_id: UUID, person_id: UUID) -> members.MemberFact:
    """Return one of those who belong, or raise `NotAllowed`."""
    for one in members.of(viewer, network_id):
        if one.person_id == person_id:
            return one
    raise NotAllowed


def _shown(
    one: members.MemberFact,
    fact: networks.NetworkFact,
    viewer: Viewer,
    right: rights.RightsFact,
    *,
    own: bool,
) -> Shown:
    is_you = one.person_id == viewer.person_id
    behind_glass = fact.id in belonging.through_glass(viewer)
    return Shown(
        one.person_id,
        one.name,
        one.how,
        _as_what(one, is_you=is_you),
        _note(one, fact, own=own),
        is_you or right.change_people or (behind_glass and not one.practitioner_id),
        right.change_people and one.agreed_how == Said.OFFERED and not _is_centre(one),
    )


def _as_what(one: members.MemberFact, *, is_you: bool) -> str:
    if is_you:
        return str(states.YOU)
    if _is_centre(one):
        return str(states.THE_PERSON)
    if one.practitioner_id:
        return str(states.PEER if one.is_peer else states.PRACTITIONER)
    return str(states.GUEST) if one.belonging == Belonging.AGENCY else ""


def _note(one: members.MemberFact, fact: networks.NetworkFact, *, own: bool) -> str:
    if not one.still_here:
        return _("No longer works here. Say goodbye aloud, then write it down here.")
    if one.agreed_how == Said.OFFERED and not _is_centre(one):
        return str(states.OFFERED_TO_YOU if own else states.OFFERED % {"name": fact.centre_name})
    return ""


def _is_centre(one: members.MemberFact) -> bool:
    return one.belonging == Belonging.CENTRE
