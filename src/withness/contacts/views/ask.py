"""The public page on which somebody asks, and what they see right afterwards."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.contacts import words
from withness.contacts.actions import asking
from withness.contacts.forms.asking import Ask, to_choose
from withness.contacts.queries import reading
from withness.contacts.rules import said
from withness.contacts.rules.reading import Reads
from withness.contacts.views import flood
from withness.people.actions import links
from withness.people.views import here
from withness.service import queries as services
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import nobody

COOKIE = "withness_asked"  # on this page alone, for half an hour: the link is stored nowhere else
KEPT = 30 * 60
TOKEN = re.compile(r"([A-Za-z0-9_-]{32})\.([a-z]+)")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask whether anybody is in danger, then what to call you and how to reach you."""
    codes = here.service(request).languages
    every = to_choose()
    if request.method != "POST":
        return _page(request, Ask(codes=codes, teams=every))
    form = Ask(request.POST, codes=codes, teams=every)
    if not form.is_valid():
        return _page(request, form)
    if form.seems_a_machine():
        return _page(request, form.once_more(), trouble=_once_more())
    if flood.too_many(request):
        return _page(request, form, trouble=_ring(), status=429)
    try:
        asked = asking.ask(
            words=form.said(),
            once=form.sent_once(),
            by=nobody(here.service(request).id),
            team_id=form.near(),
        )
    except Refusal as refusal:
        form.add_error(None, words.refused(refusal))
        return _page(request, form)
    return _went(asked)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show the caller their own link, once they have asked, on the machine they asked from."""
    found = TOKEN.fullmatch(request.COOKIES.get(COOKIE, ""))
    link_by = said.LinkBy(found[2]) if found and found[2] in list(said.LinkBy) else None
    service = here.service(request)
    context = _reader(request) | {
        "link": services.address(service.slug, "web:open", found[1]) if found else "",
        "open_href": reverse("web:open", args=[found[1]]) if found else "",
        "here_mark": links.mark(found[1]) if found else "",
        "also": words.LINK_BY.get(link_by, "") if link_by else "",
        "alone": link_by == said.LinkBy.ALONE,
    }
    return render(request, "contacts/asked.html", context)


def forget(answer: HttpResponse) -> None:
    """Take the caller's own link off the device they asked from; called when they leave."""
    answer.delete_cookie(COOKIE, path=reverse("contacts:asked"), samesite="Strict")


def _went(asked: asking.Asked) -> HttpResponse:
    where = reverse("contacts:asked")
    answer = HttpResponseRedirect(where)
    if asked.token:
        answer.set_cookie(
            COOKIE,
            f"{asked.token}.{asked.link_by}",
            max_age=KEPT,
            path=where,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return answer


def _page(request: HttpRequest, form: Ask, trouble: str = "", status: int = 200) -> HttpResponse:
    context = _reader(request) | {"form": form, "trouble": trouble}
    return render(request, "contacts/ask.html", context, status=status)


def _reader(request: HttpRequest) -> dict[str, Any]:
    service, now = here.service(request), timezone.now()
    reader = reading.first_reader(now)
    reads, at = (reader.reads, reader.at) if reader else (Reads.UNKNOWN, None)
    return {
        "help_numbers": services.numbers(),
        "reads": words.reads(reads, at, now, service.zone),
        "somebody_reads": reads == Reads.NOW,
        "hours": service.promise_hours,
    }


def _once_more() -> str:
    return _("We could not see whether a person wrote this. Please send it once more.")


def _ring() -> str:
    return _(
        "Very many ask at this moment, and yours is not sent yet. What you wrote is still here: "
        "please send it again in ten minutes. If it cannot wait, ring one of these numbers."
    )
