"""Coming in by a personal link: the button, the one proof, and leaving without a trace."""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django_scopes import scope

from withness.access.rules import NotAllowed
from withness.contacts.views import ask as asked
from withness.delivery.actions import codes
from withness.networks.queries import seats
from withness.people import forms, words
from withness.people import rules as people
from withness.people.actions import limits, links, proofs, visits
from withness.people.queries import proving
from withness.people.rules import proof
from withness.people.views import here
from withness.service import queries as services
from withness.values.rules.refusals import Refusal
from withness.web.middleware.doorway import House

PAGE_OF = {
    people.Purpose.CALLER: "days:caller",
    people.Purpose.MEMBER: "days:mine",
    people.Purpose.INVITATION: "days:mine",
}
METHODS = ["GET", "HEAD", "POST"]
# not even an icon is asked for, whose name would stand in a log
EMPTY = '<!doctype html><title></title><link rel="icon" href="data:,">'
HOUR, CLOSED_AN_HOUR = 3600, 60  # links that open nothing, from one address
DAY = 24 * HOUR


@require_http_methods(METHODS)
def open_link(request: House, token: str) -> HttpResponse:
    """Show a button on GET (scanners open links); spend the link on POST and ask for the proof."""
    if request.method != "POST":
        return render(request, "web/open.html", {"leave": True})
    try:
        spent = links.spend(token=token)
    except people.LinkClosed:
        return opens_nothing(request)
    begun = visits.begin(
        spent=spent,
        agent=request.headers.get("User-Agent", ""),
        before=here.visit(request),
        asked=links.was_given_here(token, request.POST.get("here", "")),
        belongs=bool(seats.of_person(spent.person_id)),
    )
    logout(request)  # a fresh session: nobody else's stays underneath
    request.session.cycle_key()
    request.session["visit"] = str(begun.visit_id)
    request.session.set_expiry(begun.days * DAY)  # 0: until the browser ends
    if begun.by is not None:
        if begun.by == proof.Way.NOTHING:
            messages.warning(request, words.OPENS_ALONE)
        return HttpResponseRedirect(_first_page(spent.purpose, spent.opens_id))
    if spent.purpose == people.Purpose.INVITATION:
        return HttpResponseRedirect(reverse("meetings:asked"))
    _send_first(begun.visit_id, request.service)
    return HttpResponseRedirect(reverse("web:proof"))


@require_http_methods(METHODS)
def prove(request: House) -> HttpResponse:
    """Ask for the six digits or the agreed word, once on this device."""
    waiting = _waiting(request)
    first = waiting.ways[0].way if waiting.ways else None
    chosen = "word" if first == proof.Way.WORD and waiting.sent_to is None else "code"
    with_word = waiting.may_word and request.GET.get("by", chosen) == "word"
    form = forms.ProofForm(request.POST if request.method == "POST" else None, with_word=with_word)
    if request.method == "POST" and form.is_valid():
        typed, borrowed = form.cleaned_data["typed"], form.cleaned_data["borrowed"]
        tried = proofs.try_word if with_word else proofs.try_code
        try:
            passed = tried(visit_id=waiting.visit_id, typed=typed, borrowed=borrowed)
        except proof.Expired:
            request.session.flush()
            return closed(request)
        except Refusal as refused:
            form.add_error("typed", words.said(refused))
        else:
            return _come_in(request, passed)
    return _page(request, waiting, form, with_word=with_word)


@require_POST
def send(request: House) -> HttpResponse:
    """Send six digits to one of the ways to reach them that were there before."""
    waiting = _waiting(request)
    try:
        reach_id = UUID(request.POST.get("reach", ""))
    except ValueError:
        raise NotAllowed from None
    try:
        coded = proofs.code(visit_id=waiting.visit_id, reach_id=reach_id)
    except NotAllowed:
        raise
    except Refusal as refused:
        messages.warning(request, words.said(refused))
    else:
        if coded is not None:
            codes.send(coded, request.service)
    return HttpResponseRedirect(reverse("web:proof"))


