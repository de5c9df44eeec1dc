"""What a practitioner on the telephone is shown, and what its speaker finds on their own page.

A practitioner is shown one line they read anyway, never a list of somebody's lines; and never
what somebody answered before, or to whom they opened a line.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.meetings import models as meetings
from withness.networks import models as networks
from withness.people.models import Person
from withness.people.queries import persons
from withness.records import models
from withness.records.queries.earlier import AskedFact, WaitsFact
from withness.records.rules import earlier as rules
from withness.records.rules.states import Circle, Said, Yes
from withness.sealing.models import field
from withness.values.rules.viewer import Viewer

open_words = field.opener(models.Line, "words")
open_person = field.opener(Person, "name")


@dataclass(frozen=True, slots=True)
class SpokenFact:
    """Something written down for the viewer. `words` is "" where there are none, or nobody's.

    `to`: a circle's or answer's code. `wall_start`: naive wall time of the meeting it is about.
    """

    id: UUID
    what: Said
    writer: str
    heard: Yes
    to: str
    whom: str
    words: str
    wall_start: datetime
    said_at: datetime
    waits: bool


def may_speak(viewer: Viewer, line_id: UUID, deed: str = "records.open_for") -> bool:
    """Whether the viewer may carry out what a line's speaker says on the telephone."""
    rows = models.Line.objects.filter(pk=line_id)
    return policy.open_to(viewer, deed, rows).exists()


def speaker(viewer: Viewer, network_id: UUID, person_id: UUID) -> str:
    """Return the name of a member whom the viewer may be on the telephone with, or `NotAllowed`."""
    rows = networks.Membership.objects.filter(network_id=network_id, person_id=person_id)
    found = policy.open_to(viewer, "records.answer_for", rows).values_list("person__name")
    for (name,) in found:
        return open_person(person_id, name)
    raise NotAllowed


def askings(viewer: Viewer, network_id: UUID, speaker_id: UUID) -> tuple[AskedFact, ...]:
    """Return what a member is asked about, of meetings in which the viewer reads words of theirs.

    What they answered is not among it.
    """
    asked = models.Asking.objects.filter(network_id=network_id).exclude(joiner_id=speaker_id)
    found = list(asked.order_by("asked_at").values_list("id", "joiner_id"))
    if not found:
        return ()
    spoken = _spoken(viewer, network_id, speaker_id)
    joined = dict(
        networks.Membership.objects.filter(
            network_id=network_id, person_id__in={row[1] for row in found}, left_at=None
        ).values_list("person_id", "joined_at")
    )
    rows = meetings.Meeting.objects.filter(pk__in={one.meeting_id for one in spoken})
    when = {row[0]: row[1:] for row in rows.values_list("id", "number", "wall_start")}
    names = persons.names_of(joined)
    facts = []
    for asking_id, joiner_id in found:
        if joiner_id not in joined:  # they have left again
            continue
        about = {one.meeting_id for one in spoken if rules.is_asked_about(one, joined[joiner_id])}
        waits = tuple(
            WaitsFact(one, when[one][0], when[one][1].replace(tzinfo=None), None)
            for one in sorted(about, key=lambda one: when[one][0])
        )
        if waits:
            facts.append(
                AskedFact(asking_id, network_id, names[joiner_id], joined[joiner_id], waits)
            )
    return tuple(facts)


def _spoken(viewer: Viewer, network_id: UUID, speaker_id: UUID) -> list[rules.Earlier]:
    own = models.Line.objects.filter(network_id=network_id, speaker_id=speaker_id)
    rows = policy.open_to(viewer, "records.open_for", own)
    columns = ("id", "meeting_id", "made_at", "circle", "yes")
    return [
        rules.Earlier(row[0], row[1], row[2], Circle(row[3]), Yes(row[4]), is_open=True)
        for row in rows.values_list(*columns)
    ]


def in_network(viewer: Viewer) -> Exists:
    """Return, for a query over networks, whether something there waits for the viewer to see it."""
    rows = policy.open_to(viewer, "records.settle_spoken", _unsettled())
    return Exists(rows.filter(network_id=OuterRef("pk")))


def _unsettled() -> "QuerySet[models.Spoken]":
    rows = models.Spoken.objects.filter(settled_at=None, undone_at=None)
    return rows.exclude(counts_at=None, line__taken_back_at__isnull=False)


def spoken(viewer: Viewer) -> tuple[SpokenFact, ...]:
    """Return what was written down for the viewer and is not settled, newest first."""
    rows = policy.open_to(viewer, "records.settle_spoken", _unsettled())
    columns = (
        "id", "what", "written_by_id", "written_by__name", "heard", "to", "person_id",
        "person__name", "asking__joiner_id", "asking__joiner__name", "line_id", "line__words",
        "line__taken_back_at", "meeting__wall_start", "said_at", "counts_at",
    )  # fmt: skip
    return tuple(
        SpokenFact(
            row[0],
            Said(row[1]),
            open_person(row[2], row[3]),
            Yes(row[4]),
            row[5],
            open_person(row[6] or row[8], row[7] or row[9]) if row[6] or row[8] else "",
            open_words(row[10], row[11]) if row[10] and row[12] is None else "",
            row[13].replace(tzinfo=None),
            row[14],
            row[15] is None,
        )
        for row in rows.order_by("-said_at", "id").values_list(*columns)
    )
