"""Which account a person signs in with. Asked by actions and by those who keep accounts."""

from collections.abc import Iterable
from uuid import UUID

from withness.people import models


def of_person(person_id: UUID) -> UUID | None:
    """Return the id of a person's account, or None."""
    return models.Person.objects.filter(pk=person_id).values_list("account_id", flat=True).first()


def addresses_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the work addresses of those persons who can sign in, in one query."""
    rows = models.Person.objects.filter(pk__in=set(ids), account__isnull=False)
    return dict(rows.values_list("id", "account__email"))
