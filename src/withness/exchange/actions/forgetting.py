"""Asking to be forgotten, thinking again, and carrying it out a week later."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts.actions import forgetting as contacts
from withness.delivery import words as letters
from withness.delivery.actions import forgetting as delivery
from withness.delivery.actions import outbox, telling
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way as Ways
from withness.exchange import models
from withness.exchange.actions import unsaying
from withness.exchange.queries import wishes
from withness.exchange.rules import forgetting as rules
from withness.exchange.rules.forgetting import Category
from withness.meetings.actions import forgetting as meetings
from withness.networks.models import Death, Membership
from withness.networks.queries import seats
from withness.people.actions import forgetting as people
from withness.people.models import Person
from withness.service import queries as services
from withness.service.queries import law
from withness.service.rules.law import Rule
from withness.teams.actions import forgetting as teams
from withness.trail import actions as trail
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer, Way

KEPT_FOR = {Category.CALL: Rule.KEEP_RECORD, Category.NAME: Rule.KEEP_RECORD}
SOMEBODY = "\N{HORIZONTAL ELLIPSIS}"  # stands where a name stood: in every language the same


def ask(*, person_id: UUID, categories: Iterable[str], by: Viewer) -> UUID:
    """Write down that somebody wants to be forgotten, and return the wish's id.

    It is carried out in a week; every way to reach the person is told at once, so that they can
    call it off if it was not they who asked. Raises `NothingChosen`, `WaitsAlready`, `NotAllowed`.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(pk=person_id).first()
        if person is None or by.person_id is None:
            raise NotAllowed
        right = policy.require(by, "exchange.wish_to_be_forgotten", person)
        chosen = rules.chosen(list(categories), wishes.whose_wish(person_id))
        now = timezone.now()
        wish = models.Wish(
            service_id=by.service_id, person=person, categories=list(chosen),
            written_by_id=by.person_id, asked_at=now, due_at=rules.due(now),
        )  # fmt: skip
        try:
            with transaction.atomic():
                wish.save(force_insert=True)
        except IntegrityError:
            raise rules.WaitsAlready from None
        telling.every_way(person=person, key=f"wish:{wish.pk}", about=wish.pk)
        if by.person_id != person_id:
            _tell_colleagues(wish, by.person_id)
        trail.did("exchange.wish_to_be_forgotten", by=by, right=right, about=person_id)
        return wish.pk


def _tell_colleagues(wish: models.Wish, writer_id: UUID) -> None:
    """Tell the other practitioners beside somebody that a wish was written down for them.

    It may be that nobody else can hear of it; each of them can call it off.
    """
    service = services.by_id(wish.service_id)
    own = Membership.objects.filter(person_id=wish.person_id, left_at=None).values("network_id")
    beside = Membership.objects.filter(
        network_id__in=own, left_at=None, practitioner__isnull=False
    ).exclude(person_id__in=[writer_id, wish.person_id])
    for one, language in set(beside.values_list("person_id", "person__language")):
        link = services.address(service.slug, "exchange:forget_for", wish.person_id)
        notice = Notice(language=language, sender_name=service.sender_name, link=link)
        subject, body = letters.look_at_network(notice)
        outbox.queue(
            service_id=service.id, to=one, way=Ways.MAIL, key=f"wish:{wish.pk}:{one}",
            subject=subject, body=body, about=wish.pk,
        )  # fmt: skip


def leave_it(*, wish_id: UUID, by: Viewer) -> None:
    """Leave everything as it is. Raises `TooLate` where the wish was carried out meanwhile."""
    with transaction.atomic():
        wish = models.Wish.objects.select_for_update().filter(pk=wish_id).first()
        if wish is None:
            raise NotAllowed
        right = policy.require(by, "exchange.leave_as_it_is", wish)
        if wish.done_at is not None or wish.left_at is not None:
            raise rules.TooLate
        wish.left_at = timezone.now()
        wish.save(update_fields=["left_at"])
        trail.did("exchange.leave_as_it_is", by=by, right=right, about=wish.person_id)


def carry_out(*, now: datetime, zone: str) -> int:
    """Carry out every wish of the service in scope whose week is over; return how many."""
    ids = models.Wish.objects.filter(left_at=None, done_at=None, due_at__lte=now)
    done = 0
    for wish_id in list(ids.order_by("due_at").values_list("id", flat=True)):
        with transaction.atomic():
            wish = models.Wish.objects.select_for_update().get(pk=wish_id)
            if wish.left_at is not None or wish.done_at is not None:
                continue
            if Death.objects.filter(person_id=wish.person_id, undone_at=None).exists():
                wish.left_at = now  # the words of the dead stay as they are
                wish.save(update_fields=["left_at"])
                continue
            _carry_out(wish, now, zone)
            done += 1
    return done


def destroy(*, now: datetime, zone: str) -> int:
    """Destroy what was sealed until today, in the service in scope; return how many rows."""
    today = wall.wall_time(now, zone).date()
    rows = models.Sealed.objects.filter(destroyed_at=None, until_on__lte=today)
    return rows.update(kept=None, destroyed_at=now)


def _carry_out(wish: models.Wish, now: datetime, zone: str) -> None:
    one = wish.person_id
    by = Viewer(service_id=wish.service_id, way=Way.LINK, person_id=one, seats=seats.of_person(one))
    whose = wishes.whose_wish(one)
    for category in Category:
        outcome = rules.outcome(category, whose)
        if category in wish.categories and outcome.fate != rules.Fate.KEPT:
            stood = _forget(category, one, by)
            if outcome.fate == rules.Fate.SEALED and stood:
                _seal(wish, category, stood, now, zone)
    wish.done_at = now
    wish.save(update_fields=["done_at"])
    trail.did("exchange.wish_to_be_forgotten", by=by, right="is_oneself", about=one)


def _forget(category: Category, one: UUID, by: Viewer) -> object:
    """Take a category away; return what has to be kept sealed of it, if anything."""
    match category:
        case Category.CALL:
            return contacts.forget_calls(person_id=one, by=by)
        case Category.WORDS:
            unsaying.take_all_back(by=by)  # the record seals and destroys them itself
        case Category.ANSWERS:
            meetings.forget_answers(person_id=one, by=by)
        case Category.MESSAGES:
            delivery.forget_messages(person_id=one, by=by)
        case Category.CALENDAR:
            teams.forget_calendars(person_id=one, by=by)
        case Category.REACH:
            people.forget_reaches(person_id=one, by=by)
        case Category.NAME:
            return people.forget_name(person_id=one, instead=SOMEBODY, by=by)
        case Category.LINK:
            people.end_ways_in(person_id=one, by=by)
    return None


def _seal(wish: models.Wish, category: Category, stood: object, now: datetime, zone: str) -> None:
    today = wall.wall_time(now, zone).date()
    models.Sealed(
        service_id=wish.service_id,
        person_id=wish.person_id,
        category=category,
        kept=json.dumps(stood, ensure_ascii=False),
        sealed_at=now,
        until_on=rules.destroyed_on(today, law.days(KEPT_FOR[category], now)),
    ).save(force_insert=True)
