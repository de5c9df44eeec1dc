"""Naming people one trusts, beforehand, to help one back in."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people import models, rules
from withness.people.actions import agreed, telling
from withness.people.queries import persons
from withness.people.rules import back
from withness.people.rules.changes import What
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def name(*, called: str, kind: rules.ReachKind, value: str, by: Viewer) -> UUID:
    """Name somebody, and return the id. Raises `EnoughNamed`, `TooLong`."""
    with transaction.atomic():
        person, right = agreed.oneself(by)
        rows = models.Trusted.objects.select_for_update().filter(person=person, ended_at=None)
        if len(list(rows)) >= back.MOST_NAMED:
            raise back.EnoughNamed
        row = models.Trusted(
            service_id=by.service_id,
            person=person,
            name=text.kept(called, text.NAME),
            kind=kind,
            value=value,
            made_at=timezone.now(),
        )
        row.save(force_insert=True)
        telling.changed(service_id=by.service_id, person_id=person.pk, what=What.NAMED)
        trail.did("people.name", by=by, right=right, about=row.pk)
        return row.pk


def end(*, trusted_id: UUID, by: Viewer) -> None:
    """Take back whom one named."""
    with transaction.atomic():
        row = models.Trusted.objects.filter(pk=trusted_id).first()
        if row is None:
            raise NotAllowed
        right = policy.require(by, "people.end_named", row)
        _end(row)
        trail.did("people.end_named", by=by, right=right, about=row.pk)


def end_for(*, people_ids: Iterable[UUID], reached_as: UUID) -> None:
    """Ask somebody no longer to help these people back in; called when they are removed.

    They are known by the ways to reach them. Whoever named them is told, and can name them anew.
    """
    known = {one.value.casefold() for one in persons.reaches_of(reached_as)}
    rows = models.Trusted.objects.select_for_update().filter(
        person_id__in=list(people_ids), ended_at=None
    )
    for row in rows:
        if row.value.casefold() in known:
            _end(row)


def _end(row: models.Trusted) -> None:
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    left = models.Trusted.objects.filter(person_id=row.person_id, ended_at=None).count()
    models.Proof.objects.filter(person_id=row.person_id, must_say_yes__gt=max(left, 1)).update(
        must_say_yes=max(left, 1)
    )
    telling.changed(service_id=row.service_id, person_id=row.person_id, what=What.NAMED)


def need(*, how_many: int, by: Viewer) -> None:
    """Keep how many of them must say yes, one or two. Raises `NotThatMany`."""
    with transaction.atomic():
        person, right = agreed.oneself(by)
        named = models.Trusted.objects.filter(person=person, ended_at=None).count()
        wanted = back.needed(named, how_many)
        row, _made = models.Proof.objects.get_or_create(
            person=person, defaults={"service_id": by.service_id}
        )
        row.must_say_yes = wanted
        row.save(update_fields=["must_say_yes"])
        telling.changed(service_id=by.service_id, person_id=person.pk, what=What.NAMED)
        trail.did("people.change_door", by=by, right=right, about=person.pk)
