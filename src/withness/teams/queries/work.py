"""What somebody does in the service: their post and their duties."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone

from withness.service.models.prepared import Prepared
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
    today = timezone.now().date()
    for row in _posts.ask(person_id):
        practitioner_id, team_id, is_peer, left_on, *held = row
        if left_on is None or left_on > today:
            duties = frozenset(duty for duty, has in zip(Duty, held, strict=True) if has)
            return Post(practitioner_id, team_id, is_peer, duties)
    return None


def _has(duty: Duty) -> Exists:
    held = models.Holding.objects.filter(practitioner_id=OuterRef("pk"), duty=duty, until_at=None)
    return Exists(held)


_posts = Prepared(
    lambda person_id: (
        models.Practitioner.objects.filter(person_id=person_id)
        .annotate(**{f"has_{duty}": _has(duty) for duty in Duty})
        .order_by("id")
        .values_list("id", "team_id", "is_peer", "left_on", *(f"has_{duty}" for duty in Duty))
    )
)
