"""What only the owner of a line is told: to whom they opened it; and what a line said before."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.networks import models as networks
from withness.people.queries import persons
from withness.records import models
from withness.records.queries.record import LineFact
from withness.records.rules import owning
from withness.records.rules.states import As
from withness.sealing.models import field
from withness.values.rules.viewer import Belonging, Viewer

open_wording = field.opener(models.Wording, "words")


@dataclass(frozen=True, slots=True)
class ReaderFact:
    """One person a line was opened to by name, and as whom."""

    person_id: UUID
    name: str
    named_as: As


def spoke_by_work(network_id: UUID, speaker_id: UUID) -> bool:
    """Whether a line's speaker is or was in the network by their work.

    Somebody who never belonged came as cover: by their work, too.
    """
    rows = networks.Membership.objects.filter(network_id=network_id, person_id=speaker_id)
    kinds = set(rows.values_list("belonging", flat=True))
    return not kinds or Belonging.PRACTITIONER in kinds


def earlier_wordings(fact: LineFact) -> tuple[tuple[str, datetime], ...]:
    """Return what a line said before and until when, newest first.

    `fact` was read by whoever asks. A member's earlier words only they get; a practitioner's
    everybody who reads the line. Nobody gets any of what was taken back.
    """
    if fact.changed_at is None or not owning.earlier_is_open(
        by_practitioner=not fact.is_own and spoke_by_work(fact.network_id, fact.speaker_id),
        is_own=fact.is_own,
        is_taken_back=fact.is_taken_back,
    ):
        return ()
    rows = models.Wording.objects.filter(line_id=fact.id)
    return tuple(
        (open_wording(row_id, words), until)
        for row_id, words, until in rows.order_by("-until_at").values_list(
            "id", "words", "until_at"
        )
    )


def readers(viewer: Viewer, line_id: UUID) -> tuple[ReaderFact, ...]:
    """Return those a line was opened to one by one, in order; only its owner is told."""
    if viewer.person_id is None:
        return ()
    rows = models.Reader.objects.filter(line_id=line_id, line__speaker_id=viewer.person_id)
    found = rows.order_by("since_at").values_list("person_id", "named_as")
    names = persons.names_of([person_id for person_id, _ in found])
    return tuple(
        ReaderFact(person_id, names[person_id], As(named_as))
        for person_id, named_as in found
        if person_id in names
    )
