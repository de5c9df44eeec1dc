"""What somebody needs on paper on a day without internet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from withness.access import policy
from withness.meetings import models as meetings
from withness.meetings.rules.states import State, Where
from withness.networks import models as networks
from withness.networks.rules.states import State as NetworkState
from withness.people import rules as people
from withness.people.queries import persons
from withness.sealing.models import field
from withness.service import queries as services
from withness.teams.queries import duty, practitioners, teams, work
from withness.values.rules import wall
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Belonging, Viewer

AHEAD = timedelta(days=7)
COMING = (State.AGREED, State.UNDER_WAY)
open_name = field.opener(networks.Network, "name")


@dataclass(frozen=True, slots=True)
class TurnFact:
    """Who is on duty, from until, in the team's wall time."""

    begins: datetime
    ends: datetime
    name: str


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One coming meeting: when, which network, what kind of place. No address, no names."""

    begins: datetime
    network: str
    where: Where


@dataclass(frozen=True, slots=True)
class CentreFact:
    """The person at the centre of one of one's own networks, and their telephone numbers."""

    network: str
    name: str
    numbers: tuple[str, ...]
    when_safe: str


@dataclass(frozen=True, slots=True)
class DowntimeFact:
    """One sheet."""

    numbers: tuple[services.NumberFact, ...]
    team: str
    turns: tuple[TurnFact, ...]
    meetings: tuple[MeetingFact, ...]
    centres: tuple[CentreFact, ...]
    networks: tuple[UUID, ...]
    right: str


def sheet(viewer: Viewer, now: datetime) -> DowntimeFact:
    """Return the sheet of somebody who works here, for seven days from `now`.

    Meetings and people are those of networks the viewer belongs to, and of nobody else. As many
    queries for thirty networks as for one.
    """
    right = policy.require(viewer, "exchange.downtime")
    post = work.post_of(viewer.person_id) if viewer.person_id else None
    team = teams.by_id(post.team_id) if post else None
    window = Span(now, now + AHEAD)
    centres = _centres(viewer)
    return DowntimeFact(
        services.numbers(),
        team.name if team else "",
        _turns(team.id, team.zone, window) if team else (),
        _meetings(viewer, window),
        tuple(fact for _, fact in centres),
        tuple(network_id for network_id, _ in centres),
        right.name,
    )


def _turns(team_id: UUID, zone: str, window: Span) -> tuple[TurnFact, ...]:
    found = duty.turns(team_id, window)
    known = practitioners.by_ids(turn.practitioner_id for turn in found)
    return tuple(
        TurnFact(
            wall.wall_time(turn.span.start, zone),
            wall.wall_time(turn.span.end, zone),
            known[turn.practitioner_id].name,
        )
        for turn in found
    )


def _meetings(viewer: Viewer, window: Span) -> tuple[MeetingFact, ...]:
    rows = policy.open_to(
        viewer,
        "meetings.read",
        meetings.Meeting.objects.filter(
            network_id__in=viewer.networks,
            state__in=COMING,
            starts_at__lt=window.end,
            ends_at__gt=window.start,
        ),
    )
    columns = ("starts_at", "zone", "network_id", "network__name", "where")
    return tuple(
        MeetingFact(wall.wall_time(at, zone), open_name(network_id, name), Where(where))
        for at, zone, network_id, name, where in rows.order_by("starts_at", "id").values_list(
            *columns
        )
    )


def _centres(viewer: Viewer) -> list[tuple[UUID, CentreFact]]:
    places = networks.Membership.objects.filter(
        network_id__in=viewer.networks, belonging=Belonging.CENTRE, left_at=None
    ).exclude(network__state=NetworkState.ENDED)
    rows = list(
        policy.open_to(viewer, "networks.see_reach", places).values_list(
            "network_id", "network__name", "person_id", "person__name"
        )
    )
    reaches = persons.reaches_of_all([row[2] for row in rows])
    found = []
    for network_id, network, person_id, name in rows:
        phones = [one for one in reaches.get(person_id, ()) if one.kind == people.ReachKind.PHONE]
        fact = CentreFact(
            open_name(network_id, network),
            persons.open_name(person_id, name),
            tuple(one.value for one in phones),
            "; ".join(one.when_safe for one in phones if one.when_safe),
        )
        found.append((network_id, fact))
    return sorted(found, key=lambda pair: (pair[1].network.casefold(), pair[0]))
