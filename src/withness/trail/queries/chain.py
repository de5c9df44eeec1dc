"""Looking at the trail as a chain: what is sealed, what is not, and whether it holds.

Every question here is about one service and is asked with that service in scope. Nothing is read
whole: entries and seals come a page at a time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from withness.trail import rules
from withness.trail.models import Entry, Seal

PURPOSE = "trail"
COLUMNS = (
    "id", "service_id", "at", "person_id", "practitioner_id", "deed", "right", "about_id",
    "network_id", "once",
)  # fmt: skip
SEALS_AT_ONCE = 20
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Last:
    """The end of a chain."""

    number: int
    head: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SealRow:
    """A seal with its head and its mark, as they stand there."""

    fact: rules.SealFact
    head: str
    key: int
    mark: str


def last(service_id: UUID) -> Last | None:
    """Return the end of a service's chain, None where nothing was sealed yet."""
    rows = Seal.objects.filter(service_id=service_id).order_by("-number")
    row = rows.values_list("number", "head", "until").first()
    return Last(*row) if row else None


def members_from(service_id: UUID, floor: UUID) -> set[bytes]:
    """Return the ids from a floor on that some seal holds."""
    rows = Seal.objects.filter(service_id=service_id, last_id__gte=floor).order_by("number")
    known: set[bytes] = set()
    for members in rows.values_list("members", flat=True):
        known.update(one for one in rules.cut(bytes(members)) if one >= floor.bytes)
    return known


def unsealed(service_id: UUID, after: UUID, known: set[bytes]) -> tuple[Rows, UUID, bool]:
    """Return entries after an id that are not known, where that ended, and whether nothing is left.

    At most `rules.MOST` of them, in the order of their ids, as `rules.entry_bytes` takes them.
    """
    found: Rows = []
    while True:
        rows = list(
            Entry.objects.filter(service_id=service_id, id__gt=after)
            .order_by("id")
            .values_list(*COLUMNS)[: rules.MOST]
        )
        for row in rows:
            after = row[0]
            if after.bytes not in known:
                found.append(row)
                if len(found) == rules.MOST:
                    return found, after, False
        if len(rows) < rules.MOST:
            return found, after, True


def spans(service_id: UUID) -> list[tuple[int, UUID, UUID, datetime]]:
    """Return number, first id, last id and until of every seal that holds entries."""
    rows = Seal.objects.filter(service_id=service_id, first_id__isnull=False).order_by("number")
    columns = rows.values_list("number", "first_id", "last_id", "until")
    return [(n, first, last, until) for n, first, last, until in columns if first and last]


def let_go_until(service_id: UUID) -> UUID | None:
    """Return up to which id a service has let its entries go, None where it never did."""
    rows = Seal.objects.filter(service_id=service_id, let_go__isnull=False).order_by("-number")
    return rows.values_list("let_go", flat=True).first()


def count_until(service_id: UUID, bound: UUID) -> int:
    """Return how many entries a service has up to an id."""
    return Entry.objects.filter(service_id=service_id, id__lte=bound).count()


def ids_until(service_id: UUID, bound: UUID) -> list[UUID]:
    """Return some ids of entries up to an id, the oldest first."""
    rows = Entry.objects.filter(service_id=service_id, id__lte=bound).order_by("id")
    return list(rows.values_list("id", flat=True)[:1000])


def entries(ids: list[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """Return entries by their ids."""
    return {row[0]: row for row in Entry.objects.filter(pk__in=ids).values_list(*COLUMNS)}


def entry_ids(service_id: UUID, after: UUID, bound: UUID) -> Iterator[list[UUID]]:
    """Go through the ids of a service's entries between two ids, a page at a time."""
    rows = Entry.objects.filter(service_id=service_id, id__lte=bound).order_by("id")
    while page := list(rows.filter(id__gt=after).values_list("id", flat=True)[: rules.MOST]):
        yield page
        after = page[-1]


def members_between(service_id: UUID, first: UUID, last: UUID) -> set[bytes]:
    """Return the ids of all seals that reach into a span of ids."""
    rows = Seal.objects.filter(service_id=service_id, first_id__lte=last, last_id__gte=first)
    known: set[bytes] = set()
    for members in rows.values_list("members", flat=True):
        known.update(rules.cut(bytes(members)))
    return known


def seals(service_id: UUID) -> Iterator[SealRow]:
    """Go through a service's seals in the order of their numbers, a few at a time."""
    names = tuple(rules.SealFact.__dataclass_fields__)
    number = 0
    rows = Seal.objects.filter(service_id=service_id).order_by("number", "id")
    while page := list(
        rows.filter(number__gt=number).values_list(*names, "head", "key", "mark")[:SEALS_AT_ONCE]
    ):
        for row in page:
            columns = dict(zip(names, row, strict=False))
            columns["members"] = bytes(columns["members"])
            yield SealRow(rules.SealFact(**columns), *row[-3:])
        number = page[-1][names.index("number")]


def holds(kept: rules.Head) -> bool:
    """Whether the chain has a seal of that number with that head."""
    rows = Seal.objects.filter(service_id=kept.service_id, number=kept.number, head=kept.head)
    return rows.exists()


def heads_path() -> Path:
    """Return where the heads lie: beside the keys, outside the database and its backups."""
    return Path(settings.WITHNESS_KEYS_FILE).with_name("trail.heads")


def kept_heads() -> tuple[rules.Head, ...]:
    """Return the heads that are kept in the file; none where there is no file."""
    try:
        return rules.read_heads(heads_path().read_text())
    except OSError:
        return ()
