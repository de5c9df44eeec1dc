"""Who holds a promise, and who held it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.contacts import models
from withness.people.queries import persons
from withness.service.models.prepared import Prepared

COLUMNS = (
    "id", "contact_id", "holder_id", "holder__person_id", "holder__person__name", "from_at",
    "until_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HolderFact:
    """One stretch of holding, with the holder's name."""

    holding_id: UUID
    contact_id: UUID
    holder_id: UUID
    person_id: UUID
    name: str
    from_at: datetime
    until_at: datetime | None


def now(contact_ids: Iterable[UUID]) -> dict[UUID, HolderFact]:
    """Return who holds each of those promises now, in one query."""
    return {row[1]: _fact(*row) for row in _now.ask(list(contact_ids))}


_now = Prepared(
    lambda ids: models.Holding.objects.filter(contact_id__in=ids, until_at=None).values_list(
        *COLUMNS
    )
)


def of_contact(contact_id: UUID) -> tuple[HolderFact, ...]:
    """Return everybody who held or holds one promise, in order."""
    rows = models.Holding.objects.filter(contact_id=contact_id).order_by("from_at", "id")
    return tuple(_fact(*row) for row in rows.values_list(*COLUMNS))


def _fact(
    holding_id: UUID,
    contact_id: UUID,
    holder_id: UUID,
    person_id: UUID,
    name: bytes,
    from_at: datetime,
    until_at: datetime | None,
) -> HolderFact:
    opened = persons.open_name(person_id, name)
    return HolderFact(holding_id, contact_id, holder_id, person_id, opened, from_at, until_at)
