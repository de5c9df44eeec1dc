"""What somebody is to be told of, and on which ways; for the post alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.people import models, rules
from withness.people.queries import backs, persons, proving


@dataclass(frozen=True, slots=True)
class ToTell:
    """One change, and every other way to tell of it: id, kind, value.

    `stop`: the token of the link that stops it, and `at` from when it is good; for a way back.
    """

    id: UUID
    person_id: UUID
    language: str
    ways: tuple[tuple[UUID, rules.ReachKind, str], ...]
    stop: str = ""
    at: datetime | None = None


def untold(most: int) -> tuple[ToTell, ...]:
    """Return the changes of the service in scope that nobody was told of yet, oldest first."""
    rows = models.Change.objects.filter(told_at=None).select_related("person", "back")
    return tuple(_fact(row) for row in rows.order_by("at", "id")[:most])


def channels(
    person_id: UUID, *, but: UUID | None = None, but_value: str = ""
) -> tuple[tuple[UUID, rules.ReachKind, str], ...]:
    """Return the ways on which Withness itself can tell somebody something."""
    sent = proving.sent()
    return tuple(
        (one.id, one.kind, one.value)
        for one in persons.reaches_of(person_id)
        if one.may_write
        and one.kind in sent
        and one.id != but
        and one.value.casefold() != but_value.casefold()
    )


def _fact(row: models.Change) -> ToTell:
    new = row.back.value if row.back else ""
    ways = channels(row.person_id, but=row.reach_id, but_value=new)
    if row.gone:
        ways = (*ways, (row.pk, rules.ReachKind(row.gone_kind), row.gone))
    return ToTell(
        row.pk,
        row.person_id,
        row.person.language,
        ways,
        backs.token("stop", row.back_id) if row.back_id else "",
        row.back.good_from if row.back else None,
    )
