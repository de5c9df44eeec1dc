"""The page of one meeting, for everybody who may know of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.delivery.queries import outbox
from withness.delivery.rules.states import State as MessageState
from withness.delivery.rules.states import Way
from withness.meetings.actions import answering, holding
from withness.meetings.forms.answering import SpeakUpForm
from withness.meetings.queries import allowed, asked, attendance, left_out, meetings
from withness.meetings.rules.states import Came, State, Step
from withness.meetings.words import refusals, states
from withness.networks.queries import networks
from withness.networks.words import deciding
from withness.people.views import here
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

SOON = timedelta(hours=12)  # from then on beginning is the first thing one wants to do here


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One person who is asked, with sentences: what they said, and how they were told."""

    asked: asked.AskedFact
    said: object
    told: object
    is_own: bool
    mark: str  # who answered for them, as what and until when
    speaks: bool  # the viewer may answer for them


@require_safe
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show when and where, who is asked and what they said, and what can be done."""
    viewer = here.viewer(request)
    may = allowed.of_meeting(viewer, meeting_id)
    fact = meetings.one(viewer, meeting_id)
    trail.read(
        "meetings.read", by=viewer, right=may.right, about=meeting_id, network=fact.network_id
    )
    rows = _rows(viewer, fact, looks_after="move" in may.deeds)
    network = _network(viewer, fact.network_id)
    page = {
        "meeting": fact,
        "network": network,
        "may": may.deeds,
        "looks_after": "move" in may.deeds,
        "rows": rows if fact.begun_at is None else [],
        **_came(viewer, fact, rows),
        "left_out": left_out.of_meeting(viewer, meeting_id),
        "own_id": next((row.asked.id for row in rows if row.is_own), None),
        "state": states.STATES[fact.state],
        "where": states.WHERE[fact.where],
        "is_open": fact.state == State.AGREED,
        "is_soon": fact.starts_at - timezone.now() < SOON,
        "is_under_way": fact.state == State.UNDER_WAY,
        "was_held": fact.state == State.HELD,
        "zone_note": fact.zone if fact.zone != here.service(request).zone else "",
        "base": base(viewer),
    }
    return render(request, "meetings/meeting.html", page)


def base(viewer: Viewer) -> str:
    """Return the page to extend: members get the quick way out."""
    return "web/page.html" if viewer.practitioner_id else "web/member.html"


def _network(viewer: Viewer, network_id: UUID) -> networks.NetworkFact | None:
    try:
        return networks.one(viewer, network_id)
    except NotAllowed:
        return None


def _rows(viewer: Viewer, fact: meetings.MeetingFact, *, looks_after: bool) -> list[AskedRow]:
    facts = asked.of(viewer, fact.id)
    ids = [one.id for one in facts] if looks_after and fact.held_at is None else []
    sent = outbox.about_all(viewer, ids) if ids else {}
    member = viewer.practitioner_id is None and fact.state == State.AGREED
    speaks = asked.spoken_for(viewer, fact.id) if member else frozenset()
    return [
        AskedRow(
            one,
            states.THEY[one.answer],
            _told(one, sent.get(one.id, ())) if looks_after else "",
            one.person_id == viewer.person_id,
            mark(one),
            one.id in speaks,
        )
        for one in facts
    ]


def mark(one: asked.AskedFact) -> str:
    """Return who answered for somebody, as what and until when; "" where nobody did."""
    if one.proxy is None:
        return ""
    return deciding.mark(one.writer, one.name, one.proxy.kind, one.proxy.until)


def _told(one: asked.AskedFact, sent: tuple[outbox.PostFact, ...]) -> str:
    """Say how somebody was told and whether it went out."""
    if one.way is None:
        return ""
    now = [post for post in sent if post.state != MessageState.CALLED_OFF]
    if one.way == Way.TOLD:
        by = next((post.told_by for post in reversed(now) if post.way == Way.TOLD), "")
        return _("told by %(name)s") % {"name": by} if by else _("still to be told")
    way = str(states.WAYS[one.way])
    return f"{way}, {states.SENT[now[-1].state]}" if now else way


def _came(viewer: Viewer, fact: meetings.MeetingFact, rows: list[AskedRow]) -> dict[str, list[Any]]:
    """Return who is here with how, and who was asked and is not, once the meeting has begun."""
    if fact.begun_at is None:
        return {"came": [], "not_here": []}
    there = attendance.of(viewer, fact.id)
    known = {one.person_id for one in there}
    return {
        "came": [(one.name, states.CAME[one.came]) for one in there],
        "not_here": [row.asked.name for row in rows if row.asked.person_id not in known],
    }


@require_POST
def begin(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Begin the meeting and go to the page for sitting together."""
    return _done(request, meeting_id, lambda by: holding.begin(meeting_id=meeting_id, by=by))


@require_POST
def came(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write down how somebody is here, or that they are missing."""
    typed = request.POST
    try:
        person_id = UUID(typed.get("person", ""))
        how = Came(typed.get("came", ""))
    except ValueError:
        raise NotAllowed from None
    return _done(
        request,
        meeting_id,
        lambda by: holding.came(meeting_id=meeting_id, person_id=person_id, came=how, by=by),
    )


@require_POST
def step(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Move the meeting to a step, forward or back."""
    try:
        to = Step(request.POST.get("step", ""))
    except ValueError:
        raise NotAllowed from None
    return _done(
        request, meeting_id, lambda by: holding.step(meeting_id=meeting_id, step=to, by=by)
    )


def _done(request: HttpRequest, meeting_id: UUID, deed: Any) -> HttpResponse:
    try:
        deed(here.viewer(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return HttpResponseRedirect(reverse("meetings:meeting", args=[meeting_id]))
    return HttpResponseRedirect(reverse("records:meeting", args=[meeting_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def speak_up(request: HttpRequest, left_out_id: UUID) -> HttpResponse:
    """Let a peer read who left them out and why, and answer (promise 10)."""
    viewer = here.viewer(request)
    fact = left_out.one(viewer, left_out_id)
    form = SpeakUpForm(
        request.POST or None,
        initial={"words": fact.answer, "team_may_read": fact.team_may_read},
    )
    if request.method == "POST" and form.is_valid():
        answering.speak_up(left_out_id=left_out_id, by=viewer, **form.cleaned_data)
        messages.success(request, _("Your answer is kept."))
        return HttpResponseRedirect(reverse("meetings:speak_up", args=[left_out_id]))
    page = {"form": form, "out": fact, "by_network": fact.whose == "network"}
    return render(request, "meetings/speak_up.html", page)
