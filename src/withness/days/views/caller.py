"""The page of whoever asked for help: who holds the promise, until when, what happens next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.contacts import words
from withness.contacts.actions import adding, ending
from withness.contacts.forms.deeds import More
from withness.contacts.queries import caller as queries
from withness.contacts.rules.caller import Sees
from withness.people.views import here
from withness.service import queries as services
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def caller(request: HttpRequest) -> HttpResponse:
    """Show the caller their promise within promise 8; on POST add to what they said."""
    viewer = here.viewer(request)
    fact = queries.opened(viewer)
    form = More(request.POST if request.method == "POST" else None)
    if request.method == "POST" and fact.may_add and form.is_valid():
        try:
            adding.add(contact_id=fact.contact_id, words=form.cleaned_data["words"], by=viewer)
        except Refusal as refusal:
            form.add_error("words", words.refused(refusal))
        else:
            messages.success(request, _("We have added it to what you wrote."))
            return HttpResponseRedirect(reverse("days:caller"))
    trail.read("contacts.read_as_caller", by=viewer, right=fact.right, about=fact.contact_id)
    return render(request, "days/caller.html", _context(request, fact) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    """Ask once more, then take the request back."""
    viewer = here.viewer(request)
    fact = queries.opened(viewer)
    if fact.sees != Sees.PROMISE or fact.is_over or fact.withdrawn:
        return HttpResponseRedirect(reverse("days:caller"))
    if request.method == "POST":
        ending.take_back(contact_id=fact.contact_id, by=viewer)
        messages.success(request, _("It is written down. Thank you for telling us."))
        return HttpResponseRedirect(reverse("days:caller"))
    return render(request, "web/confirm.html", _question(fact))


def _question(fact: queries.CallerFact) -> dict[str, object]:
    own = fact.may_take_back
    return {
        "leave": True,
        "question": _("Take your request back?") if own else _("Shall we not ring you?"),
        "then": [
            _("Nobody will ring you about it. You can ask again whenever you like.")
            if own
            else _(
                "We write down that you would rather not be rung. The meeting itself is not "
                "called off: only the person it is for can say no to it."
            )
        ],
        "yes": _("Yes, take it back") if own else _("Yes, please do not ring me"),
        "back": _("No, leave it as it is"),
        "back_href": reverse("days:caller"),
    }


def _context(request: HttpRequest, fact: queries.CallerFact) -> dict[str, object]:
    service, now = here.service(request), timezone.now()
    clock = (
        words.clock(fact.asked_at, fact.promised_until, now, service.zone)
        if fact.asked_at and fact.promised_until
        else None
    )
    return {
        "fact": fact,
        "taken_up": fact.sees == Sees.TAKEN_UP,
        "clock": clock,
        "ended": words.TO_CALLER[fact.ended] if fact.ended else "",
        "help_numbers": services.numbers(),
    }
