"""From the sieved lines to spans of time: single events, repeating ones, free/busy lists."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.prop import vDDDTypes, vPeriod, vRecur
from icalendar.timezone import tzp

from withness.teams.forms import calendar_haste as haste
from withness.teams.forms import calendar_lines as lines
from withness.teams.forms import calendar_text as text
from withness.teams.forms import calendar_times as times
from withness.teams.rules import busy
from withness.teams.rules.busy import CalendarRefused, Why
from withness.values.rules.spans import Span

MARGIN = timedelta(days=2)

Event: TypeAlias = Any
"""A component as parsed: its values have thirty shapes, and `_check` refuses the wrong ones."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One time an event takes place: the event, when, and its start by its own clock."""

    event: Event
    span: Span
    clock: datetime


def taken(data: bytes, window: Span, zone: str) -> tuple[Span, ...]:
    """Return when somebody is busy, joined and cut to the window.

    Left out: transparent and cancelled events, and those without length. Free/busy lists count,
    save what they call free. Raises `CalendarRefused`.
    """
    calendar = _parsed(data, window)
    home = _home(calendar, zone)
    spans = [one.span for one in _happenings(calendar, window, home) if _takes_time(one.event)]
    spans += _told_busy(calendar, home)
    return busy.within(window, spans)


def occurrences(data: bytes, window: Span, zone: str, *, own_clock: bool) -> tuple[Span, ...]:
    """Return every occurrence that starts in the window: uncut, unmerged, whatever its state.

    With `own_clock` the window is days and hours, not instants: an occurrence in Sydney starts
    on the day that it is in Sydney. Raises `CalendarRefused`.
    """
    calendar = _parsed(data, window)
    found = _happenings(calendar, window, _home(calendar, zone))
    if not own_clock:
        return busy.starting_in(window, (one.span for one in found))
    first, last = window.start.replace(tzinfo=None), window.end.replace(tzinfo=None)
    return tuple(sorted(one.span for one in found if first <= one.clock < last))


def _parsed(data: bytes, window: Span) -> Event:
    sieved = text.sieved(lines.readable(data), window)
    tzp.use_zoneinfo()  # forgets the zones that another calendar brought along
    try:
        return Calendar.from_ical(sieved)
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        of_a_zone = isinstance(error, OSError) or "BEGIN:VTIMEZONE" in sieved
        why = Why.BAD_ZONE if of_a_zone else Why.UNREADABLE
        raise CalendarRefused(why) from error


def _home(calendar: Event, zone: str) -> times.Home:
    """Return the zone for all-day times, and the calendar's own, if it names one, for floating."""
    here = ZoneInfo(zone)
    own = calendar.get("X-WR-TIMEZONE")
    return times.Home(all_day=here, floating=ZoneInfo(str(own)) if own else here)


def _happenings(calendar: Event, window: Span, home: times.Home) -> Iterator[Happening]:
    """Yield each event each time it happens, near the window at least; refuse a flood."""
    found = 0
    for series in _series(calendar):
        for one in _of_series(series, window, home):
            found += 1
            if found > busy.MOST_OCCURRENCES:
                raise CalendarRefused(Why.TOO_MUCH)
            yield one


def _series(calendar: Event) -> list[list[Event]]:
    """Group the events that have a start by their UID; one without a UID stands alone."""
    groups: dict[str, list[Event]] = {}
    for place, event in enumerate(calendar.walk("VEVENT")):
        if "DTSTART" in event:
            groups.setdefault(str(event.get("UID", f" {place}")), []).append(event)
    return list(groups.values())


def _of_series(series: list[Event], window: Span, home: times.Home) -> Iterator[Happening]:
    for event in series:
        _check(event)
    first = series[0]
    if len(series) == 1 and not {"RRULE", "RDATE", "EXDATE"} & set(first):
        yield Happening(first, _single(first, home), times.clock(first["DTSTART"].dt))
        return
    try:
        yield from _repeated(series, window, home)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise CalendarRefused(Why.BAD_REPEAT, line=_line(first)) from error


def _check(event: Event) -> None:
    """Refuse an event of which a line about time did not parse."""
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        if not isinstance(rule, vRecur) or "RSCALE" in rule or rule.get("INTERVAL", [1])[0] < 1:
            raise CalendarRefused(Why.BAD_REPEAT, line=_line(event))
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        if name in event and not _is_time(event[name]):
            raise CalendarRefused(Why.BAD_EVENT, line=_line(event))


def _is_time(value: object) -> bool:
    return isinstance(value, vDDDTypes) and isinstance(value.dt, date)


def _single(event: Event, home: times.Home) -> Span:
    start = event["DTSTART"].dt
    begins = times.instant(start, home)
    if "DTEND" in event:
        return times.ordered(begins, times.instant(event["DTEND"].dt, home))
    if "X-LENGTH" in event:
        return times.ordered(begins, _ends(event, start, home))
    if isinstance(start, datetime):
        return Span(begins, begins)
    return times.ordered(begins, times.later(start, "P1D", home))


def _repeated(series: list[Event], window: Span, home: times.Home) -> Iterator[Happening]:
    wide = Span(times.shifted(window.start, -MARGIN), times.shifted(window.end, MARGIN))
    if any(haste.endless(event, wide.end) for event in series):
        raise CalendarRefused(Why.TOO_MUCH)
    calendar = Calendar()
    calendar.subcomponents = list(haste.moved_near(series, wide.start))
    query = recurring_ical_events.of(calendar, components=["VEVENT"])
    for event in query.between(wide.start, wide.end):
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        begins = times.instant(start, home)
        span = times.ordered(begins, times.instant(end, home))
        if "X-LENGTH" in event and end - start == _nominal(event):
            span = times.ordered(begins, _ends(event, start, home))
        yield Happening(event, span, times.clock(start))


def _nominal(event: Event) -> timedelta:
    """Return what the event's own length comes to on a day without a change of clocks."""
    start = datetime(2001, 1, 1, tzinfo=UTC)
    return _ends(event, start, times.Home(all_day=UTC, floating=UTC)) - start


def _ends(event: Event, start: date, home: times.Home) -> datetime:
    try:
        return times.later(start, str(event["X-LENGTH"]), home)
    except ValueError as error:
        raise CalendarRefused(Why.BAD_EVENT, line=_line(event)) from error


def _takes_time(event: Event) -> bool:
    transparent = str(event.get("TRANSP", "")).strip().upper() == "TRANSPARENT"
    return not transparent and str(event.get("STATUS", "")).strip().upper() != "CANCELLED"


def _told_busy(calendar: Event, home: times.Home) -> Iterator[Span]:
    for block in calendar.walk("VFREEBUSY"):
        told = block.get("FREEBUSY", [])
        for period in told if isinstance(told, list) else [told]:
            if not isinstance(period, vPeriod):
                raise CalendarRefused(Why.BAD_EVENT, line=_line(block))
            if str(period.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                begins, ends = times.instant(period.start, home), times.instant(period.end, home)
                yield times.ordered(begins, ends)


def _line(event: Event) -> int:
    return int(str(event.get("X-LINE", "0")))
