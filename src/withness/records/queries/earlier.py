"""Words from before somebody joined: who asked, and what each speaker is asked about.

Whoever joined is told nothing of this but that some earlier words are not open to them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from withness.access import policy
from withness.meetings import models as meetings
from withness.networks import models as networks
from withness.people.queries import persons
from withness.records import models
from withness.records.policy.writing import BEGUN
from withness.records.rules import earlier as rules
from withness.records.rules.states import Answer, Circle, Yes
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class WaitsFact:
    """One meeting with words of the viewer's own. `answer` None: not answered, which is not a yes.

    `wall_start` is naive wall time, as agreed.
    """

    meeting_id: UUID
    number: int
    wall_start: datetime
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class AskedFact:
    """Somebody who joined later and would like to read earlier words of the viewer's."""

    asking_id: UUID
    network_id: UUID
    joiner: str
    joined_at: datetime
    meetings: tuple[WaitsFact, ...]


def is_asked(viewer: Viewer, network_id: UUID, joiner_id: UUID) -> bool:
    """Whether somebody asked already, for a joiner of one's own network."""
    if network_id not in viewer.networks:
        return False
    return models.Asking.objects.filter(network_id=network_id, joiner_id=joiner_id).exists()


def first_met(network_id: UUID) -> datetime | None:
    """Return when the first meeting of a network that took place began, None before it."""
    rows = meetings.Meeting.objects.filter(network_id=network_id, state__in=BEGUN)
    return rows.order_by("starts_at").values_list("starts_at", flat=True).first()


def asked(viewer: Viewer) -> tuple[AskedFact, ...]:
    """Return what the viewer is asked about, each joiner once, answered or not."""
    rows = policy.open_to(viewer, "records.answer_earlier", models.Asking.objects.all())
    found = in_order(rows)
    if not found or viewer.person_id is None:
        return ()
    spoken = _own_lines(viewer.person_id, {row[1] for row in found})
    return asked_by_meeting(found, spoken, _answers(viewer.person_id, [row[0] for row in found]))


def in_order(rows: "QuerySet[models.Asking]") -> list[tuple[UUID, UUID, UUID]]:
    """Return the id, network and joiner of each asking, the first to ask first."""
    return list(rows.order_by("asked_at").values_list("id", "network_id", "joiner_id"))


def asked_by_meeting(
    askings: list[tuple[UUID, UUID, UUID]],
    spoken: list[tuple[UUID, rules.Earlier]],
    answers: dict[tuple[UUID, UUID], Answer],
) -> tuple[AskedFact, ...]:
    """Return what one speaker is asked about in each asking: of these lines, with their network.

    `answers`: theirs, by asking and meeting; what was answered stays, whatever the lines are now.
    """
    seats = _joined({row[2] for row in askings}, {row[1] for row in askings})
    when = _when({line.meeting_id for _, line in spoken} | {one for _, one in answers})
    names = persons.names_of(row[2] for row in askings)
    facts = []
    for asking_id, network_id, joiner_id in askings:
        joined = seats.get((network_id, joiner_id))
        if joined is None or joiner_id not in names:  # they have left again
            continue
        about = {
            line.meeting_id
            for network, line in spoken
            if network == network_id and rules.is_asked_about(line, joined)
        } | {meeting for asking, meeting in answers if asking == asking_id}
        waits = tuple(
            WaitsFact(one, *when[one], answers.get((asking_id, one)))
            for one in sorted(about & when.keys(), key=lambda one: when[one][1])
        )
        if waits:
            facts.append(AskedFact(asking_id, network_id, names[joiner_id], joined, waits))
    return tuple(facts)


def lines_asked_about(speaker_id: UUID, asking_id: UUID, meeting_id: UUID) -> tuple[UUID, ...]:
    """Return the speaker's own lines of a meeting that a yes opens."""
    row = models.Asking.objects.filter(pk=asking_id).values_list("network_id", "joiner_id").first()
    if row is None:
        return ()
    joined = _joined({row[1]}, {row[0]}).get(row)
    if joined is None:
        return ()
    return tuple(
        line.id
        for _, line in _own_lines(speaker_id, {row[0]})
        if line.meeting_id == meeting_id and rules.is_asked_about(line, joined)
    )


def _joined(people: set[UUID], network_ids: set[UUID]) -> dict[tuple[Any, ...], datetime]:
    rows = networks.Membership.objects.filter(
        person_id__in=people, network_id__in=network_ids, left_at=None
    ).values_list("network_id", "person_id", "joined_at")
    return {(row[0], row[1]): row[2] for row in rows}


def _own_lines(speaker_id: UUID, network_ids: set[UUID]) -> list[tuple[UUID, rules.Earlier]]:
    own = models.Line.objects.filter(speaker_id=speaker_id, network_id__in=network_ids)
    return lines(own.filter(shared_at__isnull=False, taken_back_at=None))


def lines(rows: "QuerySet[models.Line]") -> list[tuple[UUID, rules.Earlier]]:
    """Return lines that are open to others, each with its network, as they were said."""
    columns = ("network_id", "id", "meeting_id", "made_at", "circle", "yes")
    return [
        (row[0], rules.Earlier(row[1], row[2], row[3], Circle(row[4]), Yes(row[5])))
        for row in rows.order_by("made_at", "id").values_list(*columns)
    ]


def _answers(speaker_id: UUID, askings: list[UUID]) -> dict[tuple[UUID, UUID], Answer]:
    rows = models.Answered.objects.filter(speaker_id=speaker_id, asking_id__in=askings)
    return {
        (row[0], row[1]): Answer(row[2])
        for row in rows.values_list("asking_id", "meeting_id", "answer")
    }


def _when(ids: set[UUID]) -> dict[UUID, tuple[int, datetime]]:
    rows = meetings.Meeting.objects.filter(pk__in=ids).values_list("id", "number", "wall_start")
    return {row[0]: (row[1], row[2].replace(tzinfo=None)) for row in rows}
