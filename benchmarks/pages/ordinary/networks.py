"""One's networks and those that wait, the ordinary way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from benchmarks.pages.ordinary.walk import Beside, Walk
from withness.networks.models import Membership, Network, WithoutPeer
from withness.networks.policy.belonging import waits_for_peer
from withness.networks.rules import belonging, peers
from withness.networks.rules.states import State, WhoseReason
from withness.teams.models import Practitioner
from withness.values.rules.viewer import Belonging

WAITING = 12


class Net(Walk):
    """One network."""

    @cached_property
    def members(self) -> list[Any]:
        """Return who belongs, the person at the centre first."""
        here = [one for one in self.of(Membership, "network") if one.left_at is None]
        return sorted(
            here, key=lambda m: (m.belonging != Belonging.CENTRE, m.joined_at, m.person_id)
        )

    def people(self) -> list[Any]:
        """Return whom the person named."""
        centre = self.row.centre_id
        return [m for m in self.members if not m.practitioner_id and m.person_id != centre]

    def practitioners(self) -> list[Any]:
        """Return the practitioners who belong."""
        return [m for m in self.members if m.practitioner_id]

    @cached_property
    def wanted(self) -> belonging.Wanted:
        """Return what is still wanted of practitioners."""
        today = timezone.now().date()
        posts = [m.practitioner for m in self.practitioners()]
        here = [post for post in posts if post.left_on is None or post.left_on > today]
        return belonging.wanted(post.is_peer for post in here)

    @cached_property
    def answer(self) -> Any:
        """Return why no peer belongs, if somebody said."""
        given = self.of(WithoutPeer, "network")
        return next((one for one in given if one.ended_at is None), None)

    def asks_for_peer(self) -> bool:
        """Whether nobody has said yet why no peer belongs."""
        whose = WhoseReason(self.answer.whose) if self.answer else None
        return peers.is_open(State(self.row.state), whose, has_peer=not self.wanted.peer)

    def has_peer(self) -> bool:
        """Whether a peer belongs."""
        return not self.wanted.peer

    def belongs(self) -> bool:
        """Whether the viewer belongs."""
        return self.row.pk in self.viewer.networks

    def may_read_answer(self) -> bool:
        """Whether the viewer reads why."""
        return self.viewer.is_peer or self.belongs()


def made(rows: Any, viewer: Any, *, careful: bool) -> list[Net]:
    """Return networks ready to be shown."""
    rows = list(rows.select_related("centre") if careful else rows)
    beside = Beside(careful=careful)
    beside.fetch(rows, Membership, "network", "person", "practitioner")
    beside.fetch(rows, WithoutPeer, "network", "said_by")
    return [Net(row, beside, viewer) for row in rows]


def of_viewer(viewer: Any) -> Any:
    """Return the rows of the viewer's networks."""
    places = Membership.objects.filter(person_id=viewer.person_id, left_at=None)
    return Network.objects.filter(pk__in=places.values("network_id"))


def networks(request: HttpRequest, *, careful: bool = False) -> HttpResponse:
    """List one's networks, and the first of the team's that wait."""
    viewer = request.viewer
    cards = made(of_viewer(viewer), viewer, careful=careful)
    cards.sort(key=lambda c: (c.row.state == "ended", c.row.name.casefold(), c.row.made_at))
    team = Practitioner.objects.get(pk=viewer.practitioner_id).team
    rows = Network.objects.filter(waits_for_peer(), team=team).order_by("made_at", "pk")
    waiting = made(rows[:WAITING], viewer, careful=careful)
    return render(request, "ordinary/networks.html", {"cards": cards, "waiting": waiting})
