"""Writing down what somebody is told of on every other way to reach them."""

from uuid import UUID

from django.utils import timezone

from withness.people import models, rules
from withness.people.rules import changes


def told(*, change_id: UUID) -> bool:
    """Mark a change as told, in the caller's transaction; False where somebody else has."""
    waiting = models.Change.objects.filter(pk=change_id, told_at=None)
    return waiting.update(told_at=timezone.now()) == 1


def changed(
    *,
    service_id: UUID,
    person_id: UUID,
    what: changes.What,
    reach_id: UUID | None = None,
    back_id: UUID | None = None,
    gone: tuple[rules.ReachKind, str] | None = None,
) -> None:
    """Write a change down, inside its deed; the post is told of it by the worker.

    `reach_id`: the way it is about, which is not told itself. `gone`: kind and value of a way that
    was taken away just now; it hears of it once more.
    """
    models.Change(
        service_id=service_id,
        person_id=person_id,
        what=what,
        reach_id=reach_id,
        back_id=back_id,
        gone_kind=gone[0] if gone else "",
        gone=gone[1] if gone else None,
        at=timezone.now(),
    ).save(force_insert=True)
