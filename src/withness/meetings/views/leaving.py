"""Two pages one hopes not to need: somebody is dangerous, somebody has died."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.meetings.actions import leaving
from withness.meetings.forms.leaving import DiedForm, RemoveForm
from withness.networks.actions import dying
from withness.networks.queries import deciding, members, rights
from withness.networks.queries.speaking import today_of
from withness.networks.words import refusals
from withness.people.views import here
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging, Viewer

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def remove(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask once more, then remove somebody whose presence is dangerous, at once."""
    viewer = here.viewer(request)
    member = _member(viewer, network_id, person_id)
    if not rights.on_place(viewer, network_id, person_id).remove:
        raise NotAllowed
    own = rights.of(viewer, network_id).as_what == Belonging.CENTRE
    form = RemoveForm(_posted(request), asks=not own)
    deed = _deed(
        form,
        lambda: leaving.remove(
            network_id=network_id, person_id=person_id, by=viewer, reason=form.reason
        ),
    )
    if deed:
        return _done(request, network_id, _("They are removed. Their links have ended."))
    return _page(
        request,
        form,
        question=_("Shall %(name)s be removed at once?") % {"name": member.name},
        then=[
            _("From this moment on they read nothing here but their own words."),
            _("They are told that their page has ended, and nothing more: no reason, no place."),
            _("Nobody but the person at the centre can let them come back."),
            _("If somebody is in danger now, ring the emergency number."),
        ],
        yes=_("Remove them"),
        network_id=network_id,
    )


@require_http_methods(METHODS)
def died(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask gently when somebody died, then let everything that would reach them end."""
    viewer = here.viewer(request)
    member = _member(viewer, network_id, person_id)
    if not rights.on_place(viewer, network_id, person_id).say_died:
        raise NotAllowed
    today = today_of(viewer.service_id, timezone.now())
    is_centre = member.belonging == Belonging.CENTRE
    form = DiedForm(_posted(request), is_centre=is_centre, today=today, initial={"on": today})
    deed = _deed(
        form,
        lambda: leaving.died(
            network_id=network_id, person_id=person_id, by=viewer, **form.values()
        ),
    )
    if deed:
        return _done(request, network_id, _("It is written down. Take your time."))
    return _page(
        request,
        form,
        question=_("Has %(name)s died?") % {"name": member.name},
        then=[
            _("Please be sure: hear it from somebody who knows."),
            _("No message goes to them any more, and their links end."),
            _("What they said stays as it is, open to whom it was open."),
            _("We send nobody a message about it. Tell people yourselves, by voice."),
        ],
        yes=_("Write it down"),
        network_id=network_id,
    )


@require_http_methods(METHODS)
def undo_death(request: HttpRequest, death_id: UUID) -> HttpResponse:
    """Write down that it was a mistake."""
    viewer = here.viewer(request)
    fact = deciding.death(viewer, death_id)
    if not fact.may_undo:
        raise NotAllowed
    form = forms.Form(_posted(request))
    if _deed(form, lambda: dying.undo(death_id=death_id, by=viewer)):
        return _done(request, fact.network_id, _("It is put right. Give them a new link."))
    return _page(
        request,
        form,
        question=_("Was it a mistake?"),
        then=[_("Their place is theirs again. Make them a new link, and ring those who knew.")],
        yes=_("Yes, they live"),
        network_id=fact.network_id,
    )


def _member(viewer: Viewer, network_id: UUID, person_id: UUID) -> members.MemberFact:
    for one in members.of(viewer, network_id):
        if one.person_id == person_id:
            return one
    raise NotAllowed


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _deed(form: forms.Form, deed: Callable[[], object]) -> bool:
    if not form.is_bound or not form.is_valid():
        return False
    try:
        deed()
    except NotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, refusals.sentence(refusal))
        return False
    return True


def _done(request: HttpRequest, network_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("networks:hard", args=[network_id]))


def _page(
    request: HttpRequest,
    form: forms.Form,
    *,
    question: str,
    then: list[str],
    yes: str,
    network_id: UUID,
) -> HttpResponse:
    page = {
        "form": form, "question": question, "then": then, "yes": yes, "back": _("Not now"),
        "back_href": reverse("networks:hard", args=[network_id]),
        "leave": here.viewer(request).practitioner_id is None,
    }  # fmt: skip
    return render(request, "web/confirm.html", page, status=422 if form.errors else 200)
