"""Fill a house to so many networks, quickly: the demo's forty real ones, and copies beside them.

The copies have rows in every table that pages ask, with the same shape as real ones. What is sealed
in them is copied bytes that nobody opens: no page of the measured practitioners shows them.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection, models
from uuid_utils.compat import uuid7

from withness.contacts.models import Contact
from withness.contacts.models import Holding as PromiseHolding
from withness.meetings.models import Attendance, Event, Invitation, Meeting
from withness.networks.models import Membership, Network
from withness.people.models import Person
from withness.records.models import Closing, Line
from withness.teams.models import Hours, Practitioner, Team

REAL = 40
MEETINGS = 3
AT_ONCE = 2_000
TEAM_OF = 40  # networks a team


class Copies:
    """Rows of one table made after an example, written many at a time."""

    def __init__(self, example: models.Model) -> None:
        fields = example._meta.concrete_fields
        self.names = [field.attname for field in fields]
        quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        marks = ", ".join(["%s"] * len(fields))
        table = connection.ops.quote_name(example._meta.db_table)
        self.insert = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
        self.values = [
            field.get_db_prep_save(field.value_from_object_raw(example), connection)
            if hasattr(field, "value_from_object_raw")
            else field.get_db_prep_save(example.__dict__.get(field.attname), connection)
            for field in fields
        ]
        self.adapt = [field.get_db_prep_save for field in fields]
        self.rows: list[list[Any]] = []

    def add(self, **other: Any) -> Any:
        """Add a row that differs from the example in these columns and in its id."""
        row = list(self.values)
        own = other.setdefault("id", uuid7())
        for name, value in other.items():
            place = self.names.index(name)
            row[place] = self.adapt[place](value, connection)
        self.rows.append(row)
        if len(self.rows) >= AT_ONCE:
            self.write()
        return own

    def write(self) -> None:
        """Write what waits."""
        if self.rows:
            with connection.cursor() as cursor:
                cursor.executemany(self.insert, self.rows)
            self.rows.clear()


def _examples() -> Iterator[type[models.Model]]:
    yield from (
        Team, Person, Practitioner, Hours, Network, Membership, Contact, PromiseHolding, Meeting,
        Invitation, Attendance, Event, Line, Closing,
    )  # fmt: skip


def fill(networks: int) -> int:
    """Add copies until there are so many networks; return how many rows that took."""
    held = Meeting.objects.filter(state="held").order_by("id").first()
    if networks <= REAL or held is None:
        return 0
    of = {table: Copies(_example(table, held)) for table in _examples()}
    count = 0
    staff: list[tuple[Any, Any]] = []
    team = None
    for number in range(networks - REAL):
        if number % TEAM_OF == 0:
            team, staff = _team(of)
        count += _network(of, team, staff[number % 7 : number % 7 + 2], held, number)
    for copies in of.values():
        copies.write()
    return count


def _example(table: type[models.Model], held: Meeting) -> models.Model:
    rows = table._base_manager.all()
    if table is Contact:
        rows = rows.filter(ended_at__isnull=False)
    elif any(field.name == "meeting" for field in table._meta.concrete_fields):
        rows = rows.filter(meeting=held)
    elif table is Meeting:
        rows = rows.filter(pk=held.pk)
    found = rows.order_by("id").first()
    if found is None:
        raise RuntimeError(f"no {table.__name__} to copy")
    return found


def _team(of: dict[type[models.Model], Copies]) -> tuple[Any, list[tuple[Any, Any]]]:
    team = of[Team].add()
    staff = []
    for _ in range(8):
        person = of[Person].add(account_id=None)
        post = of[Practitioner].add(person_id=person, team_id=team, base_id=None)
        for weekday in range(5):
            of[Hours].add(practitioner_id=post, weekday=weekday)
        staff.append((person, post))
    return team, staff


def _network(
    of: dict[type[models.Model], Copies],
    team: Any,
    staff: list[tuple[Any, Any]],
    held: Meeting,
    number: int,
) -> int:
    people = [of[Person].add(account_id=None) for _ in range(3)]
    network = of[Network].add(team_id=team, centre_id=people[0])
    here = [(person, None) for person in people] + staff
    for person, post in here:
        of[Membership].add(
            network_id=network,
            person_id=person,
            practitioner_id=post,
            belonging="practitioner" if post else "member",
            written_by_id=person,
        )
    contact = of[Contact].add(
        team_id=team, caller_id=people[0], centre_id=people[0], network_id=network, once=uuid4(),
        written_by_id=None,
    )  # fmt: skip
    of[PromiseHolding].add(contact_id=contact, holder_id=staff[0][1])
    for index in range(MEETINGS):
        _meeting(of, team, network, here, held, number, index)
    return 13 + MEETINGS * 20


def _meeting(
    of: dict[type[models.Model], Copies],
    team: Any,
    network: Any,
    here: list[tuple[Any, Any]],
    held: Meeting,
    number: int,
    index: int,
) -> None:
    starts = held.starts_at - timedelta(days=7 * index, minutes=number % 10_000)
    ends = starts + timedelta(minutes=held.minutes)
    meeting = of[Meeting].add(
        network_id=network, team_id=team, number=index + 1, starts_at=starts, ends_at=ends,
        place_id=None,
    )  # fmt: skip
    for person, post in here:
        of[Invitation].add(
            meeting_id=meeting, person_id=person, practitioner_id=post, starts_at=starts,
            ends_at=ends, uid=f"{uuid4()}@copy", written_by_id=None,
        )  # fmt: skip
        of[Attendance].add(meeting_id=meeting, person_id=person, practitioner_id=post)
    for place, (person, _) in enumerate(here):
        of[Event].add(meeting_id=meeting, number=place + 1)
        of[Line].add(
            meeting_id=meeting, network_id=network, speaker_id=person, written_by_id=person,
            once=uuid4(), number=place + 1, made_at=starts, shared_at=starts, answers_id=None,
        )  # fmt: skip
    of[Closing].add(meeting_id=meeting, closed_by_id=here[0][0])
