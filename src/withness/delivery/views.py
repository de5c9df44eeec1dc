"""Pages that show what has not arrived, and one message with what can be done about it."""

import re
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery import words
from withness.delivery.actions import caring
from withness.delivery.forms import Caring
from withness.delivery.queries import outbox
from withness.delivery.rules import due
from withness.delivery.rules.states import Way
from withness.people.views import here
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Viewer

LINK = re.compile(r"https?://[^\s<>\"]+")
DOES = {
    "again": caring.send_again,
    "arrived": caring.arrived,
    "posted": caring.arrived,
    "told": caring.told,
}


@require_safe
def post(request: HttpRequest) -> HttpResponse:
    """Show what has not arrived; whoever keeps the rota sees how many, without names."""
    viewer = here.viewer(request)
    may_count = policy.may(viewer, "delivery.count") is not None
    if viewer.practitioner_id is None:
        raise NotAllowed
    context = {
        "waiting": [_said(one) for one in outbox.not_arrived(viewer)],
        "counted": [
            (words.WAYS[one.way], words.STANDS[due.stands(one.way, one.state, 0)], one.count)
            for one in (outbox.counts(viewer) if may_count else ())
        ],
        "may_count": may_count,
        "zone": here.service(request).zone,
        "most": outbox.MOST,
    }
    return render(request, "delivery/post.html", context)


@require_safe
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show one message, whom to ring, and what can be done about it."""
    viewer = here.viewer(request)
    whole = outbox.one(viewer, message_id)
    _was_read(viewer, whole)
    context = {
        "whole": whole,
        "said": _said(whole.post),
        "is_letter": whole.post.way == Way.LETTER,
        "zone": here.service(request).zone,
    }
    return render(request, "delivery/message.html", context)


@require_safe
def letter(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Show a letter for paper, with its link as a picture that a telephone can read."""
    viewer = here.viewer(request)
    whole = outbox.one(viewer, message_id)
    if whole.post.way != Way.LETTER or not whole.body:
        raise NotAllowed
    _was_read(viewer, whole)
    link = LINK.search(whole.body)
    context = {
        "whole": whole,
        "sender_name": here.service(request).sender_name,
        "paragraphs": whole.body.strip().split("\n\n"),
        "picture": _picture(link.group()) if link else "",
    }
    return render(request, "delivery/letter.html", context)


@require_POST
def care(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Do what somebody chose for a message, and lead back to what still waits."""
    viewer = here.viewer(request)
    form = Caring(request.POST)
    if not form.is_valid():
        raise NotAllowed
    deed = form.cleaned_data["deed"]
    try:
        DOES[deed](message_id=message_id, by=viewer)
    except NotAllowed:
        raise
    except Refusal as why:
        messages.warning(request, str(words.REFUSALS[why.code]))
        return HttpResponseRedirect(reverse("delivery:message", args=[message_id]))
    messages.success(request, str(words.DONE[deed]))
    return HttpResponseRedirect(reverse("delivery:post"))


def _said(one: outbox.PostFact) -> dict[str, object]:
    """Put the sentences beside a message's facts."""
    return {
        "post": one,
        "way": words.WAYS[one.way],
        "stands": words.STANDS[due.stands(one.way, one.state, one.attempts)],
        "why": words.TROUBLE.get(one.trouble, ""),
    }


def _was_read(viewer: Viewer, whole: outbox.WholeFact) -> None:
    trail.read(
        "delivery.see",
        by=viewer,
        right=whole.because,
        about=whole.post.id,
        network=whole.post.network_id,
    )


def _picture(link: str) -> str:
    """Return the link as a picture of squares, with a class and without styles of its own."""
    return segno.make(link, error="m").svg_inline(svgclass="code", lineclass=None, omitsize=True)
