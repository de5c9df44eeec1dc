"""A practitioner takes a call or a referral and writes it down in the caller's words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access import policy
from withness.contacts import words
from withness.contacts.actions import asking
from withness.contacts.forms.asking import Call, to_choose
from withness.contacts.rules import said, states
from withness.people.views import here
from withness.service import queries as services
from withness.values.rules.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Write a call down; whoever took it holds the promise from this moment on."""
    viewer, codes = here.viewer(request), here.service(request).languages
    policy.require(viewer, "contacts.write_down")
    posted = request.POST if request.method == "POST" else None
    asks_for_one = posted is None or bool(posted.get("near"))
    form = Call(posted, codes=codes, teams=to_choose() if asks_for_one else ())
    if posted is not None and not form.is_valid():
        form = Call(posted, codes=codes, teams=to_choose())  # shown again, whole
    elif posted is not None:
        got = form.cleaned_data
        try:
            asked = asking.write_down(
                words=form.said(),
                once=form.sent_once(),
                route=states.Route(got["route"]),
                link_by=said.LinkBy(got["link_by"]),
                by=viewer,
                team_id=form.near(),
            )
        except Refusal as refusal:
            form = Call(posted, codes=codes, teams=to_choose())
            form.add_error(None, words.refused(refusal))
        else:
            messages.success(request, _("It is written down, and you hold the promise."))
            where = reverse("contacts:contact", args=[asked.contact_id])
            return HttpResponseRedirect(where)
    context = {"form": form, "help_numbers": services.numbers()}
    return render(request, "contacts/call.html", context)
