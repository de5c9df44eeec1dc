"""One's own page: what may be told, and to whom; and writing it down for somebody."""

import re
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.consents.actions import outside as actions
from withness.consents.actions import outside_saying as saying
from withness.consents.forms.outside import AgainForm, GiveForm, Refusable, WishForm
from withness.consents.queries import outside as queries
from withness.consents.queries import outside_set, research, sharing, speaking
from withness.consents.queries import terms as taking_part
from withness.consents.rules import outside as rules
from withness.consents.views import outside_show as show
from withness.consents.words import outside as words
from withness.networks.queries import members
from withness.people.views import here, refusing
from withness.trail import actions as trail
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show a member what may be told about them, to whom, and what was told."""
    viewer, now = here.viewer(request), timezone.now()
    if viewer.person_id is None or viewer.practitioner_id is not None or not viewer.seats:
        raise NotAllowed
    matters = show.own_matters(request)
    found = [
        (one.network_id, one.centre, show.consent(one, matters, oneself=True))
        for one in queries.own(viewer, now)
    ]
    places = queries.places(viewer)
    here_now = {one.network_id for one in places}
    context = {
        "own_places": [(one, [c for pk, _c, c in found if pk == one.network_id]) for one in places],
        "left": [(centre, one) for pk, centre, one in found if pk not in here_now],
        "several": len(places) > 1,
        "told": show.told(sharing.about_oneself(viewer), matters, viewer),
        "person_id": viewer.person_id,
        "terms": taking_part.current() is not None,
        "studies": bool(research.own(viewer, now)),
        "speaks_for": speaking.for_whom(viewer, now),
    }
    return render(request, "consents/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, network_id: UUID, person_id: UUID) -> HttpResponse:
    """Name somebody outside and say what they may be told; or write down what somebody said."""
    viewer = here.viewer(request)
    oneself = queries.may_give(viewer, network_id, person_id)
    form = GiveForm(
        request.POST or None,
        matters=show.offered(request, oneself=oneself),
        oneself=oneself,
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
                how=form.how,
            )
            return _back(request, network_id, form.how)
    name = "" if oneself else _name(viewer, network_id, person_id)
    return _page(request, form, network_id, name=name, is_new=True)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Change what may be told to somebody; what was said before stays in the history."""
    viewer = here.viewer(request)
    found = queries.one(viewer, consent_id, timezone.now())
    oneself = found.person_id == viewer.person_id
    queries.may_give(viewer, found.network_id, found.person_id)
    if found.taken_back:
        raise NotAllowed
    if not oneself:
        _looked(viewer, found)
    day = found.until.date() if found.until and not found.is_over else _usual_day(request)
    form = WishForm(
        request.POST or None,
        matters=show.offered(request, oneself=oneself),
        oneself=oneself,
        initial={
            "matters": found.matters,
            "own_words": found.own_words,
            "day": day,
            "quiet": found.quiet,
        },
    )
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            wish = saying.Wish(**form.values())
            actions.change(consent_id=consent_id, wish=wish, by=viewer, how=form.how)
            return _back(request, found.network_id, form.how)
    name = "" if oneself else found.person
    to = words.recipient(found.kind, found.name)
    return _page(request, form, found.network_id, name=name, to=to)


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Look again at what one allowed: leave it as it is until a later day, change it, or end it."""
    viewer = here.viewer(request)
    found = queries.one(viewer, consent_id, timezone.now())
    if found.person_id != viewer.person_id or found.taken_back or not found.matters:
        raise NotAllowed
    form = AgainForm(request.POST or None, initial={"day": _usual_day(request)})
    if request.method == "POST" and form.is_valid():
        with refusing.Kindly(form.refuse):
            actions.look_again(consent_id=consent_id, day=form.cleaned_data["day"], by=viewer)
            return _back(request, found.network_id, rules.How.THEMSELVES)
    shown = show.consent(found, show.own_matters(request), oneself=True)
    status = 422 if form.is_bound else 200
    return render(request, "consents/again.html", {"form": form, "one": shown}, status=status)


@require_safe
def history(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Show every word that was said about one consent; nothing of it was written over."""
    viewer = here.viewer(request)
    found = queries.one(viewer, consent_id, timezone.now())
    oneself = found.person_id == viewer.person_id
    if not oneself:
        _looked(viewer, found)
    context = {
        "to": words.recipient(found.kind, found.name),
        "name": "" if oneself else found.person,
        "network_id": found.network_id,
        "rows": show.history(found, show.own_matters(request), oneself=oneself),
        "base": _base(viewer),
    }
    return render(request, "consents/history.html", context)


