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
from withness.networks import models as networks
from withness.people.models import Person
from withness.records import models
from withness.records.queries import earlier
from withness.records.queries.earlier import AskedFact
from withness.records.rules.states import Said, Yes
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
    found = earlier.in_order(asked)
    if not found:
        return ()
    own = models.Line.objects.filter(network_id=network_id, speaker_id=speaker_id)
    spoken = earlier.lines(policy.open_to(viewer, "records.open_for", own))
    return earlier.asked_by_meeting(found, spoken, {})


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
