"""A column of sealed text.

On a row it reads and writes as `str`. From `values_list` it comes as bytes, to be opened with an
`Opener` made for that column, because only the row's id can open it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from withness.sealing import rules
from withness.sealing.models import cipher


class _OnRow:
    """Opens a sealed column when it is read on a row, and keeps what was opened."""

    def __init__(self, field: "SealedText") -> None:
        self.field = field

    def __get__(self, row: models.Model | None, owner: type[models.Model]) -> Any:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value = row.__dict__[name]
        if isinstance(value, bytes):
            value = cipher.unseal(value, self.field.place_on(row))
            row.__dict__[name] = value
        return value

    def __set__(self, row: models.Model, value: str | bytes | memoryview | None) -> None:
        row.__dict__[self.field.attname] = bytes(value) if isinstance(value, memoryview) else value


if TYPE_CHECKING:
    Column = models.BinaryField[Any, Any]
else:
    Column = models.BinaryField


class SealedText(Column):
    """Text that lies sealed in the database, bound to table, column and row."""

    def contribute_to_class(
        self,
        cls: type[models.Model],
        name: str,
        private_only: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Put the opening descriptor on the model."""
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _OnRow(self))

    def place_on(self, row: models.Model) -> bytes:
        """Return what the value on this row is bound to."""
        return rules.place(row._meta.db_table, str(self.column), row.pk.bytes)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001
        """Seal what is about to be saved, on an insert and on a change alike."""
        del add
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, bytes):
            return value
        return cipher.seal(str(value), self.place_on(model_instance))

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse to search sealed text; only "is it there" can be asked."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, _row: models.Model) -> str:
        """Refuse to be written out by serialisers: backups are of the database."""
        raise TypeError("sealed text is not serialised")


Opener = Callable[[UUID, bytes | memoryview | None], str]


def opener(model: type[models.Model], name: str) -> Opener:
    """Return a function that opens this column's bytes given the row's id; "" for None."""
    column = model._meta.get_field(name)
    if not isinstance(column, SealedText):
        raise TypeError(f"{name} is not sealed")
    prefix = rules.place(model._meta.db_table, str(column.column), b"")

    def opened(row_id: UUID, sealed: bytes | memoryview | None) -> str:
        return "" if sealed is None else cipher.unseal(bytes(sealed), prefix + row_id.bytes)

    return opened