@require_POST
def take_back(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """End what may be told, at once."""
    viewer = here.viewer(request)
    found = queries.one(viewer, consent_id, timezone.now())
    actions.take_back(consent_id=consent_id, by=viewer)
    messages.success(request, _("It is taken back. Nothing more is told."))
    return _home(request, found.network_id)


@require_POST
def say_yes(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Say yes to what somebody wrote down; a practitioner writes a yes down."""
    return _answer(request, consent_id, yes=True)


@require_POST
def say_no(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Say no to what somebody wrote down; a practitioner writes a no down."""
    return _answer(request, consent_id, yes=False)


def _answer(request: HttpRequest, consent_id: UUID, *, yes: bool) -> HttpResponse:
    viewer = here.viewer(request)
    found = queries.one(viewer, consent_id, timezone.now())
    said = request.POST.get("number", "")
    number = int(said) if re.fullmatch(r"[0-9]{1,9}", said) else 0
    in_room = request.POST.get("how") == rules.How.ROOM
    how = rules.How.ROOM if in_room else rules.How.TELEPHONE
    with refusing.Kindly(lambda why: messages.warning(request, words.refusal(why))):
        if yes:
            actions.say_yes(consent_id=consent_id, number=number, by=viewer, how=how)
        else:
            actions.say_no(consent_id=consent_id, number=number, by=viewer)
        messages.success(request, _("This is kept."))
    return _home(request, found.network_id)


def _looked(viewer: Viewer, found: queries.ConsentFact) -> None:
    right = sharing.may_tell(viewer, found.network_id)
    about, network = found.person_id, found.network_id
    trail.read("consents.read", by=viewer, right=right, about=about, network=network)


def _usual_day(request: HttpRequest) -> object:
    zone = here.service(request).zone
    today = wall.wall_time(timezone.now(), zone).date()
    return rules.day_in(outside_set.months(), today)


def _name(viewer: Viewer, network_id: UUID, person_id: UUID) -> str:
    found = members.of(viewer, network_id)
    return next((one.name for one in found if one.person_id == person_id), "")


def _base(viewer: Viewer) -> str:
    return "web/member.html" if viewer.practitioner_id is None else "web/page.html"


def _home(request: HttpRequest, network_id: UUID) -> HttpResponse:
    if here.viewer(request).practitioner_id is None:
        return HttpResponseRedirect(reverse("consents:own"))
    return HttpResponseRedirect(reverse("consents:network", args=[network_id]))


def _back(request: HttpRequest, network_id: UUID, how: rules.How) -> HttpResponse:
    if how == rules.How.TELEPHONE:
        messages.success(request, _("It is written down. What is new waits for their yes."))
    else:
        messages.success(request, _("This is kept."))
    return _home(request, network_id)


def _page(
    request: HttpRequest,
    form: Refusable,
    network_id: UUID,
    *,
    name: str,
    to: str = "",
    is_new: bool = False,
) -> HttpResponse:
    viewer = here.viewer(request)
    works = viewer.practitioner_id is not None
    back = reverse("consents:network", args=[network_id]) if works else reverse("consents:own")
    context = {
        "form": form,
        "name": name,
        "to": to,
        "is_new": is_new,
        "back_href": back,
        "base": _base(viewer),
    }
    return render(request, "consents/form.html", context, status=422 if form.is_bound else 200)
