"""Pages outside any service: the way in, health, leaving."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from withness.service import queries as services


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Show the services of this house, or lead to setting one up; always answers."""
    begun = services.all_begun()
    if not begun:
        return HttpResponseRedirect("/setup/")
    return render(request, "web/root.html", {"services": begun})


@require_GET
def health(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers; nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        well = cursor.fetchone() == (1,)
    return JsonResponse({"well": well}, status=200 if well else 503)


@require_safe
def leave(_request: HttpRequest) -> HttpResponse:
    """Answer an empty page, with nothing on it that tells where one was."""
    return HttpResponse("<!doctype html><title></title>")