@require_http_methods(METHODS)
def close(request: House) -> HttpResponse:
    """End a visit that came by a link, and leave nothing behind."""
    if request.method == "POST":
        return leave(request)
    return render(request, "web/close.html")


@csrf_exempt  # whoever makes somebody leave does no harm, and leaving must always work
@require_http_methods(METHODS)
def leave(request: HttpRequest) -> HttpResponse:
    """Answer an empty page that tells nothing; on POST end the visit and forget this device."""
    if request.method != "POST":
        return HttpResponse(EMPTY)
    answer = HttpResponseRedirect(urljoin(request.path, "../leave/"), status=303)
    if request.user.is_authenticated or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return answer  # who works here signs out; another house's page signs nobody out
    visit_id, inside = here.visit(request), vars(request).get("service")
    if visit_id is not None:  # outside any service it may be any service's
        for service in [inside] if inside else services.all_begun():
            with scope(service=service.id):
                visits.leave(visit_id=visit_id)
    logout(request)
    for name in (settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        answer.delete_cookie(name, samesite="Lax")
    if inside:
        asked.forget(answer)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


def opens_nothing(request: HttpRequest) -> HttpResponse:
    """Count a link that was never ours, and answer as for one that is over. Raises `TooOften`."""
    limits.spend("links.closed", machine(request), CLOSED_AN_HOUR, HOUR)
    return closed(request)


def closed(request: HttpRequest) -> HttpResponse:
    """Answer a link that opens nothing any more."""
    return render(request, "web/link_closed.html", {"leave": True}, status=410)


def machine(request: HttpRequest) -> str:
    """Return the address that tries are counted for; it is kept nowhere as it is."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _waiting(request: House) -> proving.WaitingFact:
    """Return the opened link on this device that waits for its proof, or raise `NotAllowed`."""
    knocks = here.knocks(request)
    found = proving.waiting(knocks.visit_id) if knocks and knocks.visit_id else None
    if found is None:
        raise NotAllowed
    return found


def _send_first(visit_id: UUID, service: services.ServiceFact) -> None:
    """Send digits to the first way of theirs, so that nobody has to ask; their word needs none."""
    try:
        coded = proofs.code(visit_id=visit_id)
    except people.TooOften:
        return  # the page says so once they ask
    if coded is not None:
        codes.send(coded, service)


def _come_in(request: House, passed: proofs.Passed) -> HttpResponse:
    request.session.cycle_key()
    request.session.set_expiry(passed.days * DAY)
    if passed.choose_word:
        messages.info(request, words.CHOOSE_YOUR_OWN)
        return HttpResponseRedirect(reverse("people:own_word"))
    return HttpResponseRedirect(_first_page(passed.purpose, passed.opens_id))


def _first_page(purpose: people.Purpose, opens_id: UUID) -> str:
    if purpose == people.Purpose.INVITATION:
        return reverse("meetings:answer", args=[opens_id])
    return reverse(PAGE_OF[purpose])


def _page(
    request: House, waiting: proving.WaitingFact, form: forms.ProofForm, *, with_word: bool
) -> HttpResponse:
    lying = next((one for one in waiting.ways if one.reach_id == waiting.sent_to), None)
    context: dict[str, Any] = {
        "form": form,
        "with_word": with_word,
        "lying": words.lies(lying.kind, lying.hint) if lying and lying.kind else "",
        "ways": [
            (one.reach_id, words.sends(one.kind, one.hint, again=one.reach_id == waiting.sent_to))
            for one in waiting.ways
            if one.reach_id and one.kind
        ],
        "may_word": waiting.may_word,
        "none": not waiting.ways,
        "help_numbers": services.numbers(),
    }
    return render(request, "web/proof.html", context, status=422 if form.is_bound else 200)
