"""Getting back in after everything was lost: asking, the digits told by voice, and stopping it."""

from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.delivery.actions import codes
from withness.people import forms, words
from withness.people import rules as people
from withness.people.actions import backs, limits
from withness.people.queries import backs as known
from withness.people.rules import back as rules
from withness.service import queries as services
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import nobody
from withness.web.middleware.doorway import House
from withness.web.views import opening

METHODS = ["GET", "HEAD", "POST"]
NOBODY = "nobody"  # nobody was asked: the session says so, the page does not
ASKED_AN_HOUR, HOUR = 10, 3600  # from one machine


@require_http_methods(METHODS)
def ask(request: House) -> HttpResponse:
    """Say what helps when everything is lost, and ask the people somebody named beforehand."""
    form = forms.BackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            limits.spend("links.back_from", opening.machine(request), ASKED_AN_HOUR, HOUR)
            back_id = backs.ask(
                known=typed["known"], new=typed["new"], service_id=request.service.id
            )
        except Refusal as refused:
            form.add_error(None, words.said(refused))
        else:
            if back_id is not None:
                codes.ask_named(back_id=back_id, service=request.service)
            request.session["back"] = str(back_id or f"{NOBODY} {uuid4()}")
            request.session.set_expiry(0)
            return HttpResponseRedirect(reverse("web:back_digits"))
    context = {"form": form, "help_numbers": services.numbers()}
    return render(request, "web/back.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def digits(request: House) -> HttpResponse:
    """Take the digits that the named people tell by voice, and say what happens next."""
    mark = request.session.get("back")
    if not mark:
        raise NotAllowed
    back_id = None if mark.startswith(NOBODY) else UUID(mark)
    form = forms.DigitsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            backs.try_digits(back_id=back_id, typed=form.cleaned_data["digits"], instead=mark)
        except Refusal as refused:
            form.add_error("digits", words.said(refused))
        else:
            return HttpResponseRedirect(reverse("web:back_digits"))
    fact = known.one(back_id) if back_id else None
    waits = fact is not None and fact.state == rules.State.WAITING
    context = {
        "form": form,
        "waits": waits,
        "one_said_yes": bool(fact and fact.yes and not waits),
        "good_from": wall.wall_time(fact.good_from, request.service.zone)
        if fact and fact.good_from
        else None,
    }
    return render(request, "web/back_digits.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
def named(request: House, token: str) -> HttpResponse:
    """Show a button on GET; on POST the digits that a named person tells by voice, or stop it."""
    vouch_id = known.vouch_of(token)
    if vouch_id is None:
        return opening.opens_nothing(request)
    if request.method != "POST":
        return render(request, "web/back_named.html", {"digits": ""})
    try:
        if request.POST.get("deed") == "stop":
            back_id = known.back_of_vouch(vouch_id)
            if back_id is None:
                raise rules.NotOver
            _stop(request, back_id, rules.Stop.NAMED)
            return render(request, "web/back_stopped.html")
        shown = backs.show(token=token)
    except people.TooOften as refused:
        return render(request, "web/back_named.html", {"digits": "", "why": words.said(refused)})
    except Refusal:
        return opening.closed(request)
    return render(request, "web/back_named.html", {"digits": f"{shown[:3]} {shown[3:]}"})


@require_http_methods(METHODS)
def stop(request: House, token: str) -> HttpResponse:
    """Stop a way back from any other way to reach the person: a button on GET, the deed on POST."""
    back_id = known.stopped_by(token)
    if back_id is None:
        return opening.opens_nothing(request)
    if request.method != "POST":
        return render(request, "web/back_stop.html")
    try:
        _stop(request, back_id, rules.Stop.CHANNEL)
    except Refusal:
        return opening.closed(request)
    return render(request, "web/back_stopped.html")


def _stop(request: House, back_id: UUID, who: rules.Stop) -> None:
    backs.stop(back_id=back_id, who=who, by=nobody(request.service.id), right=f"by_{who}")
