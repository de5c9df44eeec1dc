"""The walled room in which a calendar from outside is read: a process of its own, soon over.

Run as a module. Standard input: one line of JSON (`mode`: busy, occurrences or own_clock;
`from`, `to`: seconds since 1970; `zone`), then the file. Standard output: JSON, either
`{"spans": [[start, end], …]}` or `{"refused": code, "facts": {…}}`. More processor time or
memory than allowed ends it.
"""

import contextlib
import json
import resource
import signal
import sys
from datetime import UTC, datetime, timedelta

from withness.teams.forms import calendar_events as events
from withness.teams.rules.busy import CalendarRefused, Why
from withness.values.rules.spans import Span

MOST_SECONDS = 0.8
MOST_MEMORY = 150 * 1024 * 1024
BEGAN = datetime(1970, 1, 1, tzinfo=UTC)


def main() -> None:
    """Build the walls, then read."""
    _build_walls()
    request, _, data = sys.stdin.buffer.read().partition(b"\n")
    try:
        answer = _answer(json.loads(request), data)
    except (MemoryError, RecursionError):
        answer = {"refused": str(Why.TOO_MUCH), "facts": {}}
    sys.stdout.write(json.dumps(answer))


def _answer(request: dict[str, str | int], data: bytes) -> dict[str, object]:
    window = Span(_moment(request["from"]), _moment(request["to"]))
    zone, mode = str(request["zone"]), request["mode"]
    try:
        if mode == "busy":
            spans = events.taken(data, window, zone)
        else:
            spans = events.occurrences(data, window, zone, own_clock=mode == "own_clock")
    except CalendarRefused as refused:
        return {"refused": str(refused.code), "facts": refused.facts}
    return {"spans": [[_seconds(span.start), _seconds(span.end)] for span in spans]}


def _moment(seconds: str | int) -> datetime:
    return BEGAN + timedelta(seconds=int(seconds))


def _seconds(moment: datetime) -> int:
    return (moment - BEGAN) // timedelta(seconds=1)


def _build_walls() -> None:
    """Limit time and memory; a system without one of these limits keeps the others."""
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    walls = (
        (resource.RLIMIT_CPU, 2),
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for wall, height in walls:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(wall, (height, height))


if __name__ == "__main__":
    main()
