"""Entries held back in the open: writing one, looking at it again, opening it; a peer's choice."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks.queries import members
from withness.people.views import here
from withness.records.actions import held as actions
from withness.records.forms import held as forms
from withness.records.queries import held as queries
from withness.records.queries import page
from withness.records.views import shown
from withness.records.views.line import done
from withness.records.words import held as words
from withness.records.words import refusals
from withness.trail import actions as trail
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging, Viewer

READS_AND_POSTS = ["GET", "HEAD", "POST"]


@require_http_methods(READS_AND_POSTS)
def hold_back(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write an entry that is held back in the open; everybody sees that it exists."""
    viewer = here.viewer(request)
    head = page.head(viewer, meeting_id, to="records.hold_back")
    grounds = queries.offered(viewer, timezone.now())
    form = forms.HoldForm(
        shown.posted(request),
        grounds=[(one.code, one.words) for one in grounds],
        initial={"once": uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.hold_back(meeting_id=meeting_id, by=viewer, **form.cleaned_data)
        except NotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(
                "again_on" if refusal.code == "look_sooner" else None, refusals.sentence(refusal)
            )
        else:
            messages.success(request, _("It is held back. Everybody sees that it exists."))
            return HttpResponseRedirect(reverse("records:record", args=[meeting_id]))
    return render(
        request,
        "records/hold.html",
        shown.base(request)
        | {
            "head": head,
            "form": form,
            "grounds": grounds,
            "asks_peer": viewer.is_peer and not queries.takes_duties_on(viewer),
            "back_href": reverse("records:record", args=[meeting_id]),
        },
        status=422 if form.errors else 200,
    )


@require_safe
def held(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Show one entry: to everybody that it exists, to those who read it what it says."""
    viewer = here.viewer(request)
    fact = _found(request, held_id)
    if fact.is_readable:
        trail.read(
            "records.read_held", by=viewer, right=queries.right(viewer, held_id), about=held_id,
            network=fact.network_id,
        )  # fmt: skip
    return render(
        request,
        "records/held.html",
        shown.base(request)
        | {
            "held": words.shown(fact, here.service(request).zone),
            "words": fact.words,
            "keeps": fact.keeps,
            "again_form": forms.AgainForm() if fact.keeps else None,
            "colleagues_form": _colleagues(viewer, fact) if fact.keeps else None,
            "back_href": reverse("records:record", args=[fact.meeting_id]),
        },
    )


def _found(request: HttpRequest, held_id: UUID) -> queries.HeldFact:
    zone = here.service(request).zone
    fact = queries.one(here.viewer(request), held_id, timezone.now(), zone)
    if fact is None:
        raise NotAllowed
    return fact


def _colleagues(
    viewer: Viewer, fact: queries.HeldFact, typed: "object" = None
) -> forms.ColleaguesForm | None:
    people = [
        (one.person_id, one.name)
        for one in members.of(viewer, fact.network_id)
        if one.belonging == Belonging.PRACTITIONER and one.person_id != viewer.person_id
    ]
    if not people:
        return None
    reads = [str(one) for one in queries.readers(viewer, fact.id)]
    return forms.ColleaguesForm(typed, people=people, initial={"people": reads})


@require_POST
def look_again(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Hold an entry back further, until another day."""
    _kept(request, held_id)
    form = forms.AgainForm(request.POST)
    to = reverse("records:held", args=[held_id])
    if not form.is_valid():
        messages.warning(request, _("Please choose the day on which it is looked at again."))
        return HttpResponseRedirect(to)
    return done(
        request,
        lambda: actions.look_again(
            held_id=held_id, again_on=form.chosen(), by=here.viewer(request)
        ),
        _("You looked at it again. Everybody sees the new day."),
        to,
    )


@require_POST
def let_read(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Choose which colleagues read an entry."""
    viewer = here.viewer(request)
    form = _colleagues(viewer, _kept(request, held_id), request.POST)
    if form is None or not form.is_valid():
        raise NotAllowed
    return done(
        request,
        lambda: actions.let_read(held_id=held_id, people=form.chosen(), by=viewer),
        _("So it is."),
        reverse("records:held", args=[held_id]),
    )


@require_http_methods(READS_AND_POSTS)
def open_it(request: HttpRequest, held_id: UUID) -> HttpResponse:
    """Ask once more, and open an entry to the network; everyone is told."""
    fact = _kept(request, held_id)
    to = reverse("records:held", args=[held_id])
    if request.method == "POST":
        return done(
            request,
            lambda: actions.open_it(held_id=held_id, by=here.viewer(request)),
            _("It is open now. Everyone in the network is told that there is something to read."),
            reverse("records:record", args=[fact.meeting_id]),
        )
    return render(
        request,
        "web/confirm.html",
        shown.base(request)
        | {
            "question": _("Shall this entry be opened?"),
            "then": words.OPENING,
            "yes": _("Open it"),
            "back": _("Not now"),
            "back_href": to,
        },
    )


def _kept(request: HttpRequest, held_id: UUID) -> queries.HeldFact:
    fact = _found(request, held_id)
    if not fact.keeps:
        raise NotAllowed
    return fact


@require_http_methods(READS_AND_POSTS)
def duties(request: HttpRequest) -> HttpResponse:
    """Let a peer choose, for themselves, to take on duties under law, or no longer."""
    viewer = here.viewer(request)
    policy.require(viewer, "records.take_on")
    if request.method == "POST":
        yes = request.POST.get("yes") == "1"
        actions.take_on(yes=yes, by=viewer)
        messages.success(
            request,
            _("Entries under a duty of law are offered to you now.")
            if yes
            else _("No duty of law is offered to you."),
        )
        return HttpResponseRedirect(reverse("records:duties"))
    return render(
        request,
        "records/duties.html",
        shown.base(request) | {"takes_on": queries.takes_duties_on(viewer)},
    )
