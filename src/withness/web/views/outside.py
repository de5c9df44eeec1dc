"""Pages outside any service: the way in, health, leaving."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from withness.delivery.queries import figures
from withness.service import queries as services
from withness.teams.views import setup_door as door
from withness.web import tasks


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Show the services of this house, or lead to setting one up; always answers."""
    begun = services.all_begun()
    if not begun:
        return HttpResponseRedirect("/setup/")
    return render(request, "web/root.html", {"services": begun})


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers, and when a worker last finished a round."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        well = cursor.fetchone() == (1,)
    beat = tasks.beaten_at()
    said = {"well": well, "worker": beat.isoformat(timespec="seconds") if beat else None}
    return JsonResponse(said, status=200 if well else 503)


@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Give a monitor on this machine the figures of the machine, none of people.

    Messages are counted over all services together, so that no number speaks of a few people.
    """
    if not (settings.WITHNESS_METRICS == "open" or door.is_at_the_machine(request)):
        raise Http404
    beat = tasks.beaten_at()
    lines = [f'withness_messages{{state="{state}"}} {count}' for state, count in figures.by_state()]
    if beat is not None:
        age = (timezone.now() - beat).total_seconds()
        lines.append(f"withness_worker_seconds_since_beat {max(age, 0):.0f}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
