"""My day, the ordinary way."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from benchmarks.pages.ordinary import networks, promises
from benchmarks.pages.ordinary.walk import Beside, Walk
from withness.contacts.models import Contact, Holding
from withness.days import words
from withness.delivery.models import Message
from withness.delivery.queries.outbox import _needs_somebody as needs_somebody
from withness.meetings.models import Attendance, Invitation, Meeting
from withness.meetings.rules.states import Answer, Came, State, Where
from withness.records.models import Line, OpenQuestion
from withness.values.rules import wall
from withness.values.rules.viewer import Belonging

DAYS = timedelta(days=7)
SOON = timedelta(days=2)
SHOWN = ("agreed", "under_way", "held")


class Coming(Walk):
    """A meeting ahead."""

    now: datetime
    today: Any

    @cached_property
    def asked(self) -> list[Any]:
        """Return who is asked, in order of asking."""
        rows = [one for one in self.of(Invitation, "meeting") if one.called_off_at is None]
        return sorted(rows, key=lambda one: (one.made_at, one.pk))

    @cached_property
    def own(self) -> Any:
        """Return the viewer's own invitation."""
        mine = (one for one in self.asked if one.person_id == self.viewer.person_id)
        return next(mine, None)

    def begins(self) -> datetime:
        """Return when it begins, as the clocks there show it."""
        return self.row.wall_start.replace(tzinfo=None)

    def time(self) -> str:
        """Return the time of day."""
        return words.time(self.begins())

    def when(self) -> str:
        """Return the day and the time."""
        return words.day_and_time(self.begins(), self.today)

    def place(self) -> str:
        """Return where it is."""
        room = self.row.place.name if self.row.place else ""
        return words.where(Where(self.row.where), self.row.where_words or "", room)

    def company(self) -> str:
        """Return with whom, and which meeting."""
        come = [
            one
            for one in self.asked
            if one.practitioner_id
            and one.person_id != self.viewer.person_id
            and one.answer != Answer.NOT_NOW
        ]
        stay = [one.person.name for one in come if not one.is_cover]
        lent = [one.person.name for one in come if one.is_cover]
        return f"{words.company(stay, lent)} {words.which_meeting(self.row.number)}."

    def part(self) -> str:
        """Return what is particular about the viewer's part."""
        return words.of_own_part(Answer(self.own.answer), is_cover=self.own.is_cover)

    def state(self) -> str:
        """Return where it stands, and whether something stayed open that the viewer may read."""
        return words.of_state(State(self.row.state), stays_open=self._stays_open())

    def _stays_open(self) -> bool:
        for question in self.beside.of(self.row.network, OpenQuestion, "network"):
            if question.let_go_at is None and self._reads(question):
                return True
        return False

    def _reads(self, question: Any) -> bool:
        seat = self.viewer.seat_in(question.network_id)
        if seat is None:
            return False
        joined = seat.belonging != Belonging.AGENCY and seat.joined_at <= question.made_at
        came = Attendance.objects.filter(
            meeting_id=question.meeting_id, person_id=self.viewer.person_id
        )
        return joined or came.exclude(came=Came.MISSED).exists()

    def waits(self) -> bool:
        """Whether the viewer can still answer."""
        return bool(self.own and self.row.state == State.AGREED and self.row.ends_at > self.now)

    def waits_for_own(self) -> bool:
        """Whether the viewer has not answered."""
        return self.waits() and self.own.answer == Answer.NONE

    def silent(self) -> str:
        """Return the names of those who have not answered, soon before."""
        if not self.waits() or self.row.starts_at > self.now + SOON:
            return ""
        return words.joined(
            one.person.name
            for one in self.asked
            if not one.practitioner_id
            and one.person_id != self.viewer.person_id
            and one.answer == Answer.NONE
        )

    def network(self) -> str:
        """Return its network's name, for inside a sentence."""
        return words.joined([self.row.network.name])


def _coming(request: Any, now: datetime, today: datetime, *, careful: bool) -> list[Coming]:
    viewer = request.viewer
    asked = Invitation.objects.filter(person_id=viewer.person_id, called_off_at=None)
    ids = [one.meeting_id for one in asked]
    rows = Meeting.objects.filter(pk__in=ids, state__in=SHOWN).order_by("starts_at", "pk")
    rows = rows.filter(ends_at__gt=now - (wall.wall_time(now, request.service.zone) - today))
    rows = list(rows.select_related("network", "place") if careful else rows)
    beside = Beside(careful=careful)
    beside.fetch(rows, Invitation, "meeting", "person")
    if careful:
        beside.fetch([row.network for row in rows], OpenQuestion, "network")
    found = [Coming(row, beside, viewer) for row in rows]
    for one in found:
        one.now, one.today = now, today.date()
    return found


def _days(coming: list[Coming], today: Any) -> list[tuple[str, bool, list[Coming]]]:
    rows: dict[Any, list[Coming]] = defaultdict(list)
    for one in coming:
        of = one.begins().date()
        if of < today + DAYS and (one.row.state != State.HELD or of == today):
            rows[max(of, today)].append(one)
    rows[today] = rows[today]
    return [(words.day(of, today), of == today, rows[of]) for of in sorted(rows)]


def _networks(request: Any, coming: list[Coming]) -> list[Any]:
    rows = networks.of_viewer(request.viewer).exclude(state="ended")
    found = networks.made(rows, request.viewer, careful=False)  # nothing of theirs is walked to
    for net in found:
        ahead = (one for one in coming if one.row.network_id == net.row.pk and one.waits())
        net.next = next(ahead, None)
    return sorted(found, key=lambda one: one.row.name.casefold())


def day(request: HttpRequest, *, careful: bool = False) -> HttpResponse:
    """Show the promises one holds, the coming week, what waits, and one's networks."""
    viewer, zone = request.viewer, request.service.zone
    now = timezone.now()
    today = wall.wall_time(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    coming = _coming(request, now, today, careful=careful)
    held = Holding.objects.filter(holder_id=viewer.practitioner_id, until_at=None)
    waiting = Contact.objects.filter(pk__in=held.values("contact_id"), ended_at=None)
    lines = Line.objects.filter(speaker_id=viewer.person_id, yes="not_yet", taken_back_at=None)
    said = Line.objects.filter(
        written_by_id=viewer.person_id, yes="page", yes_at__gte=now - DAYS, taken_back_at=None
    )
    if careful:
        lines, said = lines.select_related("written_by"), said.select_related("speaker")
    lost = Message.objects.filter(needs_somebody(), network_id__in=viewer.networks)
    today_asked = [one for one in coming if one.begins().date() == today.date()]
    context = {
        "said": words.today(len(today_asked)),
        "promises": promises.made(waiting.order_by("promised_until"), request, careful=careful),
        "days": _days(coming, today.date()),
        "coming": coming,
        "own_answers": [one for one in coming if one.waits_for_own()],
        "lines": list(lines),
        "lost": list(lost.select_related("to") if careful else lost),
        "said_yes": [one for one in said if one.speaker_id != viewer.person_id],
        "networks": _networks(request, coming),
    }
    return render(request, "ordinary/day.html", context)
