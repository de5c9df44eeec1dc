"""The sieve: from a calendar file only the lines that say when, never the ones that say what.

Summaries, guests, places, notes and alarms are dropped before the file is parsed. So nobody's
words go further than this page, a broken attachment cannot spoil a good calendar, and a large
file is read quickly.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from withness.teams.forms import calendar_lines as lines
from withness.teams.forms.calendar_lines import Line
from withness.teams.rules.busy import CalendarRefused, Why
from withness.values.rules.spans import Span

ONCE = {"UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "SEQUENCE", "STATUS", "TRANSP"}
SAID_ONCE = {"DTSTART", "DTEND", "DURATION", "RECURRENCE-ID"}
OF_A_ZONE = {"TZID", "DTSTART", "RRULE", "RDATE", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"}
OF_ZONES = {"VTIMEZONE", "STANDARD", "DAYLIGHT"}
TAKING_TIME = {"VEVENT", "VFREEBUSY"}
HOME = "X-WR-TIMEZONE"
ABOUT_TIME = re.compile(
    r"(DTSTART|DTEND|DURATION|RECURRENCE-ID|RRULE|RDATE|EXDATE|FREEBUSY)(?![\w-])", re.IGNORECASE
)
FAR = timedelta(days=3)
DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?$")


@dataclass(slots=True)
class Block:
    """A component of which only the lines about time are kept."""

    kind: str
    number: int
    lines: list[Line] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        """Return the first line of that name."""
        return next((line for line in self.lines if line.name == name), None)


@dataclass(slots=True)
class Reading:
    """What has been read so far: blocks that take time, zones by name, and where we are."""

    taking: list[Block] = field(default_factory=list)
    zones: dict[str, Block] = field(default_factory=dict)
    home: Line | None = None
    stack: list[str] = field(default_factory=list)
    block: Block | None = None

    def begin(self, kind: str, number: int) -> None:
        """Go into a component; an event inside an event means that one of them was never ended."""
        if self.block is not None and kind in TAKING_TIME:
            raise CalendarRefused(Why.CUT_SHORT)
        self.stack.append(kind)
        if self.block is None and (kind in TAKING_TIME or kind == "VTIMEZONE"):
            self.block = Block(kind, number)
        elif self.block is not None and self.block.kind == "VTIMEZONE" and kind in OF_ZONES:
            self.block.lines.append(Line("BEGIN", "", kind))

    def end(self, kind: str) -> None:
        """Leave a component, and with it whatever was left open inside, save an event."""
        if kind not in self.stack:
            return
        while (left := self.stack.pop()) != kind:
            if left in TAKING_TIME:
                raise CalendarRefused(Why.CUT_SHORT)
        block = self.block
        if block is None:
            return
        if kind == block.kind:
            self._put(block)
            self.block = None
        elif block.kind == "VTIMEZONE" and kind in OF_ZONES:
            block.lines.append(Line("END", "", kind))

    def keep(self, line: Line) -> None:
        """Keep a line if it says when."""
        block, inside = self.block, self.stack[-1] if self.stack else ""
        if block is None:
            self.home = line if line.name == HOME and inside == "VCALENDAR" else self.home
        elif block.kind == "VTIMEZONE":
            if inside in OF_ZONES and line.name in OF_A_ZONE:
                block.lines.append(line)
        elif inside == block.kind and line.name in ONCE | lines.OFTEN:
            tidy = lines.tidied(line)
            if tidy is None and line.name in SAID_ONCE:
                raise CalendarRefused(Why.BAD_EVENT, line=block.number)
            block.lines += [tidy] if tidy else []

    def miss(self, raw: str) -> None:
        """Pass over a line that is none, unless an event's time was to stand on it."""
        block = self.block
        if block is not None and block.kind in TAKING_TIME and ABOUT_TIME.match(raw):
            raise CalendarRefused(Why.BAD_EVENT, line=block.number)

    def _put(self, block: Block) -> None:
        if block.kind == "VTIMEZONE":
            name = block.first("TZID")
            self.zones.setdefault(name.value.strip() if name else "", block)
        else:
            self.taking.append(block)


