"""Changing how oneself can be reached."""

from uuid import UUID

from django.db import transaction

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people import models, rules
from withness.people.actions import persons, telling
from withness.people.rules.changes import What
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def add(
    *, kind: rules.ReachKind, value: str, when_safe: str = "", may_write: bool = True, by: Viewer
) -> UUID:
    """Add a way to reach oneself and return its id; the same way is written once.

    Raises `NotAMailAddress`, `NotATelephone`.
    """
    with transaction.atomic():
        person = models.Person.objects.filter(pk=by.person_id).first() if by.person_id else None
        if person is None:
            raise NotAllowed
        right = policy.require(by, "people.read_own", person)
        reach_id = persons.reach(
            service_id=by.service_id,
            person_id=person.pk,
            kind=kind,
            value=value,
            when_safe=when_safe,
        )
        models.Reach.objects.filter(pk=reach_id).update(may_write=may_write)
        trail.did("people.add_reach", by=by, right=right, about=reach_id)
    return reach_id


def change(*, reach_id: UUID, when_safe: str, may_write: bool, by: Viewer) -> None:
    """Change when a way of reaching oneself is safe, and whether messages may go there."""
    with transaction.atomic():
        reach = _own(reach_id)
        right = policy.require(by, "people.change_reach", reach)
        reach.when_safe = text.kept(when_safe, text.SHORT) or None
        reach.may_write = may_write
        reach.save(update_fields=["when_safe", "may_write"])
        trail.did("people.change_reach", by=by, right=right, about=reach_id)


def end(*, reach_id: UUID, by: Viewer) -> None:
    """Take a way of reaching oneself away; nothing goes there any more."""
    with transaction.atomic():
        reach = _own(reach_id)
        right = policy.require(by, "people.change_reach", reach)
        gone = rules.ReachKind(reach.kind), reach.value
        may_hear = reach.may_write
        telling.changed(
            service_id=reach.service_id,
            person_id=reach.person_id,
            what=What.REACH,
            gone=gone if may_hear else None,
        )
        reach.delete()
        trail.did("people.end_reach", by=by, right=right, about=reach_id)


def _own(reach_id: UUID) -> models.Reach:
    reach = models.Reach.objects.filter(pk=reach_id).first()
    if reach is None:
        raise NotAllowed
    return reach
