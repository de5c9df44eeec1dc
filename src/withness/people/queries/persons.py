"""Names and ways to reach somebody. Upper rooms ask only for people they may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from withness.people import models, rules
from withness.sealing.models import field

open_name = field.opener(models.Person, "name")
open_value = field.opener(models.Reach, "value")
open_when_safe = field.opener(models.Reach, "when_safe")


@dataclass(frozen=True, slots=True)
class ReachFact:
    """One way to reach somebody."""

    id: UUID
    kind: rules.ReachKind
    value: str
    when_safe: str
    may_write: bool


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A name and the language of somebody's pages."""

    id: UUID
    name: str
    language: str


def person(person_id: UUID) -> PersonFact | None:
    """Return one person of the service in scope, or None."""
    row = models.Person.objects.filter(pk=person_id).values_list("name", "language").first()
    return PersonFact(person_id, open_name(person_id, row[0]), row[1]) if row else None


def names_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of those persons, in one query."""
    rows = models.Person.objects.filter(pk__in=set(ids)).values_list("id", "name")
    return {row_id: open_name(row_id, sealed) for row_id, sealed in rows}


def reaches_of(person_id: UUID) -> tuple[ReachFact, ...]:
    """Return the ways to reach one person, oldest first."""
    return reaches_of_all([person_id]).get(person_id, ())


def reaches_of_all(ids: Iterable[UUID]) -> dict[UUID, tuple[ReachFact, ...]]:
    """Return the ways to reach several persons, in one query."""
    found: dict[UUID, tuple[ReachFact, ...]] = {}
    rows = (
        models.Reach.objects.filter(person_id__in=set(ids))
        .order_by("made_at", "id")
        .values_list("id", "person_id", "kind", "value", "when_safe", "may_write")
    )
    for row_id, person_id, kind, value, when_safe, may_write in rows:
        fact = ReachFact(
            row_id,
            rules.ReachKind(kind),
            open_value(row_id, value),
            open_when_safe(row_id, when_safe),
            may_write,
        )
        found[person_id] = (*found.get(person_id, ()), fact)
    return found