def sieved(text: str, window: Span) -> str:
    """Return a calendar of the events and zones that matter for the window, and their times only.

    Each event carries the line it begins on as `X-LINE`, so that a refusal can point to it, and
    its duration as written as `X-LENGTH`. Raises `CalendarRefused` where the file ends, or an
    event begins, inside an event.
    """
    reading = _read(text)
    shared = Counter(_uid(block) for block in reading.taking)
    taking = [
        block
        for block in reading.taking
        if _clear(block) and (shared[_uid(block)] > 1 or not _far_away(block, window))
    ]
    named = {zone for block in taking for line in block.lines for zone in _zones(line)}
    out = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    if reading.home and known(reading.home.value.strip()):
        out.append(f"{HOME}:{reading.home.value.strip()}")
    for zone, block in reading.zones.items():
        if zone in named and not known(zone):
            out += _written(block)
    for block in taking:
        out += _written(block)
    return "\r\n".join([*out, "END:VCALENDAR", ""])


def _read(text: str) -> Reading:
    reading = Reading()
    for number, raw in lines.numbered(text):
        line = lines.parted(raw)
        if line is None or '"' in line.name:
            reading.miss(raw)
        elif line.name == "BEGIN":
            reading.begin(line.value.strip().upper(), number)
        elif line.name == "END":
            reading.end(line.value.strip().upper())
        else:
            reading.keep(line)
    last = text.rstrip().rpartition("\n")[2].upper()
    if reading.block is not None or (reading.stack and not last.startswith("END:VCALENDAR")):
        raise CalendarRefused(Why.CUT_SHORT)
    return reading


def known(zone: str) -> bool:
    """Whether the world's time zone data knows a zone by this name."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _clear(block: Block) -> bool:
    """Keep the first of lines said twice; refuse an event with two starts, ends or lengths."""
    seen = Counter(line.name for line in block.lines if line.name in ONCE)
    for name in [name for name, times in seen.items() if times > 1]:
        said = {str(line) for line in block.lines if line.name == name}
        if len(said) > 1 and name in SAID_ONCE:
            raise CalendarRefused(Why.BAD_EVENT, line=block.number)
        kept = block.first(name)
        block.lines = [line for line in block.lines if line.name != name or line is kept]
    return True


def _uid(block: Block) -> str:
    uid = block.first("UID")
    return uid.value if uid else f" line {block.number}"


def _far_away(block: Block, window: Span) -> bool:
    """Whether a single event lies days before or after the window, so that no zone matters."""
    names = {line.name for line in block.lines}
    if block.kind != "VEVENT" or names & {"RRULE", "RDATE", "RECURRENCE-ID"}:
        return False
    start, end = _day(block.first("DTSTART")), _day(block.first("DTEND"))
    if start is None or end is None:
        return False
    before, after = window.start.replace(tzinfo=None), window.end.replace(tzinfo=None)
    return before - max(start, end) > FAR or min(start, end) - after > FAR


def _day(line: Line | None) -> datetime | None:
    found = DAY.match(line.value) if line else None
    if not found:
        return None
    try:
        return datetime.combine(date(int(found[1]), int(found[2]), int(found[3])), time())
    except ValueError:
        return None


def _zones(line: Line) -> Iterator[str]:
    for param in line.params.split(";"):
        name, _, value = param.partition("=")
        if name.strip().upper() == "TZID":
            yield value.strip().strip('"')


def _written(block: Block) -> list[str]:
    """Write a block out again; a zone that nobody names has been left out by the caller."""
    lines = [str(line) for line in block.lines]
    if block.kind in TAKING_TIME:
        lines.append(f"X-LINE:{block.number}")
        length = block.first("DURATION")
        if length is not None:
            lines.append(f"X-LENGTH:{length.value}")
    return [f"BEGIN:{block.kind}", *lines, f"END:{block.kind}"]
