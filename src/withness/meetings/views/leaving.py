"""Two pages one hopes not to need: somebody is dangerous, somebody has died."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.meetings.actions import leaving
from withness.meetings.forms.leaving import DiedForm, RemoveForm
from withness.networks.actions import dying
from withness.networks.queries import deciding, members, rights
from withness.networks.queries.speaking import today_of
from withness.networks.views import confirming
from withness.people.views import here
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
    form = RemoveForm(confirming.posted(request), asks=not own)
    deed = confirming.carried_out(
        form,
        lambda: leaving.remove(
            network_id=network_id, person_id=person_id, by=viewer, reason=form.reason
        ),
    )
    if deed:
        return confirming.done(request, network_id, _("They are removed. Their links have ended."))
    return confirming.page(
        request,
        form,
        network_id,
        question=_("Shall %(name)s be removed at once?") % {"name": member.name},
        then=[
            _("From this moment on they read nothing here but their own words."),
            _("They are told that their page has ended, and nothing more: no reason, no place."),
            _("Nobody but the person at the centre can let them come back."),
            _("If somebody is in danger now, ring the emergency number."),
        ],
        yes=_("Remove them"),
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
    form = DiedForm(
        confirming.posted(request), is_centre=is_centre, today=today, initial={"on": today}
    )
    deed = confirming.carried_out(
        form,
        lambda: leaving.died(
            network_id=network_id, person_id=person_id, by=viewer, **form.values()
        ),
    )
    if deed:
        return confirming.done(request, network_id, _("It is written down. Take your time."))
    return confirming.page(
        request,
        form,
        network_id,
        question=_("Has %(name)s died?") % {"name": member.name},
        then=[
            _("Please be sure: hear it from somebody who knows."),
            _("No message goes to them any more, and their links end."),
            _("What they said stays as it is, open to whom it was open."),
            _("We send nobody a message about it. Tell people yourselves, by voice."),
        ],
        yes=_("Write it down"),
    )


@require_http_methods(METHODS)
def undo_death(request: HttpRequest, death_id: UUID) -> HttpResponse:
    """Write down that it was a mistake."""
    viewer = here.viewer(request)
    fact = deciding.death(viewer, death_id)
    if not fact.may_undo:
        raise NotAllowed
    form = forms.Form(confirming.posted(request))
    if confirming.carried_out(form, lambda: dying.undo(death_id=death_id, by=viewer)):
        return confirming.done(
            request, fact.network_id, _("It is put right. Give them a new link.")
        )
    return confirming.page(
        request,
        form,
        fact.network_id,
        question=_("Was it a mistake?"),
        then=[_("Their place is theirs again. Make them a new link, and ring those who knew.")],
        yes=_("Yes, they live"),
    )


def _member(viewer: Viewer, network_id: UUID, person_id: UUID) -> members.MemberFact:
    for one in members.of(viewer, network_id):
        if one.person_id == person_id:
            return one
    raise NotAllowed
