"""Log lines: one JSON object each, with ids and route names and never a word somebody wrote."""

import json
import logging

KEPT = ("route", "method", "status", "ms", "code", "kind", "where", "count", "state", "task")


class Lines(logging.Formatter):
    """Writes a record as JSON. Only fields named in `KEPT` and fixed messages pass."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line. An exception's text could hold words, so only its type is told."""
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S"),
            "level": record.levelname.lower(),
            "room": record.name,
        }
        own = record.name.startswith("withness")
        line["what"] = record.msg if own or not record.args else str(record.msg)
        line |= {name: getattr(record, name) for name in KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["kind"] = record.exc_info[0].__name__
        return json.dumps(line, default=str)
