"""Haste: a daily event of ten years is counted from near the window, not from its first day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from icalendar.prop import vDDDTypes

from withness.teams.forms import calendar_times as times

STEP = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(days=7)}
SHORT = {
    "SECONDLY": timedelta(seconds=1),
    "MINUTELY": timedelta(minutes=1),
    "HOURLY": timedelta(hours=1),
}
MOST_STEPS = 100_000
KEPT_BACK = timedelta(days=40)

Event: TypeAlias = Any
"""A component as parsed, checked before it comes here."""


def moved_near(series: list[Event], window_start: datetime) -> Iterator[Event]:
    """Yield the events of a series, with the start of daily and weekly rules moved forward.

    The new start is whole intervals on from the old one and still more than a month and the
    event's own length before the window, so nothing inside the window changes. Series that are
    counted, or changed from one date on, are left as they are.
    """
    still = any(_holds_still(event) for event in series)
    for event in series:
        yield event if still else _moved(event, window_start)


def endless(event: Event, window_end: datetime) -> bool:
    """Whether a rule by the second, minute or hour takes too many steps to the window's end."""
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        step = SHORT.get(str(rule.get("FREQ", [""])[0]).upper())
        if step is None:
            continue
        until = rule.get("UNTIL", [window_end])[0]
        last = min(_bare(window_end), _bare(until))
        steps = (last - _bare(event["DTSTART"].dt)) // (step * rule.get("INTERVAL", [1])[0])
        if steps > MOST_STEPS and rule.get("COUNT", [steps])[0] > MOST_STEPS:
            return True
    return False


def _holds_still(event: Event) -> bool:
    """Whether this event ties the series to its first day."""
    changed = event.get("RECURRENCE-ID")
    if changed is None:
        return False
    return "RANGE" in changed.params or bool({"RRULE", "RDATE", "EXDATE"} & set(event))


def _moved(event: Event, window_start: datetime) -> Event:
    rule = event.get("RRULE")
    if not isinstance(rule, dict) or "COUNT" in rule or "RECURRENCE-ID" in event:
        return event
    step = STEP.get(str(rule.get("FREQ", [""])[0]).upper())
    interval = rule.get("INTERVAL", [1])[0]
    if step is None or not isinstance(interval, int) or interval < 1:
        return event
    start = event["DTSTART"].dt
    room = _bare(window_start) - _bare(start) - KEPT_BACK - _length(event)
    jump = (room // (step * interval)) * step * interval
    if jump <= timedelta():
        return event
    moved = event.copy()
    moved.errors = event.errors
    for name in ("DTSTART", "DTEND"):
        if name in event:
            moved[name] = vDDDTypes(event[name].dt + jump)
    return moved


def _length(event: Event) -> timedelta:
    """Return how long the event lasts, roughly and never less than a day short."""
    start = _bare(event["DTSTART"].dt)
    end = _bare(event["DTEND"].dt) if "DTEND" in event else start
    given: timedelta = event["DURATION"].dt if "DURATION" in event else timedelta()
    return abs(end - start) + abs(given)


def _bare(when: date) -> datetime:
    if isinstance(when, datetime) and when.tzinfo:
        when = when.astimezone(UTC)
    return times.clock(when)
