"""All open promises of the service, the nearest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from withness.access import policy
from withness.contacts import words
from withness.contacts.queries import promises as queries
from withness.people.views import here


@dataclass(frozen=True, slots=True)
class Shown:
    """One promise as it stands on the page."""

    fact: queries.PromiseFact
    clock: words.Clock
    strong: bool  # the nearest that somebody else holds: the one strong deed of the page


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show who waits for a first meeting, until when, and who holds it."""
    viewer, zone, now = here.viewer(request), here.service(request).zone, timezone.now()
    policy.require(viewer, "contacts.write_down")
    after = _key(request.GET.get("after", ""))
    page = queries.open_promises(viewer, after=after)
    nearest = next((fact for fact in page.promises if not fact.is_mine), None)
    shown = [
        Shown(
            fact,
            words.clock(fact.asked_at, fact.promised_until, now, zone),
            fact is nearest,
        )
        for fact in page.promises
    ]
    here_href = reverse("contacts:promises")
    context = {
        "over": [one for one in shown if one.clock.over],
        "waiting": [one for one in shown if not one.clock.over],
        "before_href": here_href if after else "",
        "after_href": f"{here_href}?after={_written(page.after)}" if page.after else "",
    }
    return render(request, "contacts/promises.html", context)


def _written(key: tuple[datetime, UUID]) -> str:
    until, contact_id = key
    return f"{until.timestamp():.6f}_{contact_id.hex}"


def _key(typed: str) -> tuple[datetime, UUID] | None:
    """Read the key of the last promise seen; what cannot be read begins from the first."""
    seconds, _under, contact_id = typed.partition("_")
    try:
        until = datetime.fromtimestamp(float(seconds), tz=timezone.get_default_timezone())
        return until, UUID(contact_id)
    except (ValueError, OverflowError, OSError):
        return None
