"""How one's own page opens: devices, links, the proof, whom one named; and a service's part."""

from collections.abc import Callable
from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.people import forms, words
from withness.people.actions import agreed, backs, doors, links, naming, visits
from withness.people.queries import backs as going
from withness.people.queries import doors as doors_now
from withness.people.queries import proving
from withness.people.queries import visits as devices
from withness.people.rules import proof
from withness.people.rules.back import MOST_NAMED
from withness.people.views import here
from withness.service import queries as services
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Duty, Viewer, Way

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Show where one's page is open, how one proves that it is oneself, and whom one named."""
    viewer, person_id = _by_link(request)
    zone = here.service(request).zone
    back = going.going(person_id)
    named = going.named(viewer)
    ways = proving.ways(person_id)
    context = {
        "devices": [
            (
                one.id,
                words.DEVICES[one.device],
                wall.wall_time(one.began_at, zone),
                one.is_borrowed,
                one.is_this,
            )
            for one in devices.own(viewer, here.visit(request))
        ],
        "ways": [
            (one.way.value, one.reach_id or "", words.proves(one.kind, one.hint), one == ways[0])
            for one in ways
        ],
        "has_word": proving.has_word(person_id),
        "named": named,
        "may_name": len(named) < MOST_NAMED,
        "must": going.must_say_yes(viewer),
        "back": back,
        "back_from": wall.wall_time(back.good_from, zone) if back and back.good_from else None,
    }
    return render(request, "people/door.html", context)


@require_http_methods(METHODS)
def word(request: HttpRequest) -> HttpResponse:
    """Choose a word that only oneself knows."""
    viewer, _person_id = _by_link(request)
    form = forms.WordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        agreed.choose(word=form.cleaned_data["word"], by=viewer)
        return _kept(request)
    return _page(request, form, _("Choose a word of your own"))


@require_http_methods(METHODS)
def name(request: HttpRequest) -> HttpResponse:
    """Name somebody one trusts, to help one back in."""
    viewer, _person_id = _by_link(request)
    form = forms.NamedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kind, value = form.cleaned_data["value"]
        try:
            naming.name(called=form.cleaned_data["name"], kind=kind, value=value, by=viewer)
        except Refusal as refused:
            form.add_error(None, words.said(refused))
        else:
            return _kept(request)
    return _page(request, form, _("Name somebody you trust"))


@require_POST
def end_named(request: HttpRequest, trusted_id: UUID) -> HttpResponse:
    """Take back whom one named."""
    naming.end(trusted_id=trusted_id, by=_by_link(request)[0])
    return _kept(request)


@require_POST
def need(request: HttpRequest) -> HttpResponse:
    """Keep how many of the named people must say yes."""
    viewer, _person_id = _by_link(request)
    wanted = request.POST.get("how_many", "")
    return _tried(request, lambda: naming.need(how_many=int(wanted == "2") + 1, by=viewer))


@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Keep which proof one is asked for first."""
    viewer, _person_id = _by_link(request)
    typed = request.POST.get("way", "")
    try:
        way = proof.Way(typed.partition(":")[0])
        reach_id = UUID(typed.partition(":")[2]) if way == proof.Way.CODE else None
    except ValueError:
        raise NotAllowed from None
    agreed.prefer(way=way, reach_id=reach_id, by=viewer)
    return _kept(request)


@require_POST
def end_visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """End one's own page on one device."""
    visits.end(visit_id=visit_id, by=_by_link(request)[0])
    if here.visit(request) == visit_id:
        request.session.flush()
        return HttpResponseRedirect(reverse("web:front"))
    messages.success(request, _("Your page is closed there."))
    return HttpResponseRedirect(reverse("people:door"))


@require_POST
def end_visits(request: HttpRequest) -> HttpResponse:
    """End one's own page on every other device."""
    visits.end_all(by=_by_link(request)[0], but=here.visit(request))
    messages.success(request, _("Your page is closed everywhere else."))
    return HttpResponseRedirect(reverse("people:door"))


@require_POST
@never_cache
def new_link(request: HttpRequest) -> HttpResponse:
    """Make one's own link anew and show it this once; every earlier one ends."""
    viewer, _person_id = _by_link(request)
    visit_id, service = here.visit(request), here.service(request)
    if visit_id is None:
        raise NotAllowed
    token = links.renew(visit_id=visit_id, days=service.link_days, by=viewer)
    link = services.address(service.slug, "web:open", token)
    return render(request, "people/new_link.html", {"link": link})


@require_POST
def stop(request: HttpRequest, back_id: UUID) -> HttpResponse:
    """Stop a way back to one's own page."""
    viewer, _person_id = _by_link(request)
    return _tried(request, lambda: backs.stop_own(back_id=back_id, by=viewer))


@require_http_methods(METHODS)
def settings(request: HttpRequest) -> HttpResponse:
    """Set how long links and visits last in the service, and who needs a proof."""
    viewer = here.viewer(request)
    if viewer.way != Way.SIGNED_IN or not viewer.has(Duty.SETTINGS):
        raise NotAllowed
    posted = request.POST if request.method == "POST" else None
    form = forms.DoorForm(posted, initial=asdict(doors_now.door()))
    if posted is not None and form.is_valid():
        doors.set_door(by=viewer, **form.values())
        messages.success(request, _("This is kept."))
        return HttpResponseRedirect(reverse("teams:settings"))
    frame = {
        "form": form,
        "title": _("Personal links and their proof"),
        "base": "web/page.html",
        "back": reverse("teams:settings"),
    }
    return render(request, "people/form.html", frame, status=422 if form.is_bound else 200)


def _by_link(request: HttpRequest) -> tuple[Viewer, UUID]:
    """Return a viewer who came in by a link of their own, or raise `NotAllowed`."""
    viewer = here.viewer(request)
    if viewer.way != Way.LINK or viewer.person_id is None:
        raise NotAllowed
    return viewer, viewer.person_id


def _tried(request: HttpRequest, deed: Callable[[], None]) -> HttpResponse:
    try:
        deed()
    except NotAllowed:
        raise
    except Refusal as refused:
        messages.warning(request, words.said(refused))
        return HttpResponseRedirect(reverse("people:door"))
    return _kept(request)


def _kept(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("This is kept."))
    return HttpResponseRedirect(reverse("people:door"))


def _page(request: HttpRequest, form: Form, title: str) -> HttpResponse:
    frame = {
        "base": "web/member.html",
        "form": form,
        "title": title,
        "back": reverse("people:door"),
    }
    return render(request, "people/form.html", frame, status=422 if form.is_bound else 200)
