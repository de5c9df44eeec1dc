"""Walking from a row to the rows that point at it, as reverse names would."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


class Beside:
    """What a careful author fetches for a whole list at once; an ordinary one fetches nothing."""

    def __init__(self, *, careful: bool) -> None:
        self.careful = careful
        self.known: dict[tuple[Any, str], dict[Any, list[Any]]] = {}

    def fetch(self, rows: Iterable[Any], table: Any, column: str, *joined: str) -> None:
        """Ask once for all rows of a table that point at these, with what they point at."""
        if not self.careful:
            return
        found: dict[Any, list[Any]] = defaultdict(list)
        wanted = {f"{column}__in": [row.pk for row in rows]}
        pointing = table.objects.filter(**wanted).order_by("pk")
        for one in pointing.select_related(*joined) if joined else pointing:
            found[getattr(one, f"{column}_id")].append(one)
        self.known[table, column] = found

    def of(self, row: Any, table: Any, column: str) -> list[Any]:
        """Return the rows of a table that point at this one: fetched before, or asked for now."""
        if (table, column) in self.known:
            return self.known[table, column][row.pk]
        return list(table.objects.filter(**{column: row}).order_by("pk"))


class Walk:
    """A row in a template."""

    def __init__(self, row: Any, beside: Beside, viewer: Any) -> None:
        self.row, self.beside, self.viewer = row, beside, viewer

    def of(self, table: Any, column: str) -> list[Any]:
        """Return the rows of a table that point at this row."""
        return self.beside.of(self.row, table, column)
