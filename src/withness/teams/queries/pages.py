"""What the pages of this room show, for whoever works here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people.queries import accounts, persons
from withness.teams import models
from withness.teams.queries import practitioners, teams
from withness.teams.queries.practitioners import PractitionerFact
from withness.teams.queries.teams import TeamFact
from withness.teams.rules import duty as rules
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Duty, Viewer

SOON = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class TeamNow:
    """A team as it stands: who works in it, who is on duty, who is next and from when."""

    team: TeamFact
    people: tuple[PractitionerFact, ...]
    on_duty: tuple[PractitionerFact, ...]
    until: datetime | None
    next: PractitionerFact | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class TurnFact:
    """A turn on duty, with the name of who has it."""

    id: UUID
    practitioner_id: UUID
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class RotaFact:
    """The rota of a team in a window: turns, when nobody is on duty, when several are."""

    team: TeamFact
    turns: tuple[TurnFact, ...]
    gaps: tuple[Span, ...]
    overlaps: tuple[tuple[Span, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PostFact:
    """Somebody's post as those who keep the accounts see it."""

    id: UUID
    person_id: UUID
    name: str
    email: str
    team_id: UUID
    is_peer: bool
    languages: tuple[str, ...]
    base_id: UUID | None
    began_on: date
    last_day: date | None
    duties: frozenset[Duty]


@dataclass(frozen=True, slots=True)
class DutyFact:
    """Who has a duty."""

    duty: Duty
    practitioner_id: UUID


def now(viewer: Viewer, at: datetime) -> tuple[TeamNow, ...]:
    """Return every team as it stands at that instant; the same few queries for any number.

    Raises `NotAllowed` for whoever does not work here.
    """
    policy.require(viewer, "teams.see")
    people = {one.id: one for one in practitioners.all_working()}
    turns: dict[UUID, list[rules.Turn]] = {}
    rows = models.Turn.objects.filter(ends_at__gt=at, starts_at__lt=at + SOON)
    for team_id, row_id, practitioner_id, start, end in rows.values_list(
        "team_id", "id", "practitioner_id", "starts_at", "ends_at"
    ):
        if practitioner_id in people:
            turns.setdefault(team_id, []).append(
                rules.Turn(row_id, practitioner_id, Span(start, end))
            )
    return tuple(_standing(team, people, turns.get(team.id, []), at) for team in teams.all_teams())


def _standing(
    team: TeamFact, people: dict[UUID, PractitionerFact], turns: list[rules.Turn], at: datetime
) -> TeamNow:
    on_duty = rules.on_duty(turns, at)
    coming = rules.next_turn(turns, at)
    first = next((turn for turn in turns if on_duty and turn.practitioner_id == on_duty[0]), None)
    return TeamNow(
        team=team,
        people=tuple(one for one in people.values() if one.team_id == team.id),
        on_duty=tuple(people[one] for one in on_duty),
        until=first.span.end if first else None,
        next=people[coming.practitioner_id] if coming else None,
        next_at=coming.span.start if coming else None,
    )


def rota(viewer: Viewer, team_id: UUID, window: Span) -> RotaFact:
    """Return a team's rota in a window. Raises `NotAllowed`, for another service's team too."""
    team = teams.by_id(team_id)
    row = models.Team.objects.filter(pk=team_id).first()
    if team is None or row is None:
        raise NotAllowed
    policy.require(viewer, "teams.read", row)
    rows = models.Turn.objects.filter(
        team_id=team_id, starts_at__lt=window.end, ends_at__gt=window.start
    ).order_by("starts_at", "id")
    turns = tuple(
        rules.Turn(row_id, practitioner_id, Span(start, end))
        for row_id, practitioner_id, start, end in rows.values_list(
            "id", "practitioner_id", "starts_at", "ends_at"
        )
    )
    names = practitioners.by_ids(turn.practitioner_id for turn in turns)
    return RotaFact(
        team,
        tuple(
            TurnFact(turn.id, turn.practitioner_id, names[turn.practitioner_id].name, turn.span)
            for turn in turns
        ),
        rules.gaps(turns, window),
        tuple(
            (one.span, tuple(names[each].name for each in one.practitioner_ids))
            for one in rules.overlaps(turns, window)
        ),
    )


def duties(viewer: Viewer) -> tuple[DutyFact, ...]:
    """Return who has which duty, for whoever works here: a duty is no secret."""
    policy.require(viewer, "teams.see")
    return _duties(
        models.Holding.objects.filter(until_at=None).values_list("duty", "practitioner_id")
    )


def _duties(rows: Iterable[tuple[str, UUID]]) -> tuple[DutyFact, ...]:
    return tuple(DutyFact(Duty(duty), practitioner_id) for duty, practitioner_id in rows)


def post(viewer: Viewer, practitioner_id: UUID) -> PostFact:
    """Return somebody's post, for those who keep the accounts. Raises `NotAllowed`."""
    row = models.Practitioner.objects.filter(pk=practitioner_id).first()
    if row is None:
        raise NotAllowed
    policy.require(viewer, "teams.change_practitioner", row)
    person = persons.person(row.person_id)
    held = models.Holding.objects.filter(practitioner_id=practitioner_id, until_at=None)
    return PostFact(
        id=row.pk,
        person_id=row.person_id,
        name=person.name if person else "",
        email=accounts.addresses_of([row.person_id]).get(row.person_id, ""),
        team_id=row.team_id,
        is_peer=row.is_peer,
        languages=tuple(row.languages),
        base_id=row.base_id,
        began_on=row.began_on,
        last_day=row.left_on - timedelta(days=1) if row.left_on else None,
        duties=frozenset(Duty(duty) for duty in held.values_list("duty", flat=True)),
    )
