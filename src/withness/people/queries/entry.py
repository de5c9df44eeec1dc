"""Who came in by a link; who signed in works here, and is known by their post."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from withness.people import models, rules


@dataclass(frozen=True, slots=True)
class CameIn:
    """A person who came in, and what their link was made for."""

    person_id: UUID
    language: str
    opens_id: UUID | None = None
    purpose: rules.Purpose | None = None


def by_link(link_id: UUID) -> CameIn | None:
    """Return the person a spent link was made for, None once it is closed."""
    row = (
        models.Link.objects.filter(pk=link_id, revoked_at=None, ends_at__gt=timezone.now())
        .values_list("person_id", "person__language", "opens_id", "purpose")
        .first()
    )
    return CameIn(row[0], row[1], row[2], rules.Purpose(row[3])) if row else None


def by_eyes(person_id: str, opens_id: str | None) -> CameIn | None:
    """Return a person to look through the eyes of; only the demo's bar asks."""
    row = models.Person.objects.filter(pk=person_id).values_list("id", "language").first()
    return CameIn(row[0], row[1], UUID(opens_id) if opens_id else None) if row else None
