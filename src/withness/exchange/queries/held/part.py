"""One part of what is held about somebody: a table, whose rows are theirs, and what stands there.

An archive is made of parts and of nothing else. A house test holds the parts against every table
that points at a person: a new table without a part, or without a reason to have none, fails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

Value = str | bool | int | float | None
Row = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of `table` that are somebody's own, by their person's id; `fields` may walk upwards.

    What others said in private is in no field: a part holds one's own words, and facts.
    """

    code: str
    table: type[Any]
    theirs: Callable[[UUID], Q]
    fields: tuple[str, ...]
    order: str = "id"


@dataclass(frozen=True, slots=True)
class Held:
    """What one part holds, in the order in which it came to be."""

    code: str
    rows: tuple[Row, ...]


def read(part: Part, person_id: UUID) -> Held:
    """Return what one part holds about a person, opened; in the scope of their service."""
    ups = {"__".join(field.split("__")[:-1]) for field in part.fields if "__" in field}
    rows: QuerySet[Any] = part.table.objects.filter(part.theirs(person_id)).order_by(part.order)
    if ups:
        rows = rows.select_related(*sorted(ups))
    found = tuple(
        tuple((field, plain(_walk(row, field))) for field in part.fields) for row in rows.distinct()
    )
    return Held(part.code, found)


def plain(value: Any) -> Value:
    """Return a value as JSON knows it: instants and days in ISO 8601, lists as words."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def _walk(row: Any, field: str) -> Any:
    for name in field.split("__"):
        row = getattr(row, name) if row is not None else None
    return row
