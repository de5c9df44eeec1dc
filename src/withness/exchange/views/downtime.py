"""The sheet for a day without internet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from withness.exchange.queries import downtime as queries
from withness.exchange.words import files as words
from withness.people.views import here
from withness.trail import actions as trail
from withness.values.rules import wall

EMPTY_LINES = range(3)


@require_safe
def downtime(request: HttpRequest) -> HttpResponse:
    """Show the sheet, made for paper."""
    viewer, service = here.viewer(request), here.service(request)
    now = timezone.now()
    found = queries.sheet(viewer, now)
    trail.read_each("exchange.downtime", by=viewer, right=found.right, networks=found.networks)
    context = {
        "sheet": found,
        "meetings": [(one, words.PLACES[one.where]) for one in found.meetings],
        "made": wall.wall_time(now, service.zone),
        "empty": EMPTY_LINES,
    }
    answer = render(request, "exchange/downtime.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
