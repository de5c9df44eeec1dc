"""Forgetting what was sent to somebody."""

from uuid import UUID

from withness.delivery import models
from withness.delivery.actions import outbox
from withness.delivery.rules.states import State
from withness.values.rules.viewer import Viewer

OPEN = (State.WAITING, State.SENDING)


def forget_messages(*, person_id: UUID, by: Viewer) -> None:
    """Empty every message to a person, and call off those that wait.

    That something was sent, when and by which way stays. Called inside the wish's transaction.
    """
    rows = models.Message.objects.filter(to_id=person_id, service_id=by.service_id)
    outbox.call_off_to(person_id=person_id)
    rows.exclude(state__in=OPEN).update(subject=None, body=None, address=None, calendar=None)
