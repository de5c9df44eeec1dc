"""Arranging a meeting: who is free, and everything about it on one page."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.contacts.queries import promises
from withness.contacts.words import moment
from withness.meetings.actions import arranging
from withness.meetings.forms.arranging import ArrangeForm, Choices
from withness.meetings.forms.looking import Looked, LookForm
from withness.meetings.queries import allowed, meetings, times
from withness.meetings.rules import when
from withness.meetings.views import choices as choosing
from withness.meetings.words import refusals
from withness.networks.queries import networks
from withness.networks.rules.states import State as NetworkState
from withness.people.views import here
from withness.trail import actions as trail
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

DAYS = 7


@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show who is free and the form; on POST arrange the meeting, or say what is in the way."""
    viewer, service = here.viewer(request), here.service(request)
    network = networks.one(viewer, network_id)
    right = allowed.arranges(viewer, network_id, network.state)
    choices = choosing.of_network(viewer, network, service, network.team_id)
    zone = network.zone
    gathers = network.state == NetworkState.GATHERING  # a promise is of the first meeting
    last, before = _last(viewer, network_id, request.GET.get("after", ""))
    look = LookForm(request.GET, choices=choices).looked(
        _usual(choices, before), last.minutes if last else when.USUAL
    )
    if request.method == "POST":
        form = ArrangeForm(request.POST, choices=choices)
        done = _arranged(request, form, network_id, zone)
        if done is not None:
            return done
    else:
        trail.read("meetings.arrange", by=viewer, right=right, network=network_id)
        form = ArrangeForm(choices=choices, initial=_initial(choices, last, before, look))
    page = {
        "form": form,
        "network": network,
        "look_form": LookForm(
            initial={"p": [str(one) for one in look.practitioner_ids], "minutes": look.minutes},
            choices=choices,
        ),
        "last": last,
        "promised": _promised(viewer, network_id, zone) if gathers else "",
        **_free(request, viewer, look, zone),
    }
    return render(request, "meetings/arrange.html", page)


def _promised(viewer: Viewer, network_id: UUID, zone: str) -> str:
    """Return until when the first meeting was promised; "" where no promise is open."""
    until = promises.promised_until(viewer, network_id)
    return moment(until, timezone.now(), zone) if until else ""


def _arranged(
    request: HttpRequest, form: ArrangeForm, network_id: UUID, zone: str
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        values = form.values()
        meeting_id = arranging.arrange(network_id=network_id, by=here.viewer(request), **values)
    except Refusal as refusal:
        form.refuse(refusal, form.choices.names())
        return None
    if when.comes_twice(values["wall_start"], zone):
        messages.warning(request, refusals.TWICE)
    messages.success(request, _("The meeting is arranged. Everybody is being asked."))
    return HttpResponseRedirect(reverse("meetings:meeting", args=[meeting_id]))


def _last(
    viewer: Viewer, network_id: UUID, after: str
) -> tuple[meetings.MeetingFact | None, frozenset[UUID]]:
    """Return the meeting to follow on from, and who was asked, if it is one of this network."""
    try:
        found = meetings.to_follow(viewer, UUID(after), network_id) if after else None
    except ValueError:
        found = None
    return found or (None, frozenset())


def _usual(choices: Choices, before: frozenset[UUID]) -> tuple[UUID, ...]:
    """Return the practitioners to begin with: all who belong, or those of the last meeting.

    A peer who belongs is always among them: leaving them out is never the default (promise 9).
    """
    belonging = [one for one in choices.ordered() if one.id in choices.belonging]
    return tuple(
        one.id for one in belonging if not before or one.is_peer or one.person_id in before
    )


def _initial(
    choices: Choices,
    last: meetings.MeetingFact | None,
    before: frozenset[UUID],
    look: Looked,
) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "people": [str(one.person_id) for one in choices.people],
        "practitioners": [str(one) for one in look.practitioner_ids],
        "minutes": look.minutes,
        "day": look.day,
        "at": look.at,
        "where": "home",
    }
    if last is not None:
        initial |= {
            "people": [str(one.person_id) for one in choices.people if one.person_id in before],
            "where": last.where,
            "place": str(last.place_id or ""),
            "where_words": last.where_words,
            "video_link": last.video_link,
            "language": last.language,
            "interpreter": last.interpreter,
            "makes_easier": last.makes_easier,
        }
    return initial


def _free(request: HttpRequest, viewer: Viewer, look: Looked, zone: str) -> dict[str, Any]:
    """Return the table of the next days, each time a link that fills the form."""
    now = timezone.now()
    today = wall.wall_time(now, zone).date()
    first = min(max(look.first or today, today), today + when.FARTHEST)
    found = times.days(
        viewer,
        look.practitioner_ids,
        first=first,
        count=DAYS,
        minutes=look.minutes,
        zone=zone,
        now=now,
    )
    after = request.GET.get("after", "")
    return {
        "days": [
            (one.day, [(at, _href(look, after, first, at)) for at in one.times]) for one in found
        ],
        "any_time": any(one.times for one in found),
        "earlier_href": _href(look, after, first - timedelta(days=DAYS)) if first > today else "",
        "later_href": _href(look, after, first + timedelta(days=DAYS)),
    }


def _href(look: Looked, after: str, first: date, at: datetime | None = None) -> str:
    """Return the address of this page with other days or a time picked; ids and times only."""
    query: list[tuple[str, str]] = [("p", str(one)) for one in look.practitioner_ids]
    query += [("minutes", str(look.minutes)), ("from", first.isoformat())]
    query += [("after", after)] if after else []
    if at is None:
        return f"?{urlencode(query)}#free"
    picked = [("day", at.date().isoformat()), ("at", f"{at:%H:%M}")]
    return f"?{urlencode([*query, *picked])}#form"
