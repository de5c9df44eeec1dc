"""What the law of the service's place says: everybody reads it, one duty writes what follows."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.service.actions import law as actions
from withness.service.queries import law as queries
from withness.service.rules import law as rules
from withness.service.words import law as words
from withness.teams.forms.law import FollowForm
from withness.teams.views import asking
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Duty, Viewer, Way

OURS = "england"  # the one place whose facts we bring so far


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as the page shows it."""

    fact: queries.LawFact
    title: str
    value: str
    place: str


@require_safe
def law(request: HttpRequest) -> HttpResponse:
    """Show what the law of the place says: now, later and before."""
    viewer, now = here.viewer(request), timezone.now()
    history = queries.history(viewer, now)
    groups = [
        (title, [_shown(one) for one in history.now if one.given.rule in these])
        for title, these in words.GROUPS
    ]
    return render(
        request,
        "teams/law.html",
        {
            "base": "web/member.html" if viewer.way == Way.LINK else "web/page.html",
            "groups": [group for group in groups if group[1]],
            "later": [_shown(one) for one in history.later],
            "before": [_shown(one) for one in history.before],
            "silent": not (history.now or history.later or history.before),
            "sets": _may(viewer, Duty.SETTINGS),
            "looks": _may(viewer, Duty.SETTINGS) or _may(viewer, Duty.DATA_PROTECTION),
            "overdue": sum(one.is_overdue for one in history.now),
            "works": viewer.practitioner_id is not None,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Write down what follows a fact, from today or a later day on."""
    viewer, now = here.viewer(request), timezone.now()
    fact = queries.by_id(viewer, fact_id, now)
    if fact is None or not _may(viewer, Duty.SETTINGS):
        raise NotAllowed
    today = rules.day(now, here.service(request).zone)
    form = FollowForm(
        request.POST if request.method == "POST" else None,
        given=fact.given,
        initial=FollowForm.of(fact.given, today),
    )

    def write(_typed: dict[str, Any]) -> None:
        actions.follow(fact_id=fact_id, given=form.typed(), by=viewer)

    if request.method == "POST" and asking.tried(form, write):
        return asking.done(request, reverse("teams:law"), _("It is kept, and holds from its day."))
    return asking.page(
        request,
        form,
        title=words.title(fact.given),
        lead=_("What holds today stays in the list. This follows it."),
        submit=_("Keep this"),
        back=reverse("teams:law"),
    )


@require_POST
def seen(request: HttpRequest, fact_id: UUID) -> HttpResponse:
    """Write down that somebody looked at a fact today."""
    actions.look_again(fact_id=fact_id, by=here.viewer(request))
    return asking.done(request, reverse("teams:law"), _("It is written down that you looked."))


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Bring the facts that come with the house."""
    where = reverse("teams:law")
    try:
        actions.bring(jurisdiction=OURS, by=here.viewer(request))
    except Refusal as refused:
        return asking.not_done(request, where, refused)
    return asking.done(request, where, _("They are there. Please look at each of them."))


def _may(viewer: Viewer, duty: Duty) -> bool:
    return viewer.way == Way.SIGNED_IN and viewer.has(duty)


def _shown(fact: queries.LawFact) -> Shown:
    place = str(words.PLACES.get(fact.jurisdiction, fact.jurisdiction))
    return Shown(fact, words.title(fact.given), words.value(fact.given), place)
