"""Naming somebody, changing words, giving a link, and leaving."""

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.delivery.rules.states import Way
from withness.networks.actions import agreeing, forming, links
from withness.networks.forms import networks as network_forms
from withness.networks.forms import people as forms
from withness.networks.queries import members, networks, rights
from withness.networks.rules.states import Said
from withness.networks.views.network import one_of
from withness.networks.words import refusals
from withness.people import words
from withness.people.rules import ReachKind
from withness.people.rules.proof import WordTooShort
from withness.people.views import here
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging

METHODS = ["GET", "HEAD", "POST"]


def back(network_id: UUID) -> HttpResponseRedirect:
    """Return to the network's page."""
    return HttpResponseRedirect(reverse("networks:network", args=[network_id]))


@require_http_methods(METHODS)
def add(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Write down somebody who belongs, in the person's own words."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    right = rights.of(viewer, network_id)
    if not right.change_people:
        raise NotAllowed
    own = right.as_what == Belonging.CENTRE
    people = members.of(viewer, network_id)
    form = forms.Add(
        request.POST or None,
        known=members.known_to(viewer, network_id),
        names=[one.name for one in people],
        asks_word=not own,
        centre=fact.centre_name,
    )
    if request.method == "POST" and form.is_valid():
        try:
            forming.add(network_id=network_id, by=viewer, **form.values)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, refusals.sentence(refusal))
        else:
            messages.success(request, _("They belong to the network now."))
            return back(network_id)
    context = {"network": fact, "form": form, "own": own, "leave": own}
    return render(request, "networks/add.html", context)


@require_http_methods(METHODS)
def part(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask once more, then write down that somebody leaves, or leave oneself."""
    viewer, service = here.viewer(request), here.service(request)
    fact = networks.one(viewer, network_id)
    member = one_of(viewer, network_id, person_id)
    place = rights.on_place(viewer, network_id, person_id)
    if not place.part:
        raise NotAllowed
    by_staff = rights.of(viewer, network_id).as_what == Belonging.PRACTITIONER
    now = timezone.now()
    joined, today = (wall.wall_time(at, service.zone).date() for at in (member.joined_at, now))
    asks = _word_asked(member, fact, is_own=place.is_own) if by_staff else ""
    form = forms.Part(
        request.POST if request.method == "POST" else None,
        asks_word=asks,
        days=(joined, today) if by_staff and member.practitioner_id else None,
        zone=service.zone,
    )
    if request.method == "POST" and form.is_valid():
        try:
            forming.part(
                network_id=network_id,
                person_id=person_id,
                by=viewer,
                said=form.said,
                at=form.at(member.joined_at, now),
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, refusals.sentence(refusal))
        else:
            return _parted(request, network_id, is_own=place.is_own)
    context = {"network": fact, "member": member, "place": place, "form": form}
    return render(request, "networks/part.html", {**context, "leave": not by_staff})


def _word_asked(member: members.MemberFact, fact: networks.NetworkFact, *, is_own: bool) -> str:
    if is_own:
        return ""
    if member.practitioner_id:
        return _("How was goodbye said aloud?")
    return _("How did %(name)s say that they no longer belong?") % {"name": fact.centre_name}


def _parted(request: HttpRequest, network_id: UUID, *, is_own: bool) -> HttpResponse:
    if not is_own:
        messages.success(request, _("It is written down. What they said stays theirs."))
        return back(network_id)
    messages.success(request, _("You have left. Your own words stay yours."))
    return HttpResponseRedirect(reverse("networks:all"))


@require_http_methods(METHODS)
def how(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Change the words for how somebody belongs."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    member = one_of(viewer, network_id, person_id)
    place = rights.on_place(viewer, network_id, person_id)
    if not place.describe:
        raise NotAllowed
    posted = request.POST if request.method == "POST" else None
    form = forms.How(posted, initial={"how": member.how})
    if place.is_own:
        form.fields["how"].label = _("How do you belong?")
    if posted is not None and form.is_valid():
        agreeing.describe(
            network_id=network_id, person_id=person_id, how=form.cleaned_data["how"], by=viewer
        )
        messages.success(request, _("The words are changed."))
        return back(network_id)
    context = {"network": fact, "member": member, "place": place, "form": form}
    return render(request, "networks/how.html", {**context, "leave": not viewer.practitioner_id})


@require_http_methods(["POST"])
def say_yes(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that the person at the centre says yes to somebody whom the team offered."""
    viewer = here.viewer(request)
    said = request.POST.get("said", "")
    try:
        agreeing.agree(
            network_id=network_id,
            person_id=person_id,
            by=viewer,
            said=Said(said) if said in set(Said) else None,
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    else:
        messages.success(request, _("The yes is written down."))
    return back(network_id)


@never_cache
@require_http_methods(METHODS)
def link(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Make somebody's personal link: sent, or shown once to copy and print."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    member = one_of(viewer, network_id, person_id)
    place = rights.on_place(viewer, network_id, person_id)
    if not place.give_link:
        raise NotAllowed
    reaches = members.reaches(viewer, network_id).get(person_id, ())
    kinds = {one.kind for one in reaches if one.may_write}
    ways = [("show", _("Show it once, to copy or print"))]
    ways += [(Way.MAIL.value, _("By mail"))] if ReachKind.MAIL in kinds else []
    ways += [(Way.SMS.value, _("By text message"))] if ReachKind.PHONE in kinds else []
    form = network_forms.Link(
        request.POST if request.method == "POST" else None,
        ways=ways,
        asks_word=links.asks_word(person_id) and not place.is_own,
        initial={"way": ways[-1][0]},
    )
    context = {"network": fact, "member": member, "place": place, "form": form}
    context["leave"] = not viewer.practitioner_id
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["way"]
        way = Way(chosen) if chosen != "show" else None
        try:
            address = links.give(
                network_id=network_id,
                person_id=person_id,
                by=viewer,
                way=way,
                word=form.cleaned_data.get("word", ""),
            )
        except NotAllowed:
            raise
        except WordTooShort as refusal:
            form.add_error("word", words.said(refusal))
        except Refusal as refusal:
            form.add_error(None, refusals.sentence(refusal))
        else:
            if address:
                shown = {**context, "address": address, "code": _code(address)}
                return render(request, "networks/link_shown.html", shown)
            messages.success(request, _("The link is on its way."))
            return back(network_id)
    return render(request, "networks/link.html", context)


def _code(address: str) -> str:
    """Return the address as a picture that a telephone can read."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(
        code.svg_inline(scale=5, border=2, svgclass="code", lineclass=None, light="#fff")
    )
