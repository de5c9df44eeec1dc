"""Which team reads first what is written on the public page, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from withness.contacts.rules import reading as rules
from withness.teams.queries import duty, teams
from withness.values.rules.spans import Span

AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ReaderFact:
    """The team that reads first, its zone, and when."""

    team_id: UUID
    zone: str
    reads: rules.Reads
    at: datetime | None


def first_reader(now: datetime) -> ReaderFact | None:
    """Return who reads first what comes in at `now`; None while the service has no team.

    One query, and one more for each team.
    """
    every = teams.all_teams()
    if not every:
        return None
    window = Span(now, now + AHEAD)
    readings = [
        rules.next_read((turn.span for turn in duty.turns(team.id, window)), now) for team in every
    ]
    number = rules.soonest((reading, at) for at, reading in enumerate(readings))
    team, reading = every[number], readings[number]
    return ReaderFact(team.id, team.zone, reading.reads, reading.at)
