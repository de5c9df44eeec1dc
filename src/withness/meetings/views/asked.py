"""An invitation opened by its link, before the one proof: when it is, and one's own answer.

No name, no place that may not be named outside, no words: what the message said already, and the
answer to this one invitation. Everything else waits for the proof.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.meetings.actions import answering
from withness.meetings.forms.answering import OwnAnswer
from withness.meetings.queries import asked
from withness.meetings.rules import life
from withness.meetings.words import refusals, states
from withness.people.rules import Purpose
from withness.people.views import here
from withness.values.rules.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest) -> HttpResponse:
    """Show when a meeting is and take the answer; on POST keep it."""
    person_id, invitation_id = _knocks(request)
    fact = asked.by_link(person_id, invitation_id)
    form = OwnAnswer(request.POST or None, initial={"answer": fact.answer or None})
    closed = _closed(fact)
    if request.method == "POST" and form.is_valid() and not closed:
        try:
            answering.answer_by_link(
                invitation_id=fact.id,
                person_id=person_id,
                answer=form.answer(),
                service_id=here.service(request).id,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Thank you. You can change your answer until we begin."))
            return HttpResponseRedirect(reverse("meetings:asked"))
    page = {
        "fact": fact,
        "form": form,
        "closed": closed,
        "said": states.ANSWERS.get(fact.answer, ""),
    }
    return render(request, "meetings/asked.html", page, status=422 if form.errors else 200)


def _knocks(request: HttpRequest) -> tuple[UUID, UUID]:
    """Return who opened an invitation's link here, and which, or raise `NotAllowed`."""
    found = here.knocks(request)
    if found is None or found.purpose != Purpose.INVITATION or found.opens_id is None:
        raise NotAllowed
    return found.person_id, found.opens_id


def _closed(fact: asked.KnockFact) -> str:
    if fact.is_called_off:
        return _("This meeting does not take place.")
    try:
        life.may_answer(fact.state, fact.ends_at, timezone.now())
    except life.NotPossible as refusal:
        return refusals.sentence(refusal)
    return ""
