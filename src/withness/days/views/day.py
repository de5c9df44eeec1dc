"""My day: the first page of a practitioner."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from withness.access.rules import NotAllowed
from withness.contacts import words as contact_words
from withness.contacts.queries import promises
from withness.days import words
from withness.days.queries import coming
from withness.days.queries import day as queries
from withness.days.views import opened, waiting
from withness.meetings.rules.states import Answer, State
from withness.networks.rules.states import State as NetworkState
from withness.people.views import here
from withness.values.rules.viewer import Way

DAYS = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting as the page shows it."""

    time: str
    iso: str
    href: str
    network: str
    where: str
    small: tuple[str, ...]
    is_now: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its meetings."""

    name: str
    is_today: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A promise the viewer holds, with its times in words."""

    fact: promises.PromiseFact
    clock: contact_words.Clock
    find_href: str
    href: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Network:
    """A network the viewer belongs to, and when it meets next."""

    href: str
    name: str
    sentence: str


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """Show a practitioner their day; members are led to their own page."""
    viewer, service = here.viewer(request), here.service(request)
    if viewer.practitioner_id is None:
        if viewer.way == Way.LINK and viewer.seats:
            return HttpResponseRedirect(reverse("days:mine"))
        raise NotAllowed
    now = timezone.now()
    found = queries.day(viewer, now, service.zone)
    today = found.today.date()
    days = _days(found, today)
    when = cache(partial(words.day_and_time, now=today))
    asked_today = [one for one in found.meetings if one.own and one.begins.date() == today]
    context = {
        "said": words.today(len(asked_today)),
        "date": found.today,
        "promises": _promises(found, now, service.zone),
        "days": days,
        "waiting": waiting.waiting(found, now, when),
        "networks": _networks(found, when),
        "opened": opened.lately(viewer, now, service.zone),
    }
    return render(request, "days/day.html", context)


def _days(found: queries.DayFact, today: date) -> list[Day]:
    rows: dict[date, list[Row]] = defaultdict(list)
    for one in found.meetings:
        of = one.begins.date()
        ahead = of < today + timedelta(days=DAYS)
        held_before = one.state == State.HELD and of != today
        if one.own is not None and ahead and not held_before:
            rows[max(of, today)].append(_row(one, one.own))
    rows[today] = rows[today]  # today stands there, empty or not
    return [Day(words.day(of, today), of == today, tuple(rows[of])) for of in sorted(rows)]


def _row(one: coming.ComingFact, own: coming.AskedFact) -> Row:
    small = [
        f"{words.company(*_company(one))} {words.which_meeting(one.number)}.",
        words.of_own_part(own.answer, is_cover=own.is_cover),
        words.of_state(one.state, stays_open=one.something_stays_open),
    ]
    return Row(
        words.time(one.begins),
        one.begins.isoformat(timespec="minutes"),
        _meeting(one.meeting_id, one.state),
        one.network,
        words.where(one.where, one.where_words, one.place),
        tuple(sentence for sentence in small if sentence),
        one.state == State.UNDER_WAY,
    )


def _company(one: coming.ComingFact) -> tuple[list[str], list[str]]:
    """Return the names of colleagues who belong and come, and of those who stand in."""
    come = [who for who in one.colleagues if who.answer != Answer.NOT_NOW]
    return (
        [who.name for who in come if not who.is_cover],
        [who.name for who in come if who.is_cover],
    )


def _meeting(meeting_id: UUID, state: State) -> str:
    route = "meetings:meeting" if state == State.AGREED else "records:meeting"
    return reverse(route if state != State.HELD else "records:record", args=[meeting_id])


def _promises(found: queries.DayFact, now: datetime, zone: str) -> list[Held]:
    return [
        Held(
            fact,
            contact_words.clock(fact.asked_at, fact.promised_until, now, zone),
            reverse("meetings:arrange", args=[fact.network_id])
            if fact.network_id
            else reverse("contacts:gather", args=[fact.contact_id]),
            reverse("contacts:contact", args=[fact.contact_id]),
            strong=number == 0,
        )
        for number, fact in enumerate(found.promises)
    ]


def _networks(found: queries.DayFact, when: waiting.When) -> list[Network]:
    address, said = here.addresses("networks:network"), words.of_next()
    return [
        Network(
            address(one.network_id),
            one.name,
            said.next % {"next": when(one.next_begins)}
            if one.next_begins
            else said.rests
            if one.state == NetworkState.RESTING
            else said.nothing,
        )
        for one in found.networks
    ]
