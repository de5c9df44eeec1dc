"""Lawful demands: writing one down, confirming it, ending it, and telling the network."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.consents.actions import demand as deeds
from withness.consents.forms.demand import MayTell, Pair, Propose
from withness.consents.queries import demand, finding, opened
from withness.consents.rules import demand as rules
from withness.consents.words import demand as words
from withness.people.views import here, refusing
from withness.teams.words import duties
from withness.trail import actions as trail
from withness.values.rules import wall
from withness.values.rules.viewer import Duty, Viewer

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def demands(request: HttpRequest) -> HttpResponse:
    """Show the demands of the service to those who keep the duties."""
    viewer = here.viewer(request)
    now = timezone.now()
    rows = demand.seen(viewer, now)
    service = here.service(request)
    today = wall.wall_time(now, service.zone).date()
    first, second = demand.pair()
    context = {
        "rows": [
            (one, words.STANDS[one.stand], one.telling and rules.asks_again(one.telling, today))
            for one in rows
        ],
        "may_propose": _may_propose(viewer),
        "may_name": viewer.has(Duty.SETTINGS),
        "pair": (duties.NAMES[first], duties.NAMES[second]),
        "zone": service.zone,
    }
    return render(request, "consents/demands.html", context)


@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """Write down an order; it opens nothing until somebody else confirms it."""
    viewer = here.viewer(request)
    demand.may_propose(viewer)
    posted = request.POST if request.method == "POST" else None
    form = Propose(posted, zone=here.service(request).zone)
    if posted is not None and form.is_valid():
        found = finding.demanded(viewer, form.cleaned_data["network"])
        if len(found) != 1:
            form.not_found()
        else:
            with refusing.Kindly(lambda refusal: form.add_error(None, words.sentence(refusal))):
                demand_id = deeds.propose(
                    network_id=found[0].network_id,
                    ordered_by=form.cleaned_data["ordered_by"],
                    reference=form.cleaned_data["reference"],
                    scope=form.scope,
                    may_tell=form.telling,
                    by=viewer,
                )
                messages.success(request, _("It is written down. It opens nothing yet."))
                return _there(demand_id)
    return render(request, "consents/demand_new.html", {"form": form})


@require_safe
def one(request: HttpRequest, demand_id: UUID) -> HttpResponse:
    """Show one demand, where it stands and what can be done with it."""
    viewer = here.viewer(request)
    return _page(request, viewer, demand_id, MayTell())


def _page(request: HttpRequest, viewer: Viewer, demand_id: UUID, form: MayTell) -> HttpResponse:
    fact = demand.one(viewer, demand_id, timezone.now())
    may = demand.rights_on(viewer, demand_id)
    trail.read(
        "consents.read_demand", by=viewer, right="lawful_demand", about=demand_id,
        network=fact.network_id,
    )  # fmt: skip
    is_one = fact.is_one_of_them(viewer.person_id)
    if is_one and fact.stand in (rules.Stand.AHEAD, rules.Stand.OPEN):
        request.session[opened.MARK] = True
    running = (rules.Stand.WAITS, rules.Stand.AHEAD, rules.Stand.OPEN)
    context = {
        "demand": fact,
        "stand": words.STANDS[fact.stand],
        "kinds": [words.KINDS[kind] for kind in fact.kinds],
        "may_tell": words.MAY[fact.telling.may] if fact.telling else "",
        "proposed_as": duties.NAMES[fact.proposed_as],
        "confirmed_as": duties.NAMES[fact.confirmed_as],
        "confirms": may.confirm and fact.stand == rules.Stand.WAITS,
        "ends": may.end and fact.stand in running,
        "says": may.say_telling and fact.told_at is None and fact.stand != rules.Stand.LAPSED,
        "is_open": is_one and fact.stand == rules.Stand.OPEN,
        "form": form,
        "zone": here.service(request).zone,
    }
    return render(request, "consents/demand.html", context)


@require_POST
def confirm(request: HttpRequest, demand_id: UUID) -> HttpResponse:
    """Confirm somebody else's demand."""
    viewer = here.viewer(request)
    with refusing.Kindly(lambda refusal: messages.warning(request, words.sentence(refusal))):
        deeds.confirm(demand_id=demand_id, by=viewer)
        request.session[opened.MARK] = True
        messages.success(request, _("It is confirmed. It opens in its hours, to you two alone."))
    return _there(demand_id)


@require_POST
def end(request: HttpRequest, demand_id: UUID) -> HttpResponse:
    """End a demand before its hours are over."""
    with refusing.Kindly(lambda refusal: messages.warning(request, words.sentence(refusal))):
        deeds.end(demand_id=demand_id, by=here.viewer(request))
        messages.success(request, _("It has ended. Nothing of it is open now."))
    return _there(demand_id)


@require_POST
def tell(request: HttpRequest, demand_id: UUID) -> HttpResponse:
    """Say anew whether the network may be told."""
    viewer = here.viewer(request)
    form = MayTell(request.POST)
    if form.is_valid():
        with refusing.Kindly(lambda refusal: form.add_error(None, words.sentence(refusal))):
            deeds.say_telling(demand_id=demand_id, may_tell=form.telling, by=viewer)
            messages.success(request, _("It is written down."))
            return _there(demand_id)
    return _page(request, viewer, demand_id, form)


@require_http_methods(METHODS)
def name_duties(request: HttpRequest) -> HttpResponse:
    """Say which two duties open a demand together."""
    viewer = here.viewer(request)
    demand.may_name_duties(viewer)
    first, second = demand.pair()
    posted = request.POST if request.method == "POST" else None
    form = Pair(posted, initial={"first": str(first), "second": str(second)})
    if posted is not None and form.is_valid():
        typed = form.cleaned_data
        deeds.name_duties(first=Duty(typed["first"]), second=Duty(typed["second"]), by=viewer)
        messages.success(request, _("It is written down. Demands that stand keep theirs."))
        return HttpResponseRedirect(reverse("consents:demands"))
    return render(request, "consents/demand_duties.html", {"form": form})


def _may_propose(viewer: Viewer) -> bool:
    try:
        demand.may_propose(viewer)
    except NotAllowed:
        return False
    return True


def _there(demand_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("consents:demand", args=[demand_id]))
