"""What may be told about somebody one speaks for: said for them, and marked so."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.consents.actions import outside_saying as saying
from withness.consents.actions import speaking as actions
from withness.consents.forms.outside import AgainForm, Refusable
from withness.consents.forms.speaking import GiveForForm, LessForm
from withness.consents.queries import outside as queries
from withness.consents.queries import outside_set
from withness.consents.queries import speaking as spoken
from withness.consents.rules import outside as rules
from withness.consents.views import outside_show as show
from withness.consents.words import outside as words
from withness.networks.words import deciding
from withness.people.views import here, refusing
from withness.values.rules import wall


@require_safe
def for_them(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Show whoever speaks for somebody what may be told about them, without their own words."""
    viewer, now = here.viewer(request), timezone.now()
    fact = spoken.one(viewer, network_id, person_id, now)
    matters = show.own_matters(request)
    found = queries.for_another(viewer, network_id, person_id, now)
    context = {
        "fact": fact,
        "mark": _mark(fact),
        "consents": [show.consent(one, matters, oneself=False) for one in found],
    }
    return render(request, "consents/for_them.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Name somebody outside and say what they may be told about whom one speaks for."""
    viewer = here.viewer(request)
    fact = spoken.one(viewer, network_id, person_id, timezone.now())
    form = GiveForForm(
        request.POST or None,
        matters=_offered(request),
        initial={"day": _usual_day(request)},
    )
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            actions.give(
                network_id=network_id,
                person_id=person_id,
                kind=rules.Kind(form.cleaned_data["kind"]),
                name=form.cleaned_data["name"],
                wish=saying.Wish(**form.values()),
                by=viewer,
            )
            return _kept(request, fact)
    title = _("What may be told about %(name)s?") % {"name": fact.name}
    return _page(request, form, fact, title=title)


@require_http_methods(["GET", "HEAD", "POST"])
def narrow(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Let less be told about whom one speaks for, or for less long."""
    viewer, now = here.viewer(request), timezone.now()
    found = queries.one_for_another(viewer, consent_id, now)
    if found.is_over or found.until is None:
        raise NotAllowed
    fact = spoken.one(viewer, found.network_id, found.person_id, now)
    own = show.own_matters(request)
    form = LessForm(
        request.POST or None,
        matters=[(one, words.matters([one], own, oneself=False)) for one in found.matters],
        initial={"matters": found.matters, "day": found.until.date()},
    )
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            actions.narrow(
                consent_id=consent_id,
                matters=frozenset(form.cleaned_data["matters"]),
                day=form.cleaned_data["day"],
                by=viewer,
            )
            return _kept(request, fact)
    to = words.recipient(found.kind, found.name)
    return _page(request, form, fact, title=_("Let less be told"), to=to)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Let it stand until a later day, for whom one speaks for."""
    viewer, now = here.viewer(request), timezone.now()
    found = queries.one_for_another(viewer, consent_id, now)
    fact = spoken.one(viewer, found.network_id, found.person_id, now)
    form = AgainForm(request.POST or None, initial={"day": _usual_day(request)})
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            actions.look_again(consent_id=consent_id, day=form.cleaned_data["day"], by=viewer)
            return _kept(request, fact)
    shown = show.consent(found, show.own_matters(request), oneself=False)
    title = _("Shall this stand?")
    return _page(request, form, fact, title=title, to=shown.to, what=shown.matters)


@require_POST
def take_back(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """End what may be told about whom one speaks for, at once."""
    viewer, now = here.viewer(request), timezone.now()
    found = queries.one_for_another(viewer, consent_id, now)
    fact = spoken.one(viewer, found.network_id, found.person_id, now)
    actions.take_back(consent_id=consent_id, by=viewer)
    messages.success(request, _("It is taken back. Nothing more is told."))
    return _home(fact)


def _offered(request: HttpRequest) -> list[tuple[str, str]]:
    every = show.offered(request, oneself=False)
    return [one for one in every if one[0] != rules.Matter.OWN_WORDS]


def _usual_day(request: HttpRequest) -> date:
    zone = here.service(request).zone
    return rules.day_in(outside_set.months(), wall.wall_time(timezone.now(), zone).date())


def _mark(fact: spoken.ForFact) -> str:
    return deciding.mark(fact.speaker, fact.name, fact.kind, fact.until)


def _home(fact: spoken.ForFact) -> HttpResponse:
    where = reverse("consents:for_them", args=[fact.network_id, fact.person_id])
    return HttpResponseRedirect(where)


def _kept(request: HttpRequest, fact: spoken.ForFact) -> HttpResponse:
    messages.success(request, _("It is written down, and says that you said it for them."))
    return _home(fact)


def _page(request: HttpRequest, form: Refusable, fact: spoken.ForFact, **more: Any) -> HttpResponse:
    context = {"form": form, "fact": fact, "mark": _mark(fact), **more}
    status = 422 if form.is_bound else 200
    return render(request, "consents/for_form.html", context, status=status)
