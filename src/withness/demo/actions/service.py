"""The made-up service: its numbers, teams, practitioners with their hours, and the rota."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from withness.demo import words
from withness.demo.actions.batch import Batch
from withness.people import models as people
from withness.service import models as services
from withness.teams import models as teams
from withness.values.rules import wall
from withness.values.rules.viewer import Duty

ZONE = "Europe/London"
NETWORKS_A_TEAM = 40
# (peer, weekday hours): six registered colleagues and two peers with 15 and 22.5 hours a week
POSTS = (
    (False, dict.fromkeys(range(5), ("09:00", "17:00"))),
    (False, dict.fromkeys(range(5), ("09:00", "17:00"))),
    (False, dict.fromkeys(range(5), ("12:00", "20:00"))),
    (False, dict.fromkeys((0, 1, 2, 3), ("08:30", "16:30"))),
    (False, dict.fromkeys((0, 1, 3, 4), ("10:00", "18:00"))),
    (False, dict.fromkeys(range(5), ("09:00", "17:00"))),
    (True, {0: ("10:00", "15:00"), 2: ("10:00", "15:00"), 3: ("13:30", "18:30")}),
    (True, dict.fromkeys(range(5), ("11:30", "16:00"))),
)
NAMED = ("Lena", "Pavel", "Ottmar", "Birgül", "Noor", "Casimir", "Sol", "Ines")


@dataclass
class Team:
    """One made-up team."""

    row: Any
    rooms: list[Any]
    staff: list[Any] = field(default_factory=list)
    peers: list[Any] = field(default_factory=list)
    names: dict[Any, str] = field(default_factory=dict)


def begin(now: datetime) -> services.Service:
    """Write the service and its numbers down."""
    service = services.Service(
        slug="riverside",
        name="Riverside Open Dialogue",
        languages=["en", "de", "it"],
        zone=ZONE,
        sender_name="Riverside",
        begun_at=now,
        is_made_up=True,
    )
    service.save(force_insert=True)
    for position, (label, number, kind) in enumerate(
        (
            ("Emergency", "999", "emergency"),
            ("Urgent help, option 2", "111", "crisis"),
            ("Riverside, in working hours", "01632 960001", "service"),
        )
    ):
        services.Number(
            service=service, label=label, number=number, kind=kind, position=position
        ).save(force_insert=True)
    return service


def teams_of(batch: Batch, count: int, now: datetime, chance: Random) -> list[Team]:
    """Gather so many teams of eight, each with its rooms and a rota of two weeks."""
    made = []
    for number in range(count):
        name = "Riverside team" if number == 0 else f"Riverside team {number + 1}"
        row = batch.add(teams.Team, name=name, zone=ZONE)
        rooms = [
            batch.add(teams.Place, team=row, name="Garden room", may_be_named=True),
            batch.add(teams.Place, team=row, name="Upstairs, the blue door", may_be_named=True),
        ]
        team = Team(row, rooms)
        for index, (is_peer, hours) in enumerate(POSTS):
            known = NAMED[index] if number == 0 else chance.choice(words.FIRST)
            team.names[_post(batch, team, known, is_peer, hours, index, now, chance).pk] = known
        _rota(batch, team, now)
        made.append(team)
    return made


def _post(
    batch: Batch,
    team: Team,
    name: str,
    is_peer: bool,
    hours: dict[int, tuple[str, str]],
    index: int,
    now: datetime,
    chance: Random,
) -> Any:
    person = batch.add(people.Person, name=name)
    post = batch.add(
        teams.Practitioner,
        person=person,
        team=team.row,
        is_peer=is_peer,
        base=team.rooms[0],
        languages=["en", *chance.sample(["de", "it", "ar"], k=index % 2)],
        began_on=date(now.year - 3, 1, 1) + timedelta(days=90 * index),
    )
    for weekday, (begins, ends) in hours.items():
        batch.add(
            teams.Hours,
            practitioner=post,
            weekday=weekday,
            begins=time.fromisoformat(begins),
            ends=time.fromisoformat(ends),
        )
    if name == "Noor":
        for duty in Duty:
            batch.add(teams.Holding, practitioner=post, duty=duty, since_at=now)
    if is_peer:
        team.peers.append(post)
    else:
        team.staff.append(post)
    return post


def _rota(batch: Batch, team: Team, now: datetime) -> None:
    """Two weeks of turns from eight to eight in the evening; the nights stay open on purpose."""
    everyone = [*team.staff, *team.peers]
    today = wall.wall_time(now, ZONE).replace(hour=8, minute=0, second=0, microsecond=0)
    for day in range(-1, 14):
        begins = wall.instant(today + timedelta(days=day), ZONE)
        batch.add(
            teams.Turn,
            team=team.row,
            practitioner=everyone[(day + 1) % len(everyone)],
            starts_at=begins,
            ends_at=begins + timedelta(hours=12),
        )
