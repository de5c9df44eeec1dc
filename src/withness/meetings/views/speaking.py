"""Answering for somebody whom one speaks for: only whether they come, and marked so."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.meetings.actions import answering
from withness.meetings.forms.leaving import ProxyAnswerForm
from withness.meetings.queries import asked, meetings
from withness.meetings.rules.states import Answer
from withness.networks.queries import deciding, speaking
from withness.networks.rules.deciding import Scope
from withness.networks.words import deciding as words
from withness.people.views import here
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer


@require_http_methods(["GET", "HEAD", "POST"])
def answer_for(request: HttpRequest, asked_id: UUID) -> HttpResponse:
    """Ask whoever speaks for somebody whether they come; on POST keep it, marked."""
    viewer = here.viewer(request)
    fact = asked.as_proxy(viewer, asked_id)
    meeting = meetings.one(viewer, fact.meeting_id)
    form = ProxyAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            answering.answer_as_proxy(
                invitation_id=asked_id,
                answer=Answer(form.cleaned_data["answer"]),
                by=viewer,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("It is written down, and says that you said it for them."))
            where = reverse("meetings:meeting", args=[fact.meeting_id])
            return HttpResponseRedirect(where)
    page = {
        "form": form,
        "question": _("Is %(name)s coming?") % {"name": fact.name},
        "then": [
            _("Everybody who sees the answer reads beside it:"),
            _mark(viewer, meeting.network_id, fact.person_id),
            _("%(name)s can change it at any time.") % {"name": fact.name},
        ],
        "yes": _("Keep this answer"),
        "back": _("Not now"),
        "back_href": reverse("meetings:meeting", args=[fact.meeting_id]),
        "leave": True,
    }
    return render(request, "web/confirm.html", page, status=422 if form.errors else 200)


def _mark(viewer: Viewer, network_id: UUID, person_id: UUID) -> str:
    found = speaking.may_speak(viewer, Scope.ARRANGING, network_id=network_id, person_id=person_id)
    if found is None:
        raise NotAllowed
    one = deciding.proxy(viewer, found)
    return words.mark(one.speaker_name, one.name, one.kind, one.until_on)
