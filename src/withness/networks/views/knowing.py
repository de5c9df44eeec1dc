"""Helping somebody back in who lost everything: by a practitioner who knows them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.networks.actions import knowing
from withness.networks.forms.knowing import Know
from withness.networks.queries import networks, rights
from withness.networks.views.network import one_of
from withness.people import words
from withness.people.queries import backs
from withness.people.views import here
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def know(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Say that one knows somebody and where they are reached now; or say so too, or stop it."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    member = one_of(viewer, network_id, person_id)
    if not rights.may_know(viewer, network_id, person_id):
        raise NotAllowed
    deed = request.POST.get("deed", "")
    form = Know(request.POST if request.method == "POST" and not deed else None)
    try:
        if deed == "stop":
            knowing.stop(network_id=network_id, person_id=person_id, by=viewer)
        elif deed == "too":
            knowing.know_too(network_id=network_id, person_id=person_id, by=viewer)
        elif form.is_valid():
            kind, value = form.cleaned_data["value"]
            knowing.know(
                network_id=network_id, person_id=person_id, kind=kind, value=value, by=viewer
            )
    except NotAllowed:
        raise
    except Refusal as refused:
        if not form.is_bound:
            messages.warning(request, words.said(refused))
            return _again(network_id, person_id)
        form.add_error(None, words.said(refused))
    else:
        if request.method == "POST" and (deed or form.is_valid()):
            messages.success(request, _("It is written down, and told."))
            return _again(network_id, person_id)
    going = backs.going(person_id)
    zone = here.service(request).zone
    context = {
        "network": fact,
        "member": member,
        "form": form,
        "going": going,
        "own": going is not None and going.known_by == viewer.person_id,
        "good_from": wall.wall_time(going.good_from, zone) if going and going.good_from else None,
    }
    return render(request, "networks/know.html", context, status=422 if form.errors else 200)


def _again(network_id: UUID, person_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("networks:know", args=[network_id, person_id]))
