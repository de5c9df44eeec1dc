"""A new link for the caller: sent where they said we may write, or shown once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.contacts import words
from withness.contacts.actions import linking
from withness.contacts.forms import deeds
from withness.contacts.queries import contact as queries
from withness.delivery.rules.states import Way
from withness.people.rules import ReachKind
from withness.people.views import here
from withness.values.rules.refusals import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Make the caller's link anew: sent, or shown once to copy and print."""
    viewer = here.viewer(request)
    fact = queries.one(viewer, contact_id)
    ways = _ways(fact)
    form = deeds.Link(
        request.POST if request.method == "POST" else None, ways=ways, initial={"way": ways[-1][0]}
    )
    context = {"fact": fact, "form": form}
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["way"]
        way = Way(chosen) if chosen != deeds.SHOW else None
        try:
            address = linking.anew(contact_id=contact_id, by=viewer, way=way)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, words.refused(refusal))
        else:
            if address:
                shown = context | {"address": address}
                return render(request, "contacts/link_shown.html", shown)
            messages.success(request, _("The link is on its way."))
            return HttpResponseRedirect(reverse("contacts:contact", args=[contact_id]))
    return render(request, "contacts/link.html", context)


def _ways(fact: queries.ContactFact) -> list[tuple[str, str]]:
    kinds = {one.kind for one in fact.reaches if one.may_write}
    ways = [(deeds.SHOW, _("Show it once, to read out, copy or print"))]
    ways += [(Way.MAIL.value, _("By mail"))] if ReachKind.MAIL in kinds else []
    ways += [(Way.SMS.value, _("By text message"))] if ReachKind.PHONE in kinds else []
    return ways
