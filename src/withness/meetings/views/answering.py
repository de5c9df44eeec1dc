"""Answering an invitation: for oneself, or marked as written down for somebody."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.meetings.actions import answering, inviting
from withness.meetings.forms.answering import AnswerForm
from withness.meetings.queries import asked, meetings
from withness.meetings.rules import life
from withness.meetings.rules.states import Answer
from withness.meetings.views import meeting as meeting_page
from withness.meetings.words import refusals, states
from withness.people.views import here
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Show when and where, and ask whether one is coming; on POST keep the answer."""
    viewer = here.viewer(request)
    own = _own(viewer, invitation_id)
    fact = own or asked.for_other(viewer, invitation_id)
    form = AnswerForm(
        request.POST or None,
        for_other="" if own else fact.name,
        initial={
            "answer": fact.answer if fact.answer != Answer.NONE else None,
            "words": fact.words,
            "makes_easier": fact.makes_easier,
        },
    )
    if request.method == "POST" and form.is_valid():
        deed = answering.answer if own else answering.answer_for
        try:
            deed(invitation_id=invitation_id, by=viewer, **form.values())
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _thanks(request, fact, is_own=own is not None)
    return _page(request, viewer, fact, form, is_own=own is not None)


def _own(viewer: Viewer, invitation_id: UUID) -> asked.AskedFact | None:
    try:
        return asked.own(viewer, invitation_id)
    except NotAllowed:
        return None


def _thanks(request: HttpRequest, fact: asked.AskedFact, *, is_own: bool) -> HttpResponse:
    if is_own:
        messages.success(request, _("Thank you. You can change your answer until we begin."))
        return HttpResponseRedirect(reverse("meetings:answer", args=[fact.id]))
    messages.success(request, _("It is written down, with your name as the one who wrote it."))
    return HttpResponseRedirect(reverse("meetings:meeting", args=[fact.meeting_id]))


def _page(
    request: HttpRequest,
    viewer: Viewer,
    fact: asked.AskedFact,
    form: AnswerForm,
    *,
    is_own: bool,
) -> HttpResponse:
    service = here.service(request)
    if fact.is_called_off:
        return render(request, "meetings/not_asked.html", {"base": meeting_page.base(viewer)})
    meeting = meetings.one(viewer, fact.meeting_id)
    others = [one for one in asked.of(viewer, fact.meeting_id) if one.id != fact.id]
    page = {
        "meeting": meeting,
        "asked": fact,
        "form": form,
        "is_own": is_own,
        "mark": meeting_page.mark(fact),
        "others": [one.name for one in others] if is_own else [],
        "closed": _closed(meeting),
        "said": states.ANSWERS.get(fact.answer, "") if is_own else states.THEY[fact.answer],
        "where": states.WHERE[meeting.where],
        "zone_note": meeting.zone if meeting.zone != service.zone else "",
        "works": viewer.practitioner_id is not None,
        "base": meeting_page.base(viewer),
    }
    return render(request, "meetings/answer.html", page)


def _closed(meeting: meetings.MeetingFact) -> str:
    """Return why one cannot answer now; "" while one can."""
    try:
        life.may_answer(meeting.state, meeting.ends_at, timezone.now())
    except life.NotPossible as refusal:
        return refusals.sentence(refusal)
    return ""


@require_safe
def calendar(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Hand over one's own calendar file, with nobody else's address in it."""
    text = inviting.own_file(invitation_id=invitation_id, by=here.viewer(request))
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )
