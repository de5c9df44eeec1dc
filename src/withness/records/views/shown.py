"""Facts as the pages show them: every sentence made, nothing left for a template to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from withness.meetings.rules.states import State
from withness.people.views import here
from withness.records.queries import held, page, record
from withness.records.rules import standing
from withness.records.rules.states import Outcome, Yes
from withness.records.words import held as held_words
from withness.records.words import lines as line_words
from withness.records.words import record as words
from withness.values.rules.viewer import Belonging, Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """One line. `small`: sentences below it; `why`: why it is seen; `waits`: for one's own yes."""

    id: UUID
    href: str
    who: str
    words: str
    small: tuple[str, ...]
    why: str
    is_own: bool
    is_aside: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Record:
    """One meeting's record. `groups`: lines, each with those said beside it."""

    id: UUID
    which: str
    where: str
    here: str
    missed: str
    groups: tuple[tuple[Shown, ...], ...]
    agreements: tuple[record.AgreementFact, ...]
    questions: tuple[record.QuestionFact, ...]
    no_decision: bool
    next_words: str
    nothing_next: bool
    reflected: bool
    network_id: UUID
    joined_later: bool
    held: tuple[held_words.Held, ...]


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, None where nothing was sent; an empty form was sent as well."""
    return request.POST if request.method == "POST" else None


def base(request: HttpRequest) -> dict[str, object]:
    """Return what the frame of every page of this room needs."""
    works = here.viewer(request).practitioner_id is not None
    return {"base": "web/page.html" if works else "web/member.html", "leave": not works}


def is_bound(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer is there by their work, and so keeps nothing from the others."""
    seat = viewer.seat_in(network_id)
    return seat is not None and seat.belonging in (Belonging.PRACTITIONER, Belonging.AGENCY)


def arranges(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer arranges this network's meetings, as one of its practitioners."""
    seat = viewer.seat_in(network_id)
    return seat is not None and seat.belonging == Belonging.PRACTITIONER


def lines(facts: Iterable[record.LineFact], zone: str) -> list[Shown]:
    """Return the lines with their sentences, in the order given."""
    all_facts = list(facts)
    speakers = {fact.id: fact.speaker for fact in all_facts}
    address = here.addresses("records:line")
    return [_line(fact, zone, speakers, address(fact.id)) for fact in all_facts]


def _line(fact: record.LineFact, zone: str, speakers: dict[UUID, str], href: str) -> Shown:
    answered = speakers.get(fact.answers_id) if fact.answers_id else None
    return Shown(
        fact.id,
        href,
        fact.speaker,
        fact.words,
        line_words.below(fact, zone, answered),
        line_words.why(fact),
        fact.is_own,
        fact.is_own and (not fact.is_shared or fact.number is None),
        fact.is_own and fact.yes == Yes.NOT_YET,
    )


def records(viewer: Viewer, heads: list[page.HeadFact], zone: str) -> list[Record]:
    """Return the records of some meetings, in as many queries as of one."""
    ids = [head.id for head in heads]
    spoken = record.lines_of_meetings(viewer, ids)
    agreed = record.agreements(viewer, ids)
    asked = record.questions(viewer, ids)
    ended = record.closings([head.id for head in heads if head.had_part])
    people = page.present(heads)
    kept = _held(viewer, [head.id for head in heads if head.has_held], zone)
    return [
        _record(
            head,
            tuple(tuple(lines(group, zone)) for group in standing.beside(spoken.get(head.id, ()))),
            tuple(one for one in agreed if one.meeting_id == head.id),
            tuple(one for one in asked if one.meeting_id == head.id),
            ended.get(head.id),
            people.get(head.id, ()),
            tuple(held_words.shown(one, zone) for one in kept.get(head.id, ())),
        )
        for head in heads
    ]


def _held(viewer: Viewer, ids: list[UUID], zone: str) -> dict[UUID, list[held.HeldFact]]:
    return held.of_meetings(viewer, ids, timezone.now(), zone) if ids else {}


def _record(
    head: page.HeadFact,
    groups: tuple[tuple[Shown, ...], ...],
    agreed: tuple[record.AgreementFact, ...],
    asked: tuple[record.QuestionFact, ...],
    ended: record.ClosingFact | None,
    people: tuple[page.PresentFact, ...],
    kept: tuple[held_words.Held, ...],
) -> Record:
    were_here, missed = words.who_was_here(people, now=head.state == State.UNDER_WAY)
    return Record(
        head.id,
        words.which(head),
        words.place_and_length(head),
        were_here,
        missed,
        groups,
        agreed,
        asked,
        bool(ended and ended.outcome == Outcome.NO_DECISION and not agreed),
        ended.next_words if ended else "",
        bool(ended and ended.next_agreed is False),
        bool(ended and ended.reflected),
        head.network_id,
        head.joined_later,
        kept,
    )
