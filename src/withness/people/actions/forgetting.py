"""Forgetting who somebody is, how they are reached, and every way in."""

from uuid import UUID

from django.utils import timezone

from withness.people import models
from withness.values.rules.viewer import Viewer


def forget_reaches(*, person_id: UUID, by: Viewer) -> None:
    """Destroy every way to reach a person, and whom they named to help them back in."""
    models.Reach.objects.filter(person_id=person_id, service_id=by.service_id).delete()
    models.Trusted.objects.filter(person_id=person_id, service_id=by.service_id).delete()
    models.Back.objects.filter(person_id=person_id, service_id=by.service_id).delete()


def forget_name(*, person_id: UUID, instead: str, by: Viewer) -> str:
    """Put other words in place of a person's name, and return the name that stood there."""
    person = models.Person.objects.select_for_update().get(pk=person_id, service_id=by.service_id)
    name = str(person.name)
    person.name = instead
    person.save(update_fields=["name"])
    return name


def end_ways_in(*, person_id: UUID, by: Viewer) -> None:
    """End every link and every visit of a person at once."""
    now = timezone.now()
    rows = {"person_id": person_id, "service_id": by.service_id}
    models.Link.objects.filter(**rows, revoked_at=None).update(revoked_at=now)
    models.Visit.objects.filter(**rows, ended_at=None).update(ended_at=now)
    models.Proof.objects.filter(**rows).delete()
