"""A practitioner's own calendar becomes busy time. Nothing else in it is kept or even parsed.

A calendar comes from outside: an upload, or a feed at an address somebody typed. So it is looked
at here only from the door (size, first bytes) and read in a process of its own that may take
less than a second of processor time and 150 MB, whatever the file asks for.
"""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from withness.teams.rules import busy
from withness.teams.rules.busy import Busy, CalendarRefused, Why
from withness.values.rules.spans import Span

# The child counts its own working time and stops well before two seconds. This net is for a
# machine so busy that the child hardly runs: a good calendar is not refused for that.
MOST_SECONDS = 8.0
OPENING = 4096
BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_busy(data: bytes, window: Span, zone: str) -> tuple[Busy, ...]:
    """Return when the owner of a calendar is busy: UTC, joined, cut to the window.

    Floating and all-day times are read in `zone` (an IANA name). Transparent, cancelled and
    empty events take no time. Raises `CalendarRefused`; a calendar is never read in part.
    """
    return _read(data, window, zone, "busy")


def read_occurrences(
    data: bytes, window: Span, zone: str, *, own_clock: bool = False
) -> tuple[Span, ...]:
    """Return each occurrence that starts in the window, whatever its state, uncut and unjoined.

    With `own_clock` the window is read as days and hours by the clock of each occurrence.
    Raises `CalendarRefused`.
    """
    return _read(data, window, zone, "own_clock" if own_clock else "occurrences")


def _read(data: bytes, window: Span, zone: str, mode: str) -> tuple[Span, ...]:
    _look_from_the_door(data)
    request = {
        "mode": mode,
        "from": (window.start - BEGAN) // timedelta(seconds=1),
        "to": (window.end - BEGAN) // timedelta(seconds=1),
        "zone": zone,
    }
    answer = _asked_inside(json.dumps(request).encode() + b"\n" + data)
    if "refused" in answer:
        raise CalendarRefused(answer["refused"], **answer["facts"])
    return tuple(Span(_moment(start), _moment(end)) for start, end in answer["spans"])


def _look_from_the_door(data: bytes) -> None:
    """Refuse what is no calendar before a process is started for it."""
    if len(data) > busy.MOST_BYTES:
        raise CalendarRefused(Why.TOO_LARGE)
    if data.startswith(PACKED):
        raise CalendarRefused(Why.ZIPPED)
    opening = data[:OPENING].replace(b"\0", b"")
    for mark in MARKS:
        opening = opening.removeprefix(mark)
    opening = opening.lstrip().upper()
    if not opening and len(data) <= OPENING:
        raise CalendarRefused(Why.EMPTY)
    if not opening.startswith(b"BEGIN:") or opening.startswith(b"BEGIN:VCARD"):
        raise CalendarRefused(Why.NOT_A_CALENDAR)


def _asked_inside(request: bytes) -> dict[str, Any]:
    """Ask the walled process and answer for it if a wall stopped it.

    It gets this program's places for modules and none of its other settings or keys.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-S", "-B", "-m", "withness.teams.forms.calendar_child"],
            input=request,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
            env={"PYTHONPATH": os.pathsep.join(place for place in sys.path if place)},
        )
    except subprocess.TimeoutExpired as error:
        raise CalendarRefused(Why.TOO_MUCH) from error
    if child.returncode < 0:
        raise CalendarRefused(Why.TOO_MUCH)
    if child.returncode > 0:
        raise CalendarRefused(Why.TOO_MUCH if b"MemoryError" in child.stderr else Why.UNREADABLE)
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def _moment(seconds: int) -> datetime:
    return BEGAN + timedelta(seconds=seconds)
