"""What practitioners may tell, telling it, and what was told."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.consents.actions import sharing as actions
from withness.consents.forms.outside import TellForm
from withness.consents.queries import outside as queries
from withness.consents.queries import sharing
from withness.consents.queries import terms as taking_part
from withness.consents.rules import outside as rules
from withness.consents.rules import terms as terms_rules
from withness.consents.views import outside_show as show
from withness.consents.words import outside as words
from withness.networks.queries import members, networks
from withness.people.views import here, refusing
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

OTHER = "other"


@require_safe
def network(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show practitioners what they may tell about each person, to whom, and nothing else."""
    viewer = here.viewer(request)
    right = sharing.may_tell(viewer, network_id)
    people = [one for one in members.of(viewer, network_id) if not one.practitioner_id]
    matters = show.own_matters(request)
    consents = queries.of_network(viewer, network_id, timezone.now())
    terms = taking_part.current()
    said = taking_part.answers(
        viewer, [one.person_id for one in people], here.service(request).zone
    )
    looked_at = dict.fromkeys(one.person_id for one in consents)
    trail.read_of_each(
        "consents.read", by=viewer, right=right, people=looked_at, network=network_id
    )
    rows = [
        {
            "person_id": one.person_id,
            "name": one.name,
            "consents": [
                show.consent(each, matters, oneself=False)
                for each in consents
                if each.person_id == one.person_id and (each.waits or not each.taken_back)
            ],
            "without_screen": _declined(said.get(one.person_id, ())),
        }
        for one in people
    ]
    context = {
        "network": networks.one(viewer, network_id),
        "rows": rows,
        "terms": terms is not None,
    }
    return render(request, "consents/network.html", context)


@require_safe
def told(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show everyone in a network what was told outside, by whom, on whose word or why."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    found = sharing.of_network(viewer, network_id)
    trail.read(
        "consents.see_told", by=viewer, right=fact.right, about=network_id, network=network_id
    )
    by_link = viewer.practitioner_id is None
    context = {
        "network": fact,
        "rows": show.told(found, show.own_matters(request), viewer),
        "base": "web/member.html" if by_link else "web/page.html",
        "for_member": by_link,
    }
    return render(request, "consents/told.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Write down that one tells somebody outside something, before one does."""
    viewer = here.viewer(request)
    right = sharing.may_tell(viewer, network_id)
    name = _name(viewer, network_id, person_id)
    trail.read("consents.read", by=viewer, right=right, about=person_id, network=network_id)
    matters = show.own_matters(request)
    found = [
        show.consent(one, matters, oneself=False)
        for one in queries.of_network(viewer, network_id, timezone.now())
        if one.person_id == person_id and not one.taken_back and one.kind != rules.Kind.RECORD
    ]
    recipients = [(str(one.id), _line(one)) for one in found] + [(OTHER, _("Somebody else"))]
    form = TellForm(
        request.POST or None, recipients=recipients, matters=show.offered(request, oneself=False)
    )
    if request.method == "POST" and form.is_valid() and _tell(form, network_id, person_id, viewer):
        messages.success(request, _("It is written down. Now you can tell it, and nothing more."))
        return HttpResponseRedirect(reverse("consents:told", args=[network_id]))
    context = {"form": form, "name": name, "consents": found, "network_id": network_id}
    return render(request, "consents/tell.html", context, status=422 if form.is_bound else 200)


def _tell(form: TellForm, network_id: UUID, person_id: UUID, viewer: Viewer) -> bool:
    typed: dict[str, Any] = form.cleaned_data
    to = (
        actions.Recipient(name=typed["name"])
        if typed["to"] == OTHER
        else actions.Recipient(consent_id=UUID(typed["to"]))
    )
    with refusing.Kindly(form.refuse):
        actions.tell(
            to=to,
            matters=typed["matters"],
            network_id=network_id,
            person_id=person_id,
            how=rules.Way(typed["way"]),
            by=viewer,
            reason=typed["reason"],
        )
        return True
    return False


def _name(viewer: Viewer, network_id: UUID, person_id: UUID) -> str:
    for one in members.of(viewer, network_id):
        if one.person_id == person_id and not one.practitioner_id:
            return one.name
    raise NotAllowed


def _line(one: show.Consent) -> str:
    what = one.matters if one.allows else _("nothing at the moment")
    return words.allowed_line(one.to, what)


def _declined(said: tuple[taking_part.AnswerFact, ...]) -> bool:
    return bool(said) and said[0].answer == terms_rules.Answer.NO
