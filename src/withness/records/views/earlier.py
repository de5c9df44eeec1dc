"""Words from before somebody joined: asking for them, and each speaker's own answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.networks.queries import members
from withness.people.views import here
from withness.records.actions import earlier as actions
from withness.records.queries import earlier as queries
from withness.records.rules.states import Answer
from withness.records.views import shown
from withness.records.views.readers import posted_id
from withness.records.words import earlier as words
from withness.records.words import refusals
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging

READS_AND_POSTS = ["GET", "HEAD", "POST"]
SPEAKS = (Belonging.CENTRE, Belonging.MEMBER)
NEVER_LATER = (Belonging.CENTRE, Belonging.AGENCY)


@require_http_methods(READS_AND_POSTS)
def ask(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Ask for earlier words, for oneself or for somebody who joined later."""
    viewer = here.viewer(request)
    people = members.of(viewer, network_id)
    if request.method == "POST":
        who = posted_id(request, "who")
        try:
            actions.ask(network_id=network_id, joiner_id=who, by=viewer)
        except NotAllowed:
            raise
        except Refusal as refusal:
            messages.warning(request, refusals.sentence(refusal))
        else:
            messages.success(request, _("Each person is asked on their own page."))
        return HttpResponseRedirect(reverse("records:earlier", args=[network_id]))
    first = queries.first_met(network_id)
    later = [
        (one, queries.is_asked(viewer, network_id, one.person_id))
        for one in people
        if one.belonging not in NEVER_LATER and first is not None and one.joined_at > first
    ]
    return render(
        request,
        "records/earlier.html",
        shown.base(request)
        | {
            "network_id": network_id,
            "later": later,
            "own_id": viewer.person_id,
            "rings": [one for one in people if one.belonging in SPEAKS]
            if any(is_asked for _one, is_asked in later) and shown.arranges(viewer, network_id)
            else [],
        },
    )


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Show who would like to read earlier words of the viewer's, and what they answered."""
    viewer, zone = here.viewer(request), here.service(request).zone
    if viewer.person_id is None or not viewer.seats:
        raise NotAllowed
    return render(
        request,
        "records/asked.html",
        shown.base(request)
        | {
            "asked": [words.asked(one, zone) for one in queries.asked(viewer)],
            "answers": list(words.ANSWERS.items()),
        },
    )


@require_POST
def answer(request: HttpRequest, asking_id: UUID) -> HttpResponse:
    """Answer for one's own words of one meeting."""
    meeting_id = posted_id(request, "meeting")
    given = request.POST.get("answer", "")
    if given not in set(Answer):
        raise NotAllowed
    actions.answer(
        asking_id=asking_id,
        meeting_id=meeting_id,
        answer=Answer(given),
        by=here.viewer(request),
    )
    messages.success(request, str(words.SAID[Answer(given)]))
    return HttpResponseRedirect(reverse("records:asked"))
