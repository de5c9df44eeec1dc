"""One contact: the caller's words, the promise, and what can be done about it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.contacts import words
from withness.contacts.actions import ending, gathering, holding
from withness.contacts.forms import deeds
from withness.contacts.queries import contact as queries
from withness.contacts.rules import said, states
from withness.people.views import here
from withness.teams.queries import practitioners
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal


@require_safe
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Show what somebody said, how to reach them safely, and who holds the promise."""
    viewer, zone, now = here.viewer(request), here.service(request).zone, timezone.now()
    fact = queries.one(viewer, contact_id)
    trail.read("contacts.read", by=viewer, right=fact.right, about=fact.id, network=fact.network_id)
    writer = practitioners.by_ids([fact.written_by] if fact.written_by else [])
    context = {
        "fact": fact,
        "clock": words.clock(fact.asked_at, fact.promised_until, now, zone),
        "asked_by": words.CALLERS[fact.asked_by],
        "route": words.ROUTES[fact.route],
        "ended": words.ENDS[fact.end] if fact.end else "",
        "ended_when": words.moment(fact.ended_at, now, zone) if fact.ended_at else "",
        "reached_when": words.moment(fact.reached_at, now, zone) if fact.reached_at else "",
        "is_mine": fact.holder.holder_id == viewer.practitioner_id,
        "before": [(one.name, words.moment(one.from_at, now, zone)) for one in fact.holders[:-1]],
        "writer": next((one.name for one in writer.values()), ""),
        "ring": [
            value
            for kind, value in said.reaches(fact.how_to_reach, may_write=True)
            if kind == "phone" and value not in [one.value for one in fact.reaches]
        ],
        "is_self": fact.asked_by == states.Caller.SELF,
    }
    return render(request, "contacts/contact.html", context)


@require_POST
def take(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Take the promise; whoever was a moment quicker has it, and the page says so."""
    try:
        holding_id = UUID(request.POST.get("holding", ""))
    except ValueError:
        raise NotAllowed from None
    try:
        holding.take(contact_id=contact_id, holding_id=holding_id, by=here.viewer(request))
    except Refusal as refusal:
        return _told(request, contact_id, refusal)
    messages.success(request, _("You hold this promise now."))
    return _back(contact_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reached(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Write down that the person at the centre was reached."""
    fact = _open(request, contact_id)
    form = deeds.Reached(request.POST if request.method == "POST" else None)
    if fact.asked_by == states.Caller.SELF:
        form.fields["caller_may_know"].required = False
        form.fields["caller_may_know"].widget = forms.HiddenInput()
    if request.method == "POST" and form.is_valid():
        may_know = form.cleaned_data["caller_may_know"] == deeds.YES
        try:
            ending.reached(contact_id=contact_id, caller_may_know=may_know, by=here.viewer(request))
        except Refusal as refusal:
            return _told(request, contact_id, refusal)
        messages.success(request, _("Written down: you reached them."))
        return _back(contact_id)
    return _asked(
        request,
        form,
        contact_id,
        _("You reached the person themselves?"),
        _("Yes, we spoke"),
        _("The clock goes on: it stops when the first meeting has been held."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Write down that a promise ended by somebody's word."""
    _open(request, contact_id)
    form = deeds.End(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            ending.end(
                contact_id=contact_id,
                how=states.End(got["how"]),
                words=got["words"],
                by=here.viewer(request),
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            if refusal.code == "already_ended":
                return _told(request, contact_id, refusal)
            form.add_error(None, words.refused(refusal))
        else:
            messages.success(request, _("It is written down how this promise ended."))
            return _back(contact_id)
    return _asked(
        request,
        form,
        contact_id,
        _("How did this promise end?"),
        _("Write it down"),
        _("Only a first meeting that was held counts as kept. That is written down by itself."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gather(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Form the network that comes of this contact."""
    fact, viewer = _open(request, contact_id), here.viewer(request)
    if fact.network_id is not None:
        return _to_network(fact.network_id)
    team = practitioners.of_team(fact.team_id)
    form = deeds.Gather(
        request.POST if request.method == "POST" else None,
        codes=here.service(request).languages,
        team=[(str(one.id), _said(one)) for one in team],
        knows_centre=fact.asked_by == states.Caller.SELF or fact.centre_id is not None,
        initial={
            "centre_name": fact.for_whom,
            "language": fact.language,
            "practitioners": [str(fact.holder.holder_id)],
        },
    )
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        try:
            network_id = gathering.gather(
                contact_id=contact_id,
                name=got["name"],
                centre_name=got.get("centre_name", ""),
                language=got["language"],
                practitioner_ids=[UUID(one) for one in got["practitioners"]],
                by=viewer,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, words.refused(refusal))
        else:
            messages.success(request, _("The network has begun. The promise goes on."))
            return _to_network(network_id)
    return _asked(
        request,
        form,
        contact_id,
        _("A network forms"),
        _("Form the network"),
        _("Who else belongs is said by the person you meet for, on the next page."),
    )


def _said(one: practitioners.PractitionerFact) -> str:
    return _("%(name)s, peer practitioner") % {"name": one.name} if one.is_peer else one.name


def _open(request: HttpRequest, contact_id: UUID) -> queries.ContactFact:
    fact = queries.one(here.viewer(request), contact_id)
    if not fact.may_act and fact.ended_at is None:
        raise NotAllowed
    return fact


def _asked(
    request: HttpRequest, form: forms.Form, contact_id: UUID, question: str, yes: str, then: str
) -> HttpResponse:
    context = {
        "form": form,
        "question": question,
        "then": [then],
        "yes": yes,
        "back": _("Back"),
        "back_href": reverse("contacts:contact", args=[contact_id]),
    }
    return render(request, "web/confirm.html", context)


def _told(request: HttpRequest, contact_id: UUID, refusal: Refusal) -> HttpResponse:
    """Say on the contact's page why it cannot be done; what may not be seen stays absent."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    messages.warning(request, words.refused(refusal))
    return _back(contact_id)


def _back(contact_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("contacts:contact", args=[contact_id]))


def _to_network(network_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("networks:network", args=[network_id]))
