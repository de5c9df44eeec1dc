"""Which account a person signs in with. Asked by actions and by those who keep accounts."""

from collections.abc import Iterable
from uuid import UUID

from withness.people import models


def of_person(person_id: UUID) -> UUID | None:
    """Return the id of a person's account, or None."""
    return models.Person.objects.filter(pk=person_id).values_list("account_id", flat=True).first()


def addresses_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the work addresses with which those persons sign in, in two queries.

    One that waits for its owner's yes looks like any other: nobody here is to know.
    """
    wanted = set(ids)
    rows = models.Person.objects.filter(pk__in=wanted, account__isnull=False)
    waiting = models.Joining.objects.filter(person_id__in=wanted)
    return {one.person_id: one.address for one in waiting} | dict(
        rows.values_list("id", "account__email")
    )
