"""What somebody does in the service: their post and their duties."""

from dataclasses import dataclass
from uuid import UUID

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
    posts = _posts.ask(person_id)
    row = next((one for one in posts if one[3] is None or one[3] > today), None)
    if row is None:
        return None
    duties = frozenset(Duty(duty) for (duty,) in _duties.ask(row[0]))
    return Post(row[0], row[1], row[2], duties)


_posts = Prepared(
    lambda person_id: (
        models.Practitioner.objects.filter(person_id=person_id)
        .order_by("id")
        .values_list("id", "team_id", "is_peer", "left_on")
    )
)
_duties = Prepared(
    lambda practitioner_id: models.Holding.objects.filter(
        practitioner_id=practitioner_id, until_at=None
    ).values_list("duty")
)
