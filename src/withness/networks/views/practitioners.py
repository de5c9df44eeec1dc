"""Asking practitioners in, joining, and the open question of a missing peer."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.networks.actions import forming
from withness.networks.forms import networks as forms
from withness.networks.queries import members, networks, peers, rights
from withness.networks.rules import belonging
from withness.networks.rules.states import State, WhoseReason
from withness.networks.views.people import METHODS, back
from withness.networks.words import refusals
from withness.people.views import here
from withness.teams.queries import practitioners as working
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging


@require_http_methods(METHODS)
def practitioners(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Ask practitioners in: at least two, one of them a peer."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    right = rights.of(viewer, network_id)
    if not right.change_people or viewer.practitioner_id is None:
        raise NotAllowed
    beside = [one for one in members.of(viewer, network_id) if one.practitioner_id]
    belong = {one.practitioner_id for one in beside}
    form = forms.Practitioners(
        request.POST if request.method == "POST" else None,
        practitioners=[one for one in working.all_working() if one.id not in belong],
        said=_("How did %(name)s say that they want this?") % {"name": fact.centre_name},
        offered=fact.state == State.GATHERING,
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for one in form.practitioner_ids:
                    forming.add(
                        network_id=network_id,
                        practitioner_id=one,
                        belonging=Belonging.PRACTITIONER,
                        agreed_how=form.said,
                        by=viewer,
                    )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, refusals.sentence(refusal))
        else:
            messages.success(request, _("They belong to the network now."))
            return back(network_id)
    wanted = belonging.wanted(one.is_peer for one in beside if one.still_here)
    context = {"network": fact, "form": form, "wanted": wanted}
    return render(request, "networks/practitioners.html", context)


@require_http_methods(METHODS)
def join(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Join a network that gathers."""
    viewer = here.viewer(request)
    name = rights.may_join(viewer, network_id)
    if request.method == "POST":
        try:
            forming.add(
                network_id=network_id,
                practitioner_id=viewer.practitioner_id,
                belonging=Belonging.PRACTITIONER,
                by=viewer,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.warning(request, refusals.sentence(refusal))
        else:
            messages.success(request, _("You belong to this network now."))
        return back(network_id)
    return render(request, "networks/join.html", {"name": name})


@require_http_methods(METHODS)
def peer(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Say why no peer belongs: the network's own wish, or the team's reason in words."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    right = rights.of(viewer, network_id)
    if not right.answer_peer_question:
        raise NotAllowed
    own = right.as_what == Belonging.CENTRE
    posted = request.POST if request.method == "POST" else None
    form = None if own else forms.Peer(posted)
    if posted is not None and (form is None or form.is_valid()):
        whose = WhoseReason(form.cleaned_data["whose"]) if form else WhoseReason.NETWORK
        reason = form.cleaned_data["reason"] if form else ""
        try:
            forming.without_peer(network_id=network_id, whose=whose, reason=reason, by=viewer)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.warning(request, refusals.sentence(refusal))
        else:
            messages.success(request, _("It is written down. You can change it at any time."))
        return back(network_id)
    readers = [] if own else [one.name for one in working.all_working() if one.is_peer]
    context = {"network": fact, "form": form, "own": own, "readers": readers, "leave": own}
    return render(
        request, "networks/peer.html", {**context, "answer": peers.answer_of(viewer, network_id)}
    )
