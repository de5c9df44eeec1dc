"""A calendar from outside is read right or refused with a reason.

The 341 reference calendars are read in this process (each on its own would take a tenth of a
second to start); a sample of them and all of `security` go through the walled process, as uploads
and feeds do; the walls hold the time and the memory. Hostile ones: `test_calendar_hostile.py`.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.teams.calendars import AN_HOUR, MARCH, PLAIN, answer, cal, event, span

from withness.teams.forms import calendar
from withness.teams.forms import calendar_events as events
from withness.teams.rules.busy import CalendarRefused, Why
from withness.teams.words import calendar as words
from withness.values.rules.spans import Span

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CALENDARS = DATA / "calendar"
REFERENCE = json.loads((CALENDARS / "CALENDAR_REFERENCE.json").read_text())
AGREED = REFERENCE["agreed"]
ALL = sorted(str(path.relative_to(CALENDARS)) for path in CALENDARS.rglob("*.ics"))
OTHER = sorted(path for path in CALENDARS.rglob("*") if path.is_file() and path.suffix != ".ics")
SECURITY = sorted(path for path in (DATA / "security").rglob("*") if path.is_file())
TEN_YEARS = Span(datetime(2006, 1, 1, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC))
WIDE = Span(datetime(1990, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))
# What ical.js and recurring-ical-events answer differently, and what we hold to be right:
# two events with an empty UID are two events.
JUDGED = {"icalnet/Serialization/Parameter2.ics": 2}
# What the reference library fails at. An unreadable line that says nothing about time is no
# reason to refuse; a start, an end or a rule that cannot be read is.
REFUSED = {
    "icalendar/calendars/america_new_york_forward_reference.ics": Why.BAD_EVENT,
    "icalendar/calendars/broken_dtstart.ics": Why.BAD_EVENT,
    "icalendar/calendars/created_calendar_with_unicode_fields.ics": 2,
    "icalendar/calendars/fuzz_testcase_vtimezone_lone_cr.ics": 0,
    "icalendar/calendars/issue_1081_invalid_start_valid_end.ics": Why.BAD_EVENT,
    "icalendar/calendars/multiple_timezones.ics": Why.BAD_REPEAT,
    "icalendar/calendars/pacific_fiji.ics": Why.BAD_EVENT,
    "icalendar/calendars/parsing_error.ics": 40,
    "icalendar/calendars/rfc_7529.ics": Why.BAD_REPEAT,
    "icaljs/parser/base64.ics": 0,
    "icaljs/samples/RDATE_test.ics": 0,
    "icaljs/samples/RDATE_utc_test.ics": 0,
    "icaljs/samples/google_birthday.ics": Why.BAD_REPEAT,
    "icalnet/Serialization/Encoding1.ics": 25,
    "icalnet/Serialization/Encoding3.ics": 25,
    "icalnet/Serialization/PARSE17.ics": Why.BAD_EVENT,
}
# Calendars without a dated event that stop in the middle of one, or in the middle of nowhere.
CUT_SHORT = {
    "icalendar/calendars/big_bad_calendar.ics",
    "icalendar/calendars/fuzz_testcase_0_char_in_component_name.ics",
    "icalendar/calendars/pr_480_summary_with_colon.ics",
}


def midnight(day: str) -> datetime:
    return datetime.fromisoformat(day.removesuffix("Z")).replace(tzinfo=UTC)


def taken(*parts: str, zone: str = "Europe/London") -> tuple[Span, ...]:
    return events.taken(cal(*parts), MARCH, zone)


def counted(name: str, window: Span) -> int | str:
    data = (CALENDARS / name).read_bytes()
    try:
        return len(events.occurrences(data, window, "UTC", own_clock=True))
    except CalendarRefused as refused:
        return refused.code


# ---------------------------------------------------------------- the reference


@pytest.mark.parametrize("name", sorted(AGREED))
def test_the_two_libraries_agree_and_so_do_we(name: str) -> None:
    told = AGREED[name]
    window = Span(*map(midnight, told["window"]))
    data = (CALENDARS / name).read_bytes()
    found = events.occurrences(data, window, "UTC", own_clock=True)
    first = [midnight(start) for start in told["first"]]
    assert (len(found), [one.start for one in found][: len(first)]) == (told["count"], first)


@pytest.mark.parametrize("name", sorted(REFERENCE["differ"]))
def test_where_libraries_differ_we_follow_the_one_we_use(name: str) -> None:
    told = REFERENCE["differ"][name]
    window = Span(*map(midnight, told["window"]))
    assert counted(name, window) == JUDGED.get(name, told["py"])


@pytest.mark.parametrize("name", sorted(REFERENCE["refused"]))
def test_what_a_library_fails_at_is_read_or_refused_with_a_reason(name: str) -> None:
    assert counted(name, WIDE) == REFUSED[name]


@pytest.mark.parametrize("name", REFERENCE["no_event"])
def test_a_calendar_without_events_has_no_occurrences(name: str) -> None:
    assert counted(name, WIDE) == (Why.CUT_SHORT if name in CUT_SHORT else 0)


@pytest.mark.parametrize("name", ALL)
def test_every_calendar_is_read_or_refused(name: str) -> None:
    data = (CALENDARS / name).read_bytes()
    try:
        found: object = events.taken(data, TEN_YEARS, "Europe/Berlin")
    except CalendarRefused as refused:
        found = refused.code
    assert found in set(Why) if isinstance(found, str) else isinstance(found, tuple)


@pytest.mark.parametrize("name", ALL[::12])
def test_the_walls_change_no_answer(name: str) -> None:
    data = (CALENDARS / name).read_bytes()
    try:
        inside: object = events.taken(data, MARCH, "Europe/London")
    except CalendarRefused as refused:
        inside = refused.code
    assert answer(data) == inside


@pytest.mark.parametrize("path", OTHER + SECURITY, ids=lambda path: str(path.relative_to(DATA)))
def test_what_is_no_calendar_is_refused(path: Path) -> None:
    assert answer(path.read_bytes()) in {
        Why.NOT_A_CALENDAR,
        Why.ZIPPED,
        Why.EMPTY,
        Why.TOO_LARGE,
    }


# ---------------------------------------------------------------- what counts as busy


def test_transparent_cancelled_and_empty_events_take_no_time() -> None:
    assert (
        taken(
            event("DTSTART:20260310T100000Z", "DTEND:20260310T110000Z", "TRANSP:TRANSPARENT"),
            event(
                "DTSTART:20260311T100000Z", "DTEND:20260311T110000Z", "STATUS:CANCELLED", uid="b"
            ),
            event("DTSTART:20260312T100000Z", uid="c"),
            event("SUMMARY:some day", uid="d"),
        )
        == ()
    )


def test_one_cancelled_time_of_a_series_is_free() -> None:
    series = event("DTSTART:20260310T100000Z", "DTEND:20260310T110000Z", "RRULE:FREQ=DAILY;COUNT=3")
    off = event(
        "RECURRENCE-ID:20260311T100000Z",
        "DTSTART:20260311T100000Z",
        "DTEND:20260311T110000Z",
        "STATUS:CANCELLED",
    )
    assert taken(series, off) == (span("10 10:00", "10 11:00"), span("12 10:00", "12 11:00"))


def test_a_time_moved_into_and_out_of_the_window_is_found_where_it_is_now() -> None:
    series = event("DTSTART:20260227T100000Z", "DTEND:20260227T110000Z", "RRULE:FREQ=DAILY;COUNT=3")
    moved_in = event(
        "RECURRENCE-ID:20260227T100000Z", "DTSTART:20260320T100000Z", "DTEND:20260320T120000Z"
    )
    moved_out = event(
        "RECURRENCE-ID:20260301T100000Z", "DTSTART:20260501T100000Z", "DTEND:20260501T120000Z"
    )
    assert taken(series, moved_in, moved_out) == (span("20 10:00", "20 12:00"),)


def test_this_and_all_following_times_move_together() -> None:
    series = event("DTSTART:20260310T100000Z", "DTEND:20260310T110000Z", "RRULE:FREQ=DAILY;COUNT=3")
    later = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260311T100000Z",
        "DTSTART:20260311T120000Z",
        "DTEND:20260311T130000Z",
    )
    assert taken(series, later) == (
        span("10 10:00", "10 11:00"),
        span("11 12:00", "11 13:00"),
        span("12 12:00", "12 13:00"),
    )


def test_of_two_versions_of_an_event_the_later_holds() -> None:
    old = event("DTSTART:20260310T100000Z", "DTEND:20260310T110000Z", "SEQUENCE:1")
    new = event("DTSTART:20290310T100000Z", "DTEND:20290310T110000Z", "SEQUENCE:2")
    assert taken(old, new) == ()


def test_a_free_busy_list_counts_and_its_free_periods_do_not() -> None:
    block = (
        "BEGIN:VFREEBUSY\r\nFREEBUSY:20260310T100000Z/PT1H,20260310T103000Z/20260310T120000Z\r\n"
        "FREEBUSY;FBTYPE=FREE:20260311T100000Z/PT1H\r\nEND:VFREEBUSY\r\n"
    )
    assert taken(block) == (span("10 10:00", "10 12:00"),)
    assert events.occurrences(cal(block), MARCH, "UTC", own_clock=False) == ()


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/London", "20260329", 23),
        ("Europe/London", "20261025", 25),
        ("Europe/London", "20260328", 24),
        ("America/New_York", "20260308", 23),
        ("Africa/Cairo", "20260424", 23),
    ],
)
def test_a_whole_day_is_as_long_as_it_is_there(zone: str, day: str, hours: int) -> None:
    year = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    (one,) = events.taken(cal(event(f"DTSTART;VALUE=DATE:{day}")), year, zone)
    assert one.length == timedelta(hours=hours)


def test_the_night_of_the_23_hour_day() -> None:
    night = "DTSTART;TZID=Europe/London:20260328T220000"
    assert taken(event(night, "DTEND;TZID=Europe/London:20260329T060000")) == (
        span("28 22:00", "29 05:00"),
    )
    assert taken(event(night, "DURATION:PT8H")) == (span("28 22:00", "29 06:00"),)
    assert taken(event(night, "DURATION:P1D")) == (span("28 22:00", "29 21:00"),)
    nightly = event(night, "DURATION:PT8H", "RRULE:FREQ=DAILY;COUNT=2")
    assert taken(nightly) == (span("28 22:00", "29 06:00"), span("29 21:00", "30 05:00"))


def test_floating_times_are_read_where_the_person_is_or_the_calendar_says() -> None:
    ten = event("DTSTART:20260310T100000", "DTEND:20260310T110000")
    assert taken(ten, zone="America/New_York") == (span("10 14:00", "10 15:00"),)
    assert taken("X-WR-TIMEZONE:Europe/Rome\r\n", ten) == (span("10 09:00", "10 10:00"),)
    assert taken("X-WR-TIMEZONE:Nowhere/Town\r\n", ten) == (span("10 10:00", "10 11:00"),)


def test_zone_names_of_windows_are_known() -> None:
    zone = "TZID=W. Europe Standard Time"
    assert taken(event(f"DTSTART;{zone}:20260310T100000", f"DTEND;{zone}:20260310T110000")) == (
        span("10 09:00", "10 10:00"),
    )


def test_a_zone_that_the_file_explains_is_used_wherever_it_stands() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Our zone\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    ours = event("DTSTART;TZID=Our zone:20260310T100000", "DTEND;TZID=Our zone:20260310T110000")
    assert taken(ours, zone) == taken(zone, ours) == (span("10 07:00", "10 08:00"),)


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"])
def test_counting_from_near_the_window_changes_nothing(rule: str) -> None:
    lines = ("DTSTART;TZID=Europe/London:20010103T230000", "DURATION:PT2H", f"RRULE:{rule}")
    whole = Span(datetime(2001, 1, 1, tzinfo=UTC), MARCH.end)
    slow = events.occurrences(cal(event(*lines)), whole, "UTC", own_clock=False)
    quick = events.occurrences(cal(event(*lines)), MARCH, "UTC", own_clock=False)
    assert quick == tuple(one for one in slow if one.start >= MARCH.start) != ()


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.decode().encode("utf-16"),
        b"\xfe\xff" + PLAIN.decode().encode("utf-16-be"),
        PLAIN.decode().encode("utf-16-le"),
        PLAIN.decode().encode("latin-1"),
        PLAIN.replace(b"\r\n", b"\r"),
        PLAIN.replace(b"\r\n", b"\n\n"),
        PLAIN.replace(b"bung", b"bu\0ng"),
        PLAIN.replace(b"DTSTART:2026", b"DTSTART\r\n :20\r\n\t26"),
        PLAIN.replace(b"SUMMARY", b"ATTACH;ENCODING=BASE64;VALUE=BINARY:?\r\nSUMMARY"),
    ],
    ids=[
        "utf-8", "mark", "utf-16", "utf-16-be", "no mark", "latin-1", "lone cr", "blank lines",
        "nul", "folded", "broken attachment",
    ],
)  # fmt: skip
def test_the_same_calendar_in_other_clothes(data: bytes) -> None:
    assert events.taken(data, MARCH, "Europe/London") == AN_HOUR


def test_what_an_entry_is_about_goes_no_further() -> None:
    secret = "Appointment of somebody"
    data = cal(
        event("DTSTART:tomorrow", f"SUMMARY:{secret}", f"ATTENDEE;CN={secret}:mailto:a@b.example")
    )
    with pytest.raises(CalendarRefused) as refused:
        calendar.read_busy(data, MARCH, "UTC")
    assert (refused.value.code, refused.value.facts) == (Why.BAD_EVENT, {"line": 3})
    assert secret not in words.said(refused.value)
