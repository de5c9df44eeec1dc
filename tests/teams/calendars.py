"""Calendars made for tests, and the answers to them."""

from datetime import UTC, datetime

from withness.teams.forms import calendar
from withness.teams.rules.busy import CalendarRefused
from withness.values.rules.spans import Span

MARCH = Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))


def z(text: str) -> datetime:
    return datetime.strptime(text, "%d %H:%M").replace(year=2026, month=3, tzinfo=UTC)


def span(start: str, end: str) -> Span:
    return Span(z(start), z(end))


def event(*lines: str, uid: str = "one") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT", ""])


def cal(*parts: str) -> bytes:
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(parts) + "END:VCALENDAR\r\n").encode()


def answer(data: bytes) -> object:
    """What the walled reader says: spans, or the code of a refusal that has its sentence."""
    try:
        return calendar.read_busy(data, MARCH, "Europe/London")
    except CalendarRefused as refused:
        return refused.code


PLAIN = cal(event("DTSTART:20260310T100000Z", "DTEND:20260310T110000Z", "SUMMARY:Übung"))
AN_HOUR = (span("10 10:00", "10 11:00"),)
