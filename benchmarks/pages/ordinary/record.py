"""A network's record, the ordinary way."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from benchmarks.pages.ordinary.walk import Beside, Walk
from withness.meetings.models import Attendance, Invitation, Meeting
from withness.meetings.rules.states import Came, State, Where
from withness.records.models import Agreement, Closing, Line, OpenQuestion, Reader
from withness.records.policy import reading as conditions
from withness.records.queries.page import PresentFact
from withness.records.rules import reading, standing
from withness.records.rules.states import As, Circle, Outcome, Yes
from withness.records.words import lines as line_words
from withness.records.words import record as words
from withness.values.rules.viewer import Belonging

MEETINGS = 10


class Voice(Walk):
    """One line, asked by the page whether its reader reads it."""

    meeting: "Record"

    def __getattr__(self, name: str) -> Any:
        """Answer as the row does."""
        return getattr(self.row, name)

    @cached_property
    def why(self) -> Any:
        """Return why the viewer reads it, None where they do not."""
        named = {one.person_id: As(one.named_as) for one in self.of(Reader, "line")}
        reader = reading.ReaderOf(
            self.viewer.person_id,
            self.viewer.seat_in(self.row.network_id),
            self.meeting.viewer_was_there,
            named.get(self.viewer.person_id) if self.viewer.person_id else None,
        )
        return reading.reads(conditions.facts(self.row), reader)

    @property
    def speaker(self) -> str:
        """Return whose words they are."""
        return str(self.row.speaker.name)

    @property
    def writer(self) -> str:
        """Return who wrote them down, "" where the speaker did."""
        return "" if self.row.written_by_id == self.row.speaker_id else self.row.written_by.name

    @property
    def yes(self) -> Yes:
        """Return how the speaker said yes."""
        return Yes(self.row.yes)

    @property
    def circle(self) -> Circle:
        """Return who reads it."""
        return Circle(self.row.circle)

    @property
    def is_own(self) -> bool:
        """Whether they are the viewer's own words."""
        return self.row.speaker_id == self.viewer.person_id

    @property
    def is_shared(self) -> bool:
        """Whether it stands with the others."""
        return self.row.shared_at is not None

    @property
    def is_taken_back(self) -> bool:
        """Whether its speaker took it back."""
        return self.row.taken_back_at is not None

    @property
    def is_noted_by_viewer(self) -> bool:
        """Whether the viewer wrote it down for somebody."""
        return not self.is_own and self.row.written_by_id == self.viewer.person_id

    @property
    def waits(self) -> bool:
        """Whether it waits for the viewer's own yes."""
        return self.is_own and self.yes == Yes.NOT_YET

    def small(self) -> tuple[str, ...]:
        """Return the sentences below it."""
        answered = self.row.answers.speaker.name if self.row.answers_id else None
        return line_words.below(self, self.meeting.zone, answered)

    def why_words(self) -> str:
        """Return why the viewer sees it."""
        return line_words.why(self)


class Record(Walk):
    """One meeting and its record."""

    zone: str

    def __getattr__(self, name: str) -> Any:
        """Answer as the row does."""
        return getattr(self.row, name)

    @cached_property
    def came(self) -> list[Any]:
        """Return what was written down of who came."""
        return sorted(self.of(Attendance, "meeting"), key=lambda one: (one.at, one.pk))

    @cached_property
    def viewer_was_there(self) -> bool:
        """Whether the viewer was there."""
        here = {one.person_id for one in self.came if one.came != Came.MISSED}
        return self.viewer.person_id in here

    @cached_property
    def seat(self) -> Any:
        """Return the viewer's place in the network."""
        return self.viewer.seat_in(self.row.network_id)

    @property
    def had_part(self) -> bool:
        """Whether the viewer is told where it was and who came."""
        centre = self.seat.belonging == Belonging.CENTRE
        return centre or self.viewer_was_there or self.seat.joined_at <= self.row.starts_at

    @property
    def where_words(self) -> str:
        """Return where it was."""
        return self.row.where_words or (self.row.place.name if self.row.place else "")

    @property
    def where(self) -> Where:
        """Return what kind of place it was."""
        return Where(self.row.where)

    @property
    def state(self) -> State:
        """Return where the meeting is."""
        return State(self.row.state)

    def which(self) -> str:
        """Return which meeting it was, and the day."""
        return words.which(self)

    def place_and_length(self) -> str:
        """Return where it was and how long."""
        return words.place_and_length(self)

    @cached_property
    def people(self) -> tuple[str, str]:
        """Return who was here and whom we missed."""
        asked = [one for one in self.of(Invitation, "meeting") if one.called_off_at is None]
        asked.sort(key=lambda one: (one.made_at, one.pk))
        told = {one.person_id: PresentFact(one.person_id, one.person.name, "", Came.MISSED)
                for one in asked}  # fmt: skip
        for one in self.came:
            told[one.person_id] = PresentFact(one.person_id, one.person.name, "", Came(one.came))
        return words.who_was_here(told.values()) if self.had_part else ("", "")

    def groups(self) -> Any:
        """Return the lines the viewer reads, in order of speaking."""
        rows = self.of(Line, "meeting")
        rows.sort(key=lambda one: (one.number is None, one.number or 0, one.made_at, one.pk))
        voices = [Voice(row, self.beside, self.viewer) for row in rows]
        for one in voices:
            one.meeting = self
        return standing.beside([one for one in voices if one.why])

    def _open(self, row: Any) -> bool:
        centre = self.seat.belonging == Belonging.CENTRE
        return centre or self.viewer_was_there or self.seat.joined_at <= row.made_at

    @cached_property
    def agreements(self) -> list[Any]:
        """Return what was agreed."""
        rows = [one for one in self.of(Agreement, "meeting") if self._open(one)]
        return sorted(rows, key=lambda one: one.number)

    @cached_property
    def questions(self) -> list[Any]:
        """Return what stays open."""
        rows = [one for one in self.of(OpenQuestion, "meeting") if self._open(one)]
        return sorted(rows, key=lambda one: (one.made_at, one.number))

    @cached_property
    def closing(self) -> Any:
        """Return how it ended."""
        return next(iter(self.of(Closing, "meeting")), None) if self.had_part else None

    def no_decision(self) -> bool:
        """Whether nothing was decided."""
        ended = self.closing
        return bool(ended and ended.outcome == Outcome.NO_DECISION and not self.agreements)

    def nothing_next(self) -> bool:
        """Whether nothing is agreed for the next time."""
        return bool(self.closing and self.closing.next_agreed is False)


def record(request: HttpRequest, network_id: UUID, *, careful: bool = False) -> HttpResponse:
    """Show a network's record."""
    rows = Meeting.objects.filter(network_id=network_id, state__in=("under_way", "held"))
    rows = rows.select_related("place") if careful else rows
    listed = list(rows.order_by("-number")[: MEETINGS + 1])
    more, listed = len(listed) > MEETINGS, listed[:MEETINGS]
    beside = Beside(careful=careful)
    for table in (Attendance, Invitation):
        beside.fetch(listed, table, "meeting", "person")
    beside.fetch(listed, Line, "meeting", "speaker", "written_by", "answers__speaker")
    for table in (Agreement, OpenQuestion, Closing):
        beside.fetch(listed, table, "meeting")
    if careful:
        lines = [one for rows in beside.known[Line, "meeting"].values() for one in rows]
        beside.fetch(lines, Reader, "line")
    found = [Record(row, beside, request.viewer) for row in listed]
    for one in found:
        one.zone = request.service.zone
    context = {"records": found, "after_href": "?before=" if more else ""}
    return render(request, "ordinary/record.html", context)
