"""The record of a meeting, as one viewer may read it: the same words and order for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from withness.access import policy as access
from withness.people.models import Person
from withness.records import models
from withness.records.policy import reading as reasons
from withness.records.rules import reading
from withness.records.rules.states import As, Circle, Outcome, Yes
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Viewer

open_person = field.opener(Person, "name")
open_words = field.opener(models.Line, "words")
open_agreed = field.opener(models.Agreement, "words")
open_who = field.opener(models.Agreement, "who")
open_by_when = field.opener(models.Agreement, "by_when")
open_question = field.opener(models.OpenQuestion, "words")
open_next = field.opener(models.Closing, "next_words")


@dataclass(frozen=True, slots=True)
class LineFact:
    """One line as the viewer reads it. `writer` is "" where the speaker wrote it themselves.

    `words` is "" for what was taken back, for everybody; a lawful demand alone opens it still.
    """

    id: UUID
    meeting_id: UUID
    network_id: UUID
    number: int | None
    speaker_id: UUID
    speaker: str
    writer: str
    words: str
    circle: Circle
    yes: Yes
    why: reading.Why
    answers_id: UUID | None
    said_at: datetime
    changed_at: datetime | None
    is_own: bool
    is_shared: bool
    is_taken_back: bool
    is_noted_by_viewer: bool
    taken_back_at: datetime | None = None
    is_destroyed: bool = False


@dataclass(frozen=True, slots=True)
class AgreementFact:
    """Something the network agreed."""

    id: UUID
    meeting_id: UUID
    words: str
    who: str
    by_when: str
    made_elsewhere: bool
    is_struck: bool


@dataclass(frozen=True, slots=True)
class QuestionFact:
    """Something the network does not know yet."""

    id: UUID
    meeting_id: UUID
    words: str
    is_let_go: bool


@dataclass(frozen=True, slots=True)
class ClosingFact:
    """How a meeting ended, as far as that is said."""

    outcome: Outcome | None
    next_agreed: bool | None
    next_words: str
    reflected: bool
    closed_at: datetime | None


COLUMNS = (
    "id", "meeting_id", "network_id", "number", "speaker_id", "written_by_id", "words", "circle",
    "yes", "answers_id", "made_at", "shared_at", "changed_at", "taken_back_at", "was_there",
    "as_whom", "stood_in", "speaker__name", "written_by__name", "mark_stays", "destroyed_at",
)  # fmt: skip


def lines_of_meeting(viewer: Viewer, meeting_id: UUID) -> tuple[LineFact, ...]:
    """Return the lines of a meeting that are open to the viewer, in order of speaking."""
    return _facts(viewer, _of_meetings.ask(viewer, [meeting_id]))


def lines_of_meetings(viewer: Viewer, ids: list[UUID]) -> dict[UUID, tuple[LineFact, ...]]:
    """Return the open lines of several meetings by meeting, in as many queries as of one."""
    found: dict[UUID, tuple[LineFact, ...]] = {}
    for line in _facts(viewer, _of_meetings.ask(viewer, ids)):
        found[line.meeting_id] = (*found.get(line.meeting_id, ()), line)
    return found


def lines_by_ids(viewer: Viewer, ids: list[UUID]) -> tuple[LineFact, ...]:
    """Return those of the lines that are open to the viewer; the stream re-reads by this."""
    return _facts(viewer, _by_ids.ask(viewer, ids))


def unconfirmed(viewer: Viewer) -> tuple[LineFact, ...]:
    """Return the lines written down for the viewer that wait for their yes."""
    if viewer.person_id is None:
        return ()
    return _facts(viewer, _unconfirmed.ask(viewer))


def line(viewer: Viewer, line_id: UUID) -> LineFact | None:
    """Return one line that is open to the viewer, or None."""
    return next(iter(lines_by_ids(viewer, [line_id])), None)


def _open(viewer: Viewer, rows: "QuerySet[models.Line]") -> "QuerySet[models.Line, Any]":
    """Return the rows the policy allows, and what says why each is read: one query."""
    return (
        access.open_to(viewer, "records.read", rows)
        .order_by("meeting_id", F("number").asc(nulls_last=True), "made_at", "id")
        .annotate(
            was_there=Exists(reasons.attended(viewer).filter(meeting_id=OuterRef("meeting_id"))),
            as_whom=Subquery(
                reasons.opened(viewer).filter(line_id=OuterRef("pk")).values("named_as")[:1]
            ),
            stood_in=Exists(reasons.stood_in(viewer).filter(meeting_id=OuterRef("meeting_id"))),
        )
        .values_list(*COLUMNS)
    )


_of_meetings = Prepared(
    lambda viewer, ids: _open(viewer, models.Line.objects.filter(meeting_id__in=ids))
)
_by_ids = Prepared(lambda viewer, ids: _open(viewer, models.Line.objects.filter(pk__in=ids)))
_unconfirmed = Prepared(
    lambda viewer: _open(
        viewer,
        models.Line.objects.filter(
            speaker_id=viewer.person_id, yes=Yes.NOT_YET, taken_back_at=None
        ),
    )
)


def _facts(viewer: Viewer, rows: list[tuple[Any, ...]]) -> tuple[LineFact, ...]:
    """Open the rows and say why each is read."""
    names: dict[UUID, str] = {}
    seats = {seat.network_id: seat for seat in viewer.seats if seat.left_at is None}
    facts: list[LineFact] = []
    for row in rows:
        of = reading.LineOf(
            row[4], row[5], Circle(row[7]), Yes(row[8]), row[10], row[11] is not None,
            row[13] is not None, row[19],
        )  # fmt: skip
        reader = reading.ReaderOf(
            viewer.person_id,
            seats.get(row[2]),
            row[14],
            As(row[15]) if row[15] else None,
            row[16],
            row[2] in viewer.glass,
            reading.demanded(viewer, row[2], row[10]),
        )
        why = reading.reads(of, reader)
        if why is None:
            continue
        own = row[4] == viewer.person_id
        facts.append(
            LineFact(
                id=row[0],
                meeting_id=row[1],
                network_id=row[2],
                number=row[3],
                speaker_id=row[4],
                speaker=_name(names, row[4], row[17]),
                writer="" if row[4] == row[5] else _name(names, row[5], row[18]),
                words=open_words(row[0], row[6]) if reading.has_words(of, why) else "",
                circle=of.circle,
                yes=of.yes,
                why=why,
                answers_id=row[9],
                said_at=row[10],
                changed_at=row[12],
                is_own=own,
                is_shared=of.is_shared,
                is_taken_back=of.is_taken_back,
                is_noted_by_viewer=not own and row[5] == viewer.person_id,
                taken_back_at=row[13],
                is_destroyed=row[20] is not None,
            )
        )
    return tuple(facts)


def _name(known: dict[UUID, str], person_id: UUID, sealed: bytes) -> str:
    """Return a name, opened once however many lines somebody speaks."""
    if person_id not in known:
        known[person_id] = open_person(person_id, sealed)
    return known[person_id]


def agreements(viewer: Viewer, meeting_ids: list[UUID]) -> tuple[AgreementFact, ...]:
    """Return what was agreed in those meetings, as far as the viewer may read it."""
    return tuple(
        AgreementFact(
            row[0], row[1], open_agreed(row[0], row[2]), open_who(row[0], row[3]),
            open_by_when(row[0], row[4]), row[5], row[6] is not None,
        )
        for row in _agreements.ask(viewer, meeting_ids)
    )  # fmt: skip


_agreements = Prepared(
    lambda viewer, ids: (
        access.open_to(
            viewer, "records.read_agreement", models.Agreement.objects.filter(meeting_id__in=ids)
        )
        .order_by("meeting_id", "number")
        .values_list("id", "meeting_id", "words", "who", "by_when", "made_elsewhere", "struck_at")
    )
)


def questions(viewer: Viewer, meeting_ids: list[UUID]) -> tuple[QuestionFact, ...]:
    """Return what was left open in those meetings, as far as the viewer may read it."""
    return _questions(_asked_in.ask(viewer, meeting_ids))


def open_questions(viewer: Viewer, network_id: UUID) -> tuple[QuestionFact, ...]:
    """Return what a network still does not know, from all its meetings."""
    return _questions(_still_open.ask(viewer, network_id))


def _readable(
    viewer: Viewer, rows: "QuerySet[models.OpenQuestion]"
) -> "QuerySet[models.OpenQuestion, Any]":
    allowed = access.open_to(viewer, "records.read_question", rows)
    return allowed.order_by("made_at", "number").values_list(
        "id", "meeting_id", "words", "let_go_at"
    )


_asked_in = Prepared(
    lambda viewer, ids: _readable(viewer, models.OpenQuestion.objects.filter(meeting_id__in=ids))
)
_still_open = Prepared(
    lambda viewer, network_id: _readable(
        viewer, models.OpenQuestion.objects.filter(network_id=network_id, let_go_at=None)
    )
)


def _questions(rows: list[tuple[Any, ...]]) -> tuple[QuestionFact, ...]:
    return tuple(
        QuestionFact(row[0], row[1], open_question(row[0], row[2]), row[3] is not None)
        for row in rows
    )


def closings(meeting_ids: list[UUID]) -> dict[UUID, ClosingFact]:
    """Return how those meetings ended. Asked for meetings the viewer may read."""
    return {
        row[1]: ClosingFact(
            Outcome(row[2]) if row[2] else None, row[3], open_next(row[0], row[4]), row[5], row[6]
        )
        for row in _closings.ask(meeting_ids)
    }


_closings = Prepared(
    lambda ids: models.Closing.objects.filter(meeting_id__in=ids).values_list(
        "id", "meeting_id", "outcome", "next_agreed", "next_words", "reflected", "closed_at"
    )
)
