"""Queueing messages, calling them off, and writing down what was told in person."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from withness.access import policy
from withness.delivery.models import Message
from withness.delivery.rules import neutral
from withness.delivery.rules.states import State, Way
from withness.service import rules as service
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

log = logging.getLogger("withness.delivery")


def queue(
    *,
    service_id: UUID,
    to: UUID,
    way: Way | str,
    key: str,
    subject: str,
    body: str,
    about: UUID | None = None,
    due_at: datetime | None = None,
    address: str | None = None,
    calendar: str | None = None,
    calendar_method: str = "",
    network: UUID | None = None,
) -> UUID:
    """Put a message to one person into the outbox and return its id.

    Called inside the transaction of the deed it tells of: both happen or neither. The same `key`
    is kept once, however often asked, and returns the first message's id. `address` None: looked
    up among the person's ways when it is sent. `network`: whose practitioners see it if it does
    not arrive (None: everybody who works here). A text with a telling word never leaves: the
    message stands as failed, without its words, so that somebody rings instead (promise 20).
    """
    known = Message.objects.filter(key=key).values_list("id", flat=True).first()
    if known is not None:
        return known
    row = Message(
        service_id=service_id,
        to_id=to,
        way=Way(way),
        key=key,
        about_id=about,
        network_id=network,
        address=address,
        subject=subject,
        body=body,
        calendar=calendar,
        calendar_method=calendar_method if calendar else "",
        due_at=due_at or timezone.now(),
    )
    _hold_if_telling(row, subject, body, calendar)
    return _kept_once(row)


def told(
    *,
    service_id: UUID,
    to: UUID,
    key: str,
    about: UUID | None,
    by: Viewer,
    network: UUID | None = None,
) -> UUID:
    """Write down that somebody was told in person or by telephone, by whom, and return its id."""
    with transaction.atomic():
        right = policy.require(by, "delivery.tell")
        now = timezone.now()
        row = Message(
            service_id=service_id,
            to_id=to,
            way=Way.TOLD,
            state=State.SENT,
            key=key,
            about_id=about,
            network_id=network,
            due_at=now,
            settled_at=now,
            told_by_id=by.person_id,
        )
        kept = _kept_once(row)
        if kept == row.pk:
            trail.did("delivery.tell", by=by, right=right, about=about or kept, network=network)
        return kept


def call_off(*, about: UUID) -> int:
    """Call off every message about something that has not gone yet; return how many."""
    waiting = Message.objects.filter(about_id=about, state=State.WAITING)
    return waiting.update(state=State.CALLED_OFF, settled_at=timezone.now())


def call_off_to(*, person_id: UUID, network: UUID | None = None) -> int:
    """Call off every message to somebody that has not gone yet; return how many.

    `network`: only those about it, when somebody leaves; None: all, when somebody has died.
    """
    waiting = Message.objects.filter(to_id=person_id, state=State.WAITING)
    if network is not None:
        waiting = waiting.filter(network_id=network)
    return waiting.update(state=State.CALLED_OFF, settled_at=timezone.now())


def _hold_if_telling(row: Message, *texts: str | None) -> None:
    try:
        neutral.checked(*texts)
        neutral.one_line(row.subject or "")
        neutral.one_line(row.address or "")
    except service.TellsTooMuch as why:
        log.warning("a message held something that must not leave", extra={"code": why.code})
        row.state = State.FAILED
        row.settled_at = timezone.now()
        row.trouble = "tells_too_much"
        row.subject = row.body = row.calendar = None


def _kept_once(row: Message) -> UUID:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        first = Message.objects.filter(key=row.key).values_list("id", flat=True).first()
        if first is None:
            raise
        return first
    return row.pk
