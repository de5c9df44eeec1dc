"""Taking due messages, one worker each, and settling what became of them.

A message goes WAITING → SENDING in one transaction before anything leaves the house. If the worker
dies after that, nobody knows whether it went: it becomes UNSURE and is never sent again by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from withness.delivery.models import Message
from withness.delivery.rules import attempts, due
from withness.delivery.rules.outcomes import Outcome, Result
from withness.delivery.rules.states import WAYS, State, Way
from withness.people.queries import persons
from withness.sealing.rules import SealBroken
from withness.service.queries import law
from withness.service.rules.law import Rule

KIND = {way: kind for kind, way in WAYS.items()}


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that this worker, and no other, may send until `claimed_until`."""

    id: UUID
    service_id: UUID
    way: Way
    key: str
    address: str
    subject: str
    body: str
    calendar: str
    calendar_method: str
    attempts: int
    first_id: UUID  # the first message of its thread; its own id where it is the first
    claimed_until: datetime


def any_due(now: datetime, way: Way) -> bool:
    """Whether anything is due by this way."""
    return _due(now, (way,)).exists()


def _due(now: datetime, ways: tuple[Way, ...]) -> QuerySet[Message]:
    """The filter that agrees with `rules.due.may_be_taken`."""
    return Message.objects.filter(state=State.WAITING, way__in=ways, due_at__lte=now)


def take(now: datetime, ways: tuple[Way, ...] = due.BY_MACHINE) -> Taken | None:
    """Claim the message that is due longest and return it, or None where nothing is due.

    One that no key opens stands as failed, and keeps no other.
    """
    while True:
        with transaction.atomic():
            row = (
                _due(now, ways)
                .select_for_update(skip_locked=True, of=("self",))
                .order_by("due_at", "id")
                .first()
            )
            if row is None:
                return None
            try:
                return _claimed(row, now + attempts.LEASE)
            except SealBroken:
                Message.objects.filter(pk=row.pk).update(
                    state=State.FAILED, trouble="sealed", settled_at=now
                )


def _claimed(row: Message, until: datetime) -> Taken:
    taken = Taken(
        id=row.pk,
        service_id=row.service_id,
        way=Way(row.way),
        key=row.key,
        address=row.address or _address_of(row),
        subject=row.subject or "",
        body=row.body or "",
        calendar=row.calendar or "",
        calendar_method=row.calendar_method,
        attempts=row.attempts + 1,
        first_id=_first_of_thread(row),
        claimed_until=until,
    )
    Message.objects.filter(pk=row.pk).update(
        state=State.SENDING, claimed_until=until, attempts=taken.attempts
    )
    return taken


def settle(message: Taken, result: Result, now: datetime) -> None:
    """Write down what became of an attempt; does nothing where a person settled it meanwhile."""
    mine = Message.objects.filter(
        pk=message.id,
        state__in=(State.SENDING, State.UNSURE),
        claimed_until=message.claimed_until,
    )
    pause = attempts.pause(message.attempts) if result.outcome == Outcome.LATER else None
    if pause is not None:
        mine.update(
            state=State.WAITING, due_at=now + pause, claimed_until=None, trouble=result.trouble
        )
        return
    state = {Outcome.SENT: State.SENT, Outcome.UNSURE: State.UNSURE}.get(
        result.outcome, State.FAILED
    )
    mine.update(
        state=state,
        settled_at=None if state == State.UNSURE else now,
        trouble=result.trouble,
    )


def lose_sight(now: datetime) -> int:
    """Mark what a worker took and never settled as unsure; return how many."""
    lost = Message.objects.filter(state=State.SENDING, claimed_until__lt=now)
    return lost.update(state=State.UNSURE, trouble="lost_sight")


def unsure_after_copy() -> int:
    """Mark what was waiting in a copy that was brought back: it may have gone out since.

    Returns how many. Called for all services at once, outside any scope.
    """
    waiting = Message.objects.filter(
        state__in=(State.WAITING, State.SENDING), way__in=due.BY_MACHINE
    )
    return waiting.update(state=State.UNSURE, trouble="from_a_copy", claimed_until=None)


def forget(now: datetime) -> int:
    """Empty the words and addresses of messages settled long ago; return how many.

    How long ago, the law of the place says; where it says nothing, `due.KEPT`.
    """
    days = law.days(Rule.KEEP_MESSAGES, now)
    kept = due.KEPT if days is None else timedelta(days=days)
    old = Message.objects.filter(
        state__in=due.SETTLED, settled_at__lte=now - kept, body__isnull=False
    )
    return old.update(subject=None, body=None, calendar=None, address=None)


def _address_of(row: Message) -> str:
    wanted = KIND[Way(row.way)]
    for reach in persons.reaches_of(row.to_id):
        if reach.kind == wanted and reach.may_write:
            return reach.value
    return ""


def _first_of_thread(row: Message) -> UUID:
    if row.about_id is None:
        return row.pk
    first = (
        Message.objects.filter(about_id=row.about_id, to_id=row.to_id, way=Way.MAIL)
        .order_by("made_at", "id")
        .values_list("id", flat=True)
        .first()
    )
    return first or row.pk
