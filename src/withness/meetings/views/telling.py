"""Telling somebody by another way: a letter with their own link, or by telephone."""

from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.meetings.actions import inviting
from withness.meetings.forms.answering import WayForm
from withness.meetings.queries import asked, meetings
from withness.meetings.rules import ways
from withness.networks.queries import members
from withness.people.queries import persons
from withness.people.views import here
from withness.service import queries as services
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Offer the letter; on POST make a new personal link and show the letter to print."""
    viewer, service = here.viewer(request), here.service(request)
    one = asked.for_other(viewer, invitation_id)
    fact = meetings.one(viewer, one.meeting_id)
    if request.method != "POST":
        return render(request, "meetings/letter_first.html", {"asked": one, "meeting": fact})
    link = inviting.letter(invitation_id=invitation_id, by=viewer)
    person = persons.person(one.person_id)
    page = {
        "asked": one,
        "meeting": fact,
        "link": link,
        "picture": segno.make(link, error="m").svg_inline(
            svgclass="code", lineclass=None, omitsize=True, light="white"
        ),
        "sender_name": service.sender_name,
        "today": wall.wall_time(timezone.now(), fact.zone).date(),
        "numbers": [number for number in services.numbers() if number.kind == "service"],
    }
    with translation.override(person.language if person else None):
        return render(request, "meetings/letter.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def told(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Ask how somebody is told; on POST send it again, or write down who told them."""
    viewer = here.viewer(request)
    one = asked.for_other(viewer, invitation_id)
    fact = meetings.one(viewer, one.meeting_id)
    reaches = members.reaches(viewer, fact.network_id).get(one.person_id, ())
    known = [ways.Reachable(reach.kind, reach.may_write) for reach in reaches]
    open_ways = ways.possible(known, works_here=one.practitioner_id is not None)
    form = WayForm(request.POST or None, open_ways=open_ways, initial={"way": "told"})
    if request.method == "POST" and form.is_valid():
        try:
            inviting.again(invitation_id=invitation_id, way=form.way(), by=viewer)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is done, and written down."))
            return HttpResponseRedirect(reverse("meetings:meeting", args=[one.meeting_id]))
    page = {"asked": one, "meeting": fact, "form": form, "reaches": reaches}
    return render(request, "meetings/told.html", page)
