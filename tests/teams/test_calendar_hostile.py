"""A hostile calendar is over within two seconds and 200 MB, and nothing else notices."""

import io
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from tests.teams.calendars import AN_HOUR, MARCH, PLAIN, answer, cal, event, span

from withness.teams.rules.busy import Why

OLD = ("DTSTART:20200101T100000Z", "DTEND:20200101T110000Z")
IN_Q = event("DTSTART;TZID=Q:20260310T100000", "DTEND;TZID=Q:20260310T110000")


def zone_q(inside: str) -> str:
    return f"BEGIN:VTIMEZONE\r\nTZID:Q\r\n{inside}END:VTIMEZONE\r\n"


def standard(*lines: str) -> str:
    told = ("TZOFFSETFROM:+0000", "TZOFFSETTO:+0100")
    return "\r\n".join(["BEGIN:STANDARD", *told, *lines, "END:STANDARD", ""])


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ics", b"\0" * 20_000_000)
    return packed.getvalue()


def each_minute(count: int) -> str:
    moments = (datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=n) for n in range(count))
    return ",".join(f"{moment:%Y%m%dT%H%M%SZ}" for moment in moments)


HOSTILE: dict[str, tuple[bytes, object]] = {
    "every second": (cal(event(*OLD, "RRULE:FREQ=SECONDLY")), Why.TOO_MUCH),
    "every second, counted": (
        cal(event(*OLD, "RRULE:FREQ=SECONDLY;COUNT=999999999")),
        Why.TOO_MUCH,
    ),
    "never, every second": (
        cal(event(*OLD, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")),
        Why.TOO_MUCH,
    ),
    "every hour since long ago": (
        cal(event("DTSTART:19000101T100000Z", "DURATION:PT1M", "RRULE:FREQ=HOURLY")),
        Why.TOO_MUCH,
    ),
    "no day, for ever": (
        cal(event("DTSTART:00010101T100000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY;COUNT=999999999")),
        Why.TOO_MUCH,
    ),
    "never": (cal(event(*OLD, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")), ()),
    "a step of nothing": (cal(event(*OLD, "RRULE:FREQ=DAILY;INTERVAL=0")), Why.BAD_REPEAT),
    "no such rule": (cal(event(*OLD, "RRULE:FREQ=SOMETIMES")), Why.BAD_REPEAT),
    "until before it starts": (cal(event(*OLD, "RRULE:FREQ=DAILY;UNTIL=20190101T000000Z")), ()),
    "deep": (
        b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 90_000 + b"END:X\n" * 90_000 + b"END:VCALENDAR\n",
        (),
    ),
    "events in events": (cal("BEGIN:VEVENT\r\n" * 999 + "END:VEVENT\r\n" * 999), Why.CUT_SHORT),
    "a million exceptions": (
        cal(event(*OLD, "EXDATE:" + "20200101T100000Z," * 1_000_000)),
        Why.TOO_LARGE,
    ),
    "as many exceptions as fit": (
        cal(event(*OLD, "RRULE:FREQ=DAILY", "EXDATE:" + each_minute(280_000))),
        Why.TOO_MUCH,
    ),
    "a long line": (cal(event(*OLD, "SUMMARY:" + "x" * 4_900_000)), ()),
    "50 MB": (b"BEGIN:VCALENDAR\r\n" + b"X" * 50_000_000, Why.TOO_LARGE),
    "nothing but lines": (b"BEGIN:VCALENDAR\r\n" + b"\n" * 4_000_000, Why.TOO_LARGE),
    "nothing but folds": (b"BEGIN:VCALENDAR\r\nX:" + b"\n a" * 1_600_000, Why.TOO_LARGE),
    "nothing but quotes": (cal(event(OLD[0], "DTEND" + '";' * 2_000_000)), Why.BAD_EVENT),
    "nothing": (b"", Why.EMPTY),
    "blanks": (b"\r\n \r\n", Why.EMPTY),
    "half": (PLAIN[:70], Why.CUT_SHORT),
    "without the end": (PLAIN.replace(b"END:VCALENDAR\r\n", b""), Why.CUT_SHORT),
    "year 9999": (cal(event("DTSTART:99991231T230000Z", "DTEND:99991231T235959Z")), ()),
    "year 1": (cal(event("DTSTART;TZID=Asia/Tokyo:00010101T000000", "DURATION:PT1H")), ()),
    "for ever": (cal(event(OLD[0], "DTEND:99991231T235959Z")), (MARCH,)),
    "longer than time": (cal(event(OLD[0], "DURATION:P99999999999D")), Why.BAD_EVENT),
    "backwards": (cal(event("DTSTART:20260310T110000Z", "DURATION:-PT1H")), AN_HOUR),
    "no end": (cal(event("DTSTART:20260310T110000Z", "DTEND:")), Why.BAD_EVENT),
    "two starts": (cal(event(*OLD, "DTSTART:20260310T110000Z")), Why.BAD_EVENT),
    "zone by the second": (
        cal(zone_q(standard("DTSTART:19700101T000000", "RRULE:FREQ=SECONDLY")), IN_Q),
        (span("10 09:00", "10 10:00"),),
    ),
    "zone in itself": (cal(zone_q(standard("DTSTART;TZID=Q:19700101T000000")), IN_Q), Why.BAD_ZONE),
    "zone in zone": (cal(zone_q(zone_q(zone_q(""))), IN_Q), Why.BAD_ZONE),
    "zone of nothing": (cal(zone_q(""), IN_Q), Why.BAD_ZONE),
    "zone that is a folder": (cal(IN_Q.replace("=Q", "=Europe")), Why.BAD_ZONE),
    "zone that is a file": (cal(IN_Q.replace("=Q", "=../../etc/passwd")), AN_HOUR),
    "zip bomb": (bomb(), Why.ZIPPED),
    "a page": (b"<!doctype html><title>Sign in</title>", Why.NOT_A_CALENDAR),
    "a card": (b"BEGIN:VCARD\r\nEND:VCARD\r\n", Why.NOT_A_CALENDAR),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_calendar_is_answered(name: str) -> None:
    data, expected = HOSTILE[name]
    assert answer(data) == expected


@pytest.mark.parametrize(
    "name", ["every second", "as many exceptions as fit", "a long line", "deep", "never"]
)
def test_the_walls_hold(name: str) -> None:
    """Asked from a small process, for a child's size begins with its parent's."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.teams.asked"],
        input=HOSTILE[name][0],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": ":".join(place for place in sys.path if place)},
    )
    seconds, size = done.stdout.decode().split()
    assert float(seconds) < 2  # of work, not of waiting: the machine may be busy
    assert int(size) < 200_000_000


def test_a_process_that_reads_a_calendar_is_given_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: dict[str, object] = {}
    real = subprocess.run

    def watched(*args: object, **told: object) -> object:
        seen.update(told)
        return real(*args, **told)

    monkeypatch.setenv("WITHNESS_KEY", "secret")
    monkeypatch.setattr(subprocess, "run", watched)
    assert answer(PLAIN) == AN_HOUR
    assert set(seen["env"]) == {"PYTHONPATH"}
