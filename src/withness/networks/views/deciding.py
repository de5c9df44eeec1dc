"""When it is hard: who is young, who speaks for whom, who was removed, who has died."""

from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.networks.actions import removing, speaking, young
from withness.networks.forms import deciding as forms
from withness.networks.queries import deciding, members, networks, rights
from withness.networks.queries import speaking as queries
from withness.networks.rules import deciding as rules
from withness.networks.views import confirming
from withness.networks.views.network import one_of
from withness.networks.views.people import METHODS
from withness.networks.words import deciding as words
from withness.people.views import here
from withness.service.queries import law
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Viewer


@require_safe
def hard(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show what stands in a network where deciding is hard, as far as one may read it."""
    viewer = here.viewer(request)
    fact = networks.one(viewer, network_id)
    right = rights.of(viewer, network_id)
    found = deciding.of(viewer, network_id)
    trail.read("networks.hard", by=viewer, right=right.read, about=network_id, network=network_id)
    proxies = [(one, _mark(one), _scopes(one.scopes)) for one in found.proxies]
    page = {
        "network": fact,
        "young": [(one, _scopes(one.alone)) for one in found.young],
        "now": [row for row in proxies if row[0].ended_at is None],
        "before": [row for row in proxies if row[0].ended_at is not None],
        "removals": found.removals,
        "deaths": found.deaths,
        "nothing": not (found.young or proxies or found.removals or found.deaths),
        "own": right.as_what == Belonging.CENTRE,
        "may": right.change_people,
        "people": _people(viewer, network_id) if right.change_people else [],
        "you": viewer.person_id,
        "leave": viewer.practitioner_id is None,
    }
    return render(request, "networks/hard.html", page)


@require_http_methods(METHODS)
def say_young(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask from which month on somebody decides alone; no date of birth."""
    viewer = here.viewer(request)
    member = one_of(viewer, network_id, person_id)
    if not rights.on_place(viewer, network_id, person_id).say_young:
        raise NotAllowed
    today = queries.today_of(viewer.service_id, timezone.now())
    form = forms.Young(confirming.posted(request), today=today, initial={"year": today.year + 1})
    deed = confirming.carried_out(
        form,
        lambda: young.say(network_id=network_id, person_id=person_id, until=form.until, by=viewer),
    )
    if deed:
        return confirming.done(request, network_id, _("It is written down. They can change it."))
    return confirming.page(
        request,
        form,
        network_id,
        question=_("Until when is %(name)s under age?") % {"name": member.name},
        then=[_("We ask for no date of birth."), _("From that month on it ends by itself.")],
        yes=_("Write it down"),
    )


@require_http_methods(METHODS)
def young_alone(request: HttpRequest, young_id: UUID) -> HttpResponse:
    """Write down what somebody young decides alone, or that it no longer holds."""
    viewer = here.viewer(request)
    fact = deciding.young(viewer, young_id)
    if not fact.may_change:
        raise NotAllowed
    if request.method == "POST" and request.POST.get("deed") == "end":
        young.end(young_id=young_id, by=viewer)
        return confirming.done(request, fact.network_id, _("It has ended."))
    form = forms.Alone(
        confirming.posted(request), initial={"alone": [str(one) for one in fact.alone]}
    )
    deed = confirming.carried_out(
        form, lambda: young.decide(young_id=young_id, alone=form.scopes, by=viewer)
    )
    if deed:
        return confirming.done(request, fact.network_id, _("It is written down."))
    return confirming.page(
        request,
        form,
        fact.network_id,
        question=_("What does %(name)s decide alone?") % {"name": fact.name},
        then=[_("What they understand, they decide. No parent decides it for them then.")],
        yes=_("Write it down"),
        template="networks/young.html",
    )


@require_http_methods(METHODS)
def name_proxy(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Ask who speaks for somebody, for what and until when."""
    viewer = here.viewer(request)
    member = one_of(viewer, network_id, person_id)
    if not rights.on_place(viewer, network_id, person_id).name_proxy:
        raise NotAllowed
    own = viewer.person_id == person_id
    form = forms.Speaks(
        confirming.posted(request),
        speakers=[
            (one.person_id, one.name)
            for one in members.of(viewer, network_id)
            if one.belonging in rules.SPEAKS and one.person_id != person_id
        ],
        kinds=[] if own else _kinds(network_id, person_id),
    )
    deed = confirming.carried_out(
        form,
        lambda: speaking.name(network_id=network_id, person_id=person_id, by=viewer, **form.values),
    )
    if deed:
        return confirming.done(request, network_id, _("It is written down, and both are told."))
    title = _("Who speaks for you?") if own else _("Who speaks for %(name)s?")
    return confirming.page(
        request,
        form,
        network_id,
        question=title if own else title % {"name": member.name},
        then=[
            _("They open nobody's words and change none."),
            _("Whatever they do for somebody says so, with their name and the last day."),
        ],
        yes=_("Write it down"),
    )


@require_http_methods(METHODS)
def end_proxy(request: HttpRequest, proxy_id: UUID) -> HttpResponse:
    """End that somebody speaks for another; practitioners say why."""
    viewer = here.viewer(request)
    fact = deciding.proxy(viewer, proxy_id)
    if not fact.may_end:
        raise NotAllowed
    concerned = fact.is_own or fact.speaks
    form = (
        django_forms.Form(confirming.posted(request))
        if concerned
        else forms.Why(confirming.posted(request))
    )
    deed = confirming.carried_out(
        form,
        lambda: speaking.end(
            proxy_id=proxy_id, by=viewer, reason=form.cleaned_data.get("reason", "")
        ),
    )
    if deed:
        return confirming.done(request, fact.network_id, _("It has ended."))
    return confirming.page(
        request,
        form,
        fact.network_id,
        question=_("Shall this end now?"),
        then=[_mark(fact)],
        yes=_("End it"),
    )


@require_http_methods(METHODS)
def removal(request: HttpRequest, removal_id: UUID) -> HttpResponse:
    """Show why somebody was removed; the person at the centre decides who reads it."""
    viewer = here.viewer(request)
    fact = deciding.removal(viewer, removal_id)
    asks = ""
    if not fact.may_open:
        asks = _("How did the person at the centre say that they may come back?")
    form = forms.Back(confirming.posted(request), asks=asks)
    if request.method == "POST":
        what = request.POST.get("deed", "")
        if what in ("open", "close"):
            removing.open_to_network(
                removal_id=removal_id, network_may_read=what == "open", by=viewer
            )
            return confirming.done(request, fact.network_id, _("It is written down."))
        if confirming.carried_out(
            form, lambda: removing.let_back(removal_id=removal_id, by=viewer, said=form.said)
        ):
            return confirming.done(request, fact.network_id, _("They can be named again."))
    page = {"removal": fact, "form": form, "leave": viewer.practitioner_id is None}
    return render(request, "networks/removal.html", page, status=422 if form.errors else 200)


def _kinds(network_id: UUID, person_id: UUID) -> list[rules.As]:
    """Return as what somebody can speak: what the law of the place knows, and by their word."""
    known = law.says(timezone.now())
    is_young = queries.is_young(network_id, person_id)
    return [
        kind
        for kind in rules.As
        if kind == rules.As.NAMED
        or (rules.LAW[kind] in known and (is_young or kind != rules.As.PARENT))
    ]


def _people(viewer: Viewer, network_id: UUID) -> list[members.MemberFact]:
    return [one for one in members.of(viewer, network_id) if not one.practitioner_id]


def _mark(one: deciding.ProxyFact) -> str:
    return words.mark(one.speaker_name, one.name, one.kind, one.until_on)


def _scopes(scopes: frozenset[rules.Scope]) -> list[str]:
    return [str(words.SCOPES[scope]) for scope in rules.Scope if scope in scopes]
