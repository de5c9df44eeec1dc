"""Opening a network one does not belong to, closing it, and seeing who did."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.consents.actions import glass as deeds
from withness.consents.forms.glass import Look, Reason
from withness.consents.queries import demand as demands
from withness.consents.queries import finding, glass, opened
from withness.consents.rules import glass as rules
from withness.consents.words import demand as demand_words
from withness.consents.words import glass as words
from withness.networks.queries import networks
from withness.people.views import here, refusing
from withness.trail import actions as trail
from withness.values.rules import wall

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def find(request: HttpRequest) -> HttpResponse:
    """Offer the networks of one's own team, and find another by a name said on the telephone.

    The name is posted, so that it stands in no address, no history and no log.
    """
    viewer = here.viewer(request)
    own = finding.own_team(viewer)
    form = Look(request.POST if request.method == "POST" else None)
    found: tuple[finding.FoundFact, ...] = ()
    if request.method == "POST" and form.is_valid():
        found = finding.named(viewer, form.cleaned_data["name"])
        for one in found:
            trail.read("consents.find_glass", by=viewer, right="works_here", network=one.network_id)
        if not found:
            form.add_error("name", str(words.REFUSALS["not_found"]))
    now = timezone.now()
    open_now = glass.own_open(viewer, now)
    if open_now:
        request.session[opened.MARK] = True
    alike = len({one.name for one in own}) < len(own)
    context = {"form": form, "found": found, "own": own, "open_now": open_now, "alike": alike}
    return render(request, "consents/glass.html", context | _zone(request))


@require_http_methods(METHODS)
def open_one(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Say what will happen and who will be told; on POST open the network for an hour."""
    viewer = here.viewer(request)
    if network_id in viewer.glass:
        return HttpResponseRedirect(reverse("networks:network", args=[network_id]))
    fact = glass.around(viewer, network_id)
    form = Reason(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(lambda refusal: form.add_error(None, words.sentence(refusal))):
            try:
                deeds.open_one(network_id=network_id, reason=form.cleaned_data["reason"], by=viewer)
            except rules.OpenAlready:
                return _inside(request, network_id)
            messages.success(request, _("It is open for one hour. Everyone in it was told."))
            return _inside(request, network_id)
    return render(request, "consents/glass_open.html", {"network": fact, "form": form})


@require_POST
def close(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """End one's hour now."""
    try:
        deeds.close(glass_id=glass_id, by=here.viewer(request))
    except rules.ClosedAlready as refusal:
        messages.success(request, words.sentence(refusal))
    else:
        messages.success(request, _("It is closed. Nothing of that network is open to you now."))
    return HttpResponseRedirect(reverse("consents:glass"))


@require_safe
def opened_before(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show those in a network who opened it without belonging; the reason to whom it is about."""
    viewer = here.viewer(request)
    glass.may_see_opened(viewer, network_id)
    now = timezone.now()
    fact = networks.one(viewer, network_id)
    told = demands.of_network(viewer, network_id, now)
    context = {
        "network": fact,
        "rows": glass.of_network(viewer, network_id, now),
        "demands": [_demand(one) for one in told],
        "own": fact.centre_id == viewer.person_id,
        "base": "web/page.html" if viewer.practitioner_id else "web/member.html",
    }
    trail.read(
        "consents.see_opened", by=viewer, right=fact.right, about=network_id, network=network_id
    )
    return render(request, "consents/glass_opened.html", context | _zone(request))


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Show whoever looks after data protection what was opened in the service; no reasons."""
    viewer = here.viewer(request)
    rows = glass.watched(viewer, timezone.now())
    trail.read("consents.watch_glass", by=viewer, right="keeps_data_protection")
    return render(request, "consents/glass_openings.html", {"rows": rows} | _zone(request))


def _inside(request: HttpRequest, network_id: UUID) -> HttpResponse:
    request.session[opened.MARK] = True
    return HttpResponseRedirect(reverse("networks:network", args=[network_id]))


def _demand(one: demands.DemandFact) -> tuple[demands.DemandFact, object, timedelta]:
    kinds = ", ".join(str(demand_words.KINDS[kind]) for kind in one.kinds)
    return one, kinds, one.closes_at - one.opens_at


def _zone(request: HttpRequest) -> dict[str, str]:
    return {"zone": wall.zone_named(here.service(request).zone).key}
