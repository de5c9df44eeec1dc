"""Moving a meeting, changing who is asked, calling it off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.meetings.actions import arranging, regrouping
from withness.meetings.forms.arranging import Choices, MoveForm, WhoForm
from withness.meetings.queries import allowed, asked, meetings
from withness.meetings.rules import when
from withness.meetings.rules.states import State
from withness.meetings.views import choices as choosing
from withness.meetings.words import refusals
from withness.networks.queries import networks
from withness.people.views import here
from withness.values.rules.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask for another time or place; on POST move the meeting and tell everybody."""
    fact, choices = _open(request, meeting_id, "move")
    initial = {
        "day": fact.wall_start.date(),
        "at": fact.wall_start.time(),
        "minutes": fact.minutes,
        "where": fact.where,
        "place": str(fact.place_id or ""),
        "where_words": fact.where_words,
        "video_link": fact.video_link,
        "travel_minutes": fact.travel_minutes,
    }
    form = MoveForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            values = form.values()
            arranging.move(meeting_id=meeting_id, by=here.viewer(request), **values)
        except Refusal as refusal:
            form.refuse(refusal, choices.names())
        else:
            if when.comes_twice(values["wall_start"], fact.zone):
                messages.warning(request, refusals.TWICE)
            messages.success(request, _("The meeting is moved. Everybody is being told."))
            return _back(meeting_id)
    return _page(request, "meetings/move.html", fact, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask who else comes and who does not; on POST ask them, and tell the others it is off."""
    fact, choices = _open(request, meeting_id, "move")
    there = asked.of(here.viewer(request), meeting_id)
    initial: dict[str, Any] = {
        "people": [str(one.person_id) for one in there if one.practitioner_id is None],
        "practitioners": [str(one.practitioner_id) for one in there if one.practitioner_id],
    }
    initial |= {f"way_{one.person_id}": one.way for one in there if one.way}
    form = WhoForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            regrouping.ask_these(meeting_id=meeting_id, by=here.viewer(request), **form.who())
        except Refusal as refusal:
            form.refuse(refusal, choices.names())
        else:
            messages.success(request, _("Who is asked has changed. Those it is about are told."))
            return _back(meeting_id)
    return _page(request, "meetings/people.html", fact, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Ask once more; on POST call the meeting off and tell everybody."""
    viewer = here.viewer(request)
    if "call_off" not in allowed.of_meeting(viewer, meeting_id).deeds:
        raise NotAllowed
    if request.method == "POST":
        try:
            arranging.call_off(meeting_id=meeting_id, by=viewer)
        except Refusal as refusal:
            if isinstance(refusal, NotAllowed):
                raise
            messages.warning(request, refusals.sentence(refusal))
        else:
            messages.success(request, _("The meeting is called off. Everybody is being told."))
        return _back(meeting_id)
    fact = meetings.one(viewer, meeting_id)
    if fact.state != State.AGREED:
        return _back(meeting_id)
    return _page(request, "meetings/call_off.html", fact)


def _open(
    request: HttpRequest, meeting_id: UUID, deed: str
) -> tuple[meetings.MeetingFact, Choices]:
    viewer = here.viewer(request)
    if deed not in allowed.of_meeting(viewer, meeting_id).deeds:
        raise NotAllowed
    fact = meetings.one(viewer, meeting_id)
    network = networks.one(viewer, fact.network_id)
    return fact, choosing.of_network(viewer, network, here.service(request), fact.team_id)


def _page(
    request: HttpRequest, template: str, fact: meetings.MeetingFact, **more: Any
) -> HttpResponse:
    return render(request, template, {"meeting": fact, **more})


def _back(meeting_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("meetings:meeting", args=[meeting_id]))
