"""Open promises, the ordinary way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property

from benchmarks.pages.ordinary.walk import Beside, Walk
from withness.contacts import words
from withness.contacts.models import Contact, Holding

SHOWN = 50
EXCERPT = 240


class Promise(Walk):
    """One promise."""

    now: Any
    zone: str
    strong = False

    @cached_property
    def holding(self) -> Any:
        """Return who holds it."""
        return next(one for one in self.of(Holding, "contact") if one.until_at is None)

    def is_mine(self) -> bool:
        """Whether the viewer holds it."""
        return self.holding.holder_id == self.viewer.practitioner_id

    @cached_property
    def clock(self) -> words.Clock:
        """Return its times in words."""
        return words.clock(self.row.asked_at, self.row.promised_until, self.now, self.zone)

    def excerpt(self) -> str:
        """Return the beginning of what they said."""
        return (self.row.hope or "")[:EXCERPT].rstrip()

    def more(self) -> bool:
        """Whether there is more."""
        return len(self.row.hope or "") > EXCERPT


def made(rows: Any, request: Any, *, careful: bool) -> list[Promise]:
    """Return promises ready to be shown."""
    rows = list(rows.select_related("caller") if careful else rows)
    beside = Beside(careful=careful)
    beside.fetch(rows, Holding, "contact", "holder__person")
    found = [Promise(row, beside, request.viewer) for row in rows]
    now = timezone.now()
    for one in found:
        one.now, one.zone = now, request.service.zone
    return found


def promises(request: HttpRequest, *, careful: bool = False) -> HttpResponse:
    """List open promises."""
    rows = Contact.objects.filter(ended_at=None).order_by("promised_until")
    found = made(rows[: SHOWN + 1], request, careful=careful)
    shown = found[:SHOWN]
    context = {
        "over": [one for one in shown if one.clock.over],
        "waiting": [one for one in shown if not one.clock.over],
        "after_href": f"?after={shown[-1].row.pk}" if len(found) > SHOWN else "",
    }
    return render(request, "ordinary/promises.html", context)
