"""What a person does about a message that has not arrived: ring, send again, say that it came."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules import due
from withness.delivery.rules.states import AlreadyGone, NothingToSend, State, Way
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

SETTLING = ("state", "way", "trouble", "settled_at", "told_by")
SENDING = ("due_at", "attempts", "claimed_until")


def send_again(*, message_id: UUID, by: Viewer) -> None:
    """Put a message back to be sent at once; raise `AlreadyGone` or `NothingToSend`."""
    with transaction.atomic():
        row = _open_one(message_id, by, "delivery.send_again")
        if row.way not in due.BY_MACHINE or not row.body:
            raise NothingToSend
        row.state, row.due_at, row.attempts, row.trouble = State.WAITING, timezone.now(), 0, ""
        row.claimed_until = row.settled_at = None
        _keep(row, by, "delivery.send_again")


def arrived(*, message_id: UUID, by: Viewer) -> None:
    """Write down that a message came after all, or that a letter is in the post."""
    with transaction.atomic():
        row = _open_one(message_id, by, "delivery.arrived")
        row.state, row.settled_at = State.SENT, timezone.now()
        _keep(row, by, "delivery.arrived")


def told(*, message_id: UUID, by: Viewer) -> None:
    """Write down that whoever should have got the message was told instead, and by whom."""
    with transaction.atomic():
        row = _open_one(message_id, by, "delivery.told")
        row.state, row.settled_at = State.SENT, timezone.now()
        row.way, row.told_by_id = Way.TOLD, by.person_id
        _keep(row, by, "delivery.told")


def _open_one(message_id: UUID, by: Viewer, deed: str) -> Message:
    """Return a message that nobody has settled and no worker holds, locked until the end."""
    row = Message.objects.select_for_update(of=("self",)).filter(pk=message_id).first()
    if row is None:
        raise NotAllowed
    policy.require(by, deed, row)
    if not _waits_for_somebody(row, timezone.now()):
        raise AlreadyGone
    return row


def _waits_for_somebody(row: Message, now: datetime) -> bool:
    held = row.claimed_until is not None and row.claimed_until >= now
    return row.state in (State.WAITING, State.UNSURE, State.FAILED) or (
        row.state == State.SENDING and not held
    )


def _keep(row: Message, by: Viewer, deed: str) -> None:
    row.save(update_fields=(*SETTLING, *SENDING))
    right = policy.require(by, deed, row)
    trail.did(deed, by=by, right=right, about=row.pk, network=row.network_id)
