"""Many rows at once: gathered by table, written in the order the tables were first met."""

from typing import Any

from django.db import models


class Batch:
    """Rows that wait to be written together."""

    def __init__(self, service_id: Any) -> None:
        self.service_id = service_id
        self.rows: dict[type[models.Model], list[models.Model]] = {}

    def add(self, table: type[models.Model], **values: Any) -> Any:
        """Make a row, with its id, and keep it for `write`."""
        row = table(service_id=self.service_id, **values)
        self.rows.setdefault(table, []).append(row)
        return row

    def write(self) -> int:
        """Write everything and return how many rows that were."""
        written = 0
        for table, rows in self.rows.items():
            table._base_manager.bulk_create(rows, batch_size=500)
            written += len(rows)
            rows.clear()
        return written
