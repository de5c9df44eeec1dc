"""The same lists written the ordinary way: rows into a template, which walks from them.

`careful` fetches the related rows beforehand, as a careful author would. Each template shows the
same words as the product's page, in the product's frame, with an include for each row.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from withness.contacts.models import Contact, Holding
from withness.meetings.models import Attendance, Invitation, Meeting
from withness.networks.models import Membership, Network
from withness.records.models import Agreement, Closing, Line, OpenQuestion

SHOWN = 50
MEETINGS = 10


class Walk:
    """Lets a template walk from a row to the rows that point at it, as reverse names would."""

    def __init__(self, row: Any, *, careful: bool) -> None:
        self.row, self.careful = row, careful

    def of(self, table: Any, column: str, *joined: str) -> list[Any]:
        rows = table.objects.filter(**{column: self.row.pk})
        return list(rows.select_related(*joined) if self.careful else rows)

    def holder(self) -> Any:
        joined = ("holder__person",)
        return next(h for h in self.of(Holding, "contact", *joined) if h.until_at is None)

    def members(self) -> list[Any]:
        return [m for m in self.of(Membership, "network", "person") if m.left_at is None]

    def invitations(self) -> list[Any]:
        return self.of(Invitation, "meeting", "person")

    def attendances(self) -> list[Any]:
        return self.of(Attendance, "meeting", "person")

    def lines(self) -> list[Any]:
        return sorted(
            self.of(Line, "meeting", "speaker", "written_by"), key=lambda line: line.number or 0
        )

    def agreements(self) -> list[Any]:
        return self.of(Agreement, "meeting")

    def questions(self) -> list[Any]:
        return self.of(OpenQuestion, "meeting")

    def closing(self) -> Any:
        return next(iter(self.of(Closing, "meeting")), None)


def _walks(rows: Any, *, careful: bool) -> list[Walk]:
    return [Walk(row, careful=careful) for row in rows]


def promises(request: HttpRequest, *, careful: bool = False) -> HttpResponse:
    """List open promises."""
    rows = Contact.objects.filter(ended_at=None).order_by("promised_until")
    rows = rows.select_related("caller") if careful else rows
    return render(
        request,
        "ordinary/promises.html",
        {"rows": _walks(rows[:SHOWN], careful=careful), "now": timezone.now()},
    )


def networks(request: HttpRequest, *, careful: bool = False) -> HttpResponse:
    """List one's networks."""
    person_id = request.viewer.person_id  # type: ignore[attr-defined]
    mine = Membership.objects.filter(person_id=person_id, left_at=None).values("network_id")
    rows = Network.objects.filter(pk__in=mine)
    rows = rows.select_related("centre") if careful else rows
    return render(request, "ordinary/networks.html", {"rows": _walks(rows, careful=careful)})


def record(request: HttpRequest, network_id: UUID, *, careful: bool = False) -> HttpResponse:
    """Show a network's record."""
    rows = Meeting.objects.filter(network_id=network_id, state="held").order_by("-number")
    rows = rows.select_related("network__centre", "place") if careful else rows
    return render(
        request, "ordinary/record.html", {"rows": _walks(rows[:MEETINGS], careful=careful)}
    )


def day(request: HttpRequest, *, careful: bool = False) -> HttpResponse:
    """Show the coming week, the promises one holds, and one's networks."""
    viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    asked = Invitation.objects.filter(practitioner_id=viewer.practitioner_id, called_off_at=None)
    coming = Meeting.objects.filter(
        pk__in=asked.values("meeting_id"), starts_at__range=(now, now + timedelta(days=7))
    ).order_by("starts_at")
    held = Holding.objects.filter(holder_id=viewer.practitioner_id, until_at=None)
    waiting = Contact.objects.filter(pk__in=held.values("contact_id"), ended_at=None)
    mine = Membership.objects.filter(person_id=viewer.person_id, left_at=None)
    belongs = Network.objects.filter(pk__in=mine.values("network_id"))
    if careful:
        coming = coming.select_related("network", "place")
        waiting, belongs = waiting.select_related("caller"), belongs.select_related("centre")
    return render(
        request,
        "ordinary/day.html",
        {
            "coming": _walks(coming, careful=careful),
            "waiting": _walks(waiting, careful=careful),
            "networks": _walks(belongs, careful=careful),
            "now": now,
        },
    )
