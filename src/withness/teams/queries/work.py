"""What somebody does in the service: their post and their duties."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from withness.teams import models
from withness.values.rules.viewer import Duty


@dataclass(frozen=True, slots=True)
class Post:
    """A practitioner's post."""

    practitioner_id: UUID
    team_id: UUID
    is_peer: bool
    duties: frozenset[Duty]


def post_of(person_id: UUID) -> Post | None:
    """Return the post a person has today, with its duties; None where they have none."""
    row = (
        models.Practitioner.objects.filter(person_id=person_id)
        .filter(Q(left_on=None) | Q(left_on__gt=timezone.now().date()))
        .values_list("id", "team_id", "is_peer")
        .first()
    )
    if row is None:
        return None
    held = models.Holding.objects.filter(practitioner_id=row[0], until_at=None)
    duties = frozenset(Duty(duty) for duty in held.values_list("duty", flat=True))
    return Post(row[0], row[1], row[2], duties)
