"""A service begins: everything that was asked before is written down at once, or nothing is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django_scopes import scope

from withness.people.queries import accounts
from withness.people.rules import AddressElsewhere
from withness.service import actions as services
from withness.service.models import Service
from withness.service.queries import NumberFact
from withness.teams import models
from withness.teams.actions import places, practitioners, rota
from withness.teams.rules import posts
from withness.teams.rules.hours import Weekly
from withness.trail import actions as trail
from withness.values.rules.spans import Span
from withness.values.rules.viewer import Duty, nobody

ONE_AT_A_TIME = 0x77697468  # the lock that two founders at once wait for


@dataclass(frozen=True, slots=True)
class House:
    """The service itself, as typed."""

    name: str
    slug: str
    sender_name: str
    languages: Sequence[str]
    zone: str
    promise_hours: int


@dataclass(frozen=True, slots=True)
class Room:
    """A place of the team's own."""

    name: str
    how_to_get_there: str
    may_be_named: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who will work here; one of them is the founder."""

    name: str
    email: str
    is_peer: bool
    languages: Sequence[str]
    hours: Sequence[Weekly]
    is_founder: bool = False


@dataclass(frozen=True, slots=True)
class FirstTurn:
    """A first turn on duty of one colleague, by their place in the list."""

    colleague: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Begun:
    """A service that has begun, and the account of its founder."""

    service_id: UUID
    slug: str
    account_id: UUID


def begin(
    *,
    house: House,
    numbers: Sequence[NumberFact],
    team: str,
    rooms: Sequence[Room],
    colleagues: Sequence[Colleague],
    turns: Sequence[FirstTurn],
) -> Begun:
    """Let a service begin with everybody in it. The founder gets the four duties.

    All in one transaction. Raises `HasBegun` where a service began in the meantime, and whatever
    the single steps refuse. The caller has made sure that whoever asks stands at the machine or
    knows the set-up word.
    """
    founder = next((n for n, one in enumerate(colleagues) if one.is_founder), None)
    if founder is None:
        raise posts.NoName
    with transaction.atomic():
        _alone()
        if Service.objects.filter(begun_at__isnull=False).exists():
            raise posts.HasBegun
        service_id = services.found(
            name=house.name,
            slug=house.slug,
            sender_name=house.sender_name,
            languages=house.languages,
            zone=house.zone,
            promise_hours=house.promise_hours,
        )
        with scope(service=service_id):
            services.write_numbers(service_id=service_id, numbers=numbers)
            ids = _people(service_id, house.zone, team, rooms, colleagues, turns)
            account_id = _founder(service_id, ids[founder])
            Service.objects.filter(pk=service_id).update(begun_at=timezone.now())
            trail.did("teams.begin", by=nobody(service_id), right="set_up", about=service_id)
    return Begun(service_id, house.slug, account_id)


def _alone() -> None:
    """Wait until nobody else begins a service; SQLite's write transaction does so by itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _people(
    service_id: UUID,
    zone: str,
    team: str,
    rooms: Sequence[Room],
    colleagues: Sequence[Colleague],
    turns: Sequence[FirstTurn],
) -> list[UUID]:
    team_id = places.write_team(service_id=service_id, name=team, zone=zone)
    for room in rooms:
        places.write(
            service_id=service_id,
            team_id=team_id,
            name=room.name,
            how_to_get_there=room.how_to_get_there,
            may_be_named=room.may_be_named,
        )
    today = timezone.now().date()
    ids = [
        practitioners.write(
            service_id=service_id,
            team_id=team_id,
            name=one.name,
            email=one.email,
            is_peer=one.is_peer,
            languages=one.languages,
            hours=one.hours,
            began_on=today,
        )
        for one in colleagues
    ]
    for turn in turns:
        rota.write(
            service_id=service_id,
            team_id=team_id,
            practitioner_id=ids[turn.colleague],
            span=Span(turn.starts_at, turn.ends_at),
        )
    return ids


def _founder(service_id: UUID, practitioner_id: UUID) -> UUID:
    """Give the founder the four duties and return the id of their account."""
    for duty in Duty:
        rota.write_duty(service_id=service_id, practitioner_id=practitioner_id, duty=duty)
    person_id = models.Practitioner.objects.values_list("person_id", flat=True).get(
        pk=practitioner_id
    )
    account_id = accounts.of_person(person_id)
    if account_id is None:
        raise AddressElsewhere  # it waits for its owner's yes, and somebody must sign in now
    return account_id
