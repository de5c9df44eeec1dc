"""Resting, being taken up again, ending: each asked once more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.networks.actions import forming
from withness.networks.forms.networks import End
from withness.networks.queries import networks, rights
from withness.networks.views.people import METHODS, back
from withness.networks.words import refusals
from withness.people.views import here
from withness.values.rules.refusals import Refusal


@require_http_methods(METHODS)
def rest(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Let the network rest, or take it up again where it rests."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    if not rights.of(viewer, network_id).rest:
        raise NotAllowed
    if request.method == "POST":
        deed = forming.take_up if request.POST.get("deed") == "take_up" else forming.rest
        try:
            deed(network_id=network_id, by=viewer)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.warning(request, refusals.sentence(refusal))
        else:
            messages.success(request, _("It is done, and you can change it at any time."))
        return back(network_id)
    context = {"network": fact, "leave": not viewer.practitioner_id}
    return render(request, "networks/rest.html", context)


@require_http_methods(METHODS)
def end(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """End the network by the word of the person at the centre, themselves or written down."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    right = rights.of(viewer, network_id)
    if not (right.end or right.write_down_end):
        raise NotAllowed
    asks = _("How did %(name)s say that it ends?") % {"name": fact.centre_name}
    posted = request.POST if request.method == "POST" else None
    form = End(posted, label="" if right.end else asks)
    if posted is not None and form.is_valid():
        try:
            forming.end(network_id=network_id, said=form.said, by=viewer)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.warning(request, refusals.sentence(refusal))
        else:
            messages.success(request, _("The network has ended. Everybody's words stay theirs."))
        return back(network_id)
    context = {"network": fact, "form": form, "own": right.end, "leave": right.end}
    return render(request, "networks/end.html", context)
