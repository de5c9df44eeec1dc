"""Sealing every value with the newest key, a few rows at a time, while everybody goes on.

A value is only replaced if it is still what was read: whoever writes meanwhile wins. What is done
is not looked at again, so that a run that was stopped goes on where it was.
"""

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Func, Value

from withness.sealing import rules
from withness.sealing.models import cipher, key_file
from withness.sealing.models.field import SealedText

AT_ONCE = 200
NUMBER = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class Column:
    """One sealed column of one table."""

    model: type[models.Model]
    field: SealedText

    @property
    def name(self) -> str:
        """What the column is called, for whoever follows the work."""
        return f"{self.model._meta.db_table}.{self.field.column}"

    def rows(self) -> models.QuerySet[models.Model]:
        """Return its rows that hold something, with the bytes as they lie there (`sealed`)."""
        raw = ExpressionWrapper(F(self.field.attname), output_field=models.BinaryField())
        rows: models.QuerySet[models.Model] = self.model._base_manager.annotate(sealed=raw)
        return rows.exclude(sealed=None)

    def rows_by_key(self) -> models.QuerySet[models.Model]:
        """Return the same with the number of the key, as the two bytes it takes (`by`)."""
        by = Func("sealed", Value(2), Value(2), function="substr", output_field=BYTES)
        rows: models.QuerySet[models.Model] = self.rows().annotate(by=by)
        return rows


BYTES = models.BinaryField()


def columns() -> tuple[Column, ...]:
    """Return every sealed column of the house, table by table."""
    return tuple(
        Column(model, field)
        for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table)
        for field in model._meta.concrete_fields
        if isinstance(field, SealedText)
    )


def by_key(column: Column) -> Counter[int]:
    """Return how many values each key has sealed, by the key's number."""
    rows = column.rows_by_key().values_list("by").annotate(count=models.Count("pk")).order_by()
    return Counter({NUMBER.unpack(bytes(number))[0]: count for number, count in rows})


def reseal(column: Column, at_once: int = AT_ONCE) -> Iterator[tuple[int, int]]:
    """Seal a column's values with the newest key; after each few rows, say what was done.

    Yields how many values were sealed anew, and how many could not be opened.
    """
    newest = NUMBER.pack(rules.read_keys(key_file.again())[0].number)
    older = column.rows_by_key().exclude(by=newest).order_by("pk").values_list("pk", "sealed")
    rows = list(older[:at_once])
    while rows:
        yield _sealed_anew(column, rows)
        rows = list(older.filter(pk__gt=rows[-1][0])[:at_once])


def _sealed_anew(column: Column, rows: list[tuple[UUID, bytes]]) -> tuple[int, int]:
    done = broken = 0
    with transaction.atomic():
        for row, lay in rows:
            sealed = bytes(lay)
            place = rules.place(column.model._meta.db_table, str(column.field.column), row.bytes)
            try:
                fresh = cipher.seal(cipher.unseal(sealed, place), place)
            except rules.SealBroken:
                broken += 1
                continue
            still = column.rows().filter(pk=row, sealed=sealed)
            done += still.update(**{column.field.attname: fresh})
    return done, broken
