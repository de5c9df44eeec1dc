"""A member's own page, and what happens in a network meeting."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from withness.consents.queries import mine as consents
from withness.days import words
from withness.days.queries import mine as queries
from withness.days.views import opened
from withness.meetings.rules.states import Answer, Where
from withness.people.views import here
from withness.service import queries as services
from withness.values.rules import wall
from withness.values.rules.viewer import Belonging, Way


@dataclass(frozen=True, slots=True)
class Next:
    """The next meeting in words. `answer` is "" where one is not asked."""

    when: str
    iso: str
    minutes: int
    where: str
    way: str
    video_link: str
    is_under_way: bool
    href: str
    answer_href: str
    answer: str
    has_answered: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One's place in a network, as the page shows it."""

    fact: queries.PlaceFact
    next: Next | None
    past: list[tuple[str, str]]
    is_own: bool
    is_guest: bool


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show a member what is theirs; practitioners are led to their day."""
    viewer, service = here.viewer(request), here.service(request)
    if viewer.practitioner_id is not None:
        return HttpResponseRedirect(reverse("days:day"))
    now = timezone.now()
    found = queries.mine(viewer, now)
    today = wall.wall_time(now, service.zone).date()
    first = next((one.next for one in found.places if one.next and one.next.waits), None)
    places = [_place(one, today, first) for one in found.places]
    context = {
        "name": found.name,
        "own_places": places,
        "several": len(places) > 1,
        "lines": found.lines,
        "spoken": any(one.was_spoken_for for one in found.places),
        "outside": consents.of(viewer, now),
        "belonged_once": found.belonged_once,
        "help_numbers": services.numbers(),
        "opened": opened.lately(viewer, now, service.zone),
    }
    return render(request, "days/mine.html", context)


@require_safe
def what_happens(request: HttpRequest) -> HttpResponse:
    """Show anybody what happens in a network meeting: the service's own words, or ours."""
    service = here.service(request)
    viewer = here.viewer(request)
    by_link = viewer.way == Way.LINK
    own = "days:mine" if viewer.seats else "days:caller"
    context = {
        "own_words": service.what_happens,
        "parts": words.WHAT_HAPPENS,
        "base": "web/member.html" if by_link else "web/page.html",
        "back_href": reverse(own) if by_link else "",
        "works": viewer.practitioner_id is not None,
    }
    return render(request, "days/what_happens.html", context)


def _place(fact: queries.PlaceFact, today: date, first: queries.NextFact | None) -> Place:
    return Place(
        fact,
        _next(fact.next, today, is_first=fact.next is first) if fact.next else None,
        [
            (words.day(one.began.date(), today), reverse("records:record", args=[one.meeting_id]))
            for one in fact.past
        ],
        is_own=fact.belonging == Belonging.CENTRE,
        is_guest=fact.belonging == Belonging.AGENCY,
    )


def _next(one: queries.NextFact, today: date, *, is_first: bool) -> Next:
    asked = one.invitation_id is not None
    online = one.where == Where.ONLINE or one.answer == Answer.ONLINE
    return Next(
        words.day_and_time(one.begins, today),
        one.begins.isoformat(timespec="minutes"),
        one.minutes,
        words.where(one.where, one.where_words, one.place),
        one.way,
        one.video_link if online and one.video_link.startswith("https://") else "",
        one.is_under_way,
        reverse("records:meeting", args=[one.meeting_id]),
        reverse("meetings:answer", args=[one.invitation_id]) if asked else "",
        str(words.ANSWERS[one.answer]) if asked else "",
        has_answered=not one.waits,
        is_first=is_first,
    )
