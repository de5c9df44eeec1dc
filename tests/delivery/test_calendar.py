"""Calendar files, re-read by a program that reads calendars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from withness.delivery.actions import calendar
from withness.delivery.rules.neutral import NotOneLine
from withness.service.rules import TellsTooMuch

AT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
FACTS = {
    "uid": "a3@riverside.example", "sequence": 0, "starts_at": AT, "ends_at": AT + timedelta(minutes=90),
    "zone": "Europe/Berlin", "summary": "Meeting", "where": "Garden room, 4 Mill Lane; upstairs",
    "sender_name": "Riverside, Ltd", "attendee": "mira@example.net", "stamped_at": AT,
}  # fmt: skip


def read(**more):
    return Calendar.from_ical(calendar.file(**{**FACTS, **more}))


def event_of(whole):
    (event,) = whole.walk("VEVENT")
    return event


def test_a_file_says_when_by_the_clock_of_the_room():
    whole = read()
    event = event_of(whole)
    assert whole["METHOD"] == "REQUEST"
    assert event.decoded("DTSTART") == AT
    assert event.decoded("DTEND") == AT + timedelta(minutes=90)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event["DTSTART"].to_ical() == b"20261126T110000"
    assert [zone["TZID"] for zone in whole.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert event["SUMMARY"] == "Meeting"
    assert event["LOCATION"] == "Garden room, 4 Mill Lane; upstairs"
    assert event["CLASS"] == "PRIVATE"


def test_a_move_keeps_the_uid_and_raises_the_sequence_and_a_cancellation_says_so():
    moved = event_of(
        read(sequence=1, starts_at=AT + timedelta(days=1), ends_at=AT + timedelta(days=1, hours=1))
    )
    off = read(sequence=2, method="CANCEL")
    assert (moved["UID"], moved["SEQUENCE"]) == ("a3@riverside.example", 1)
    assert (event_of(off)["UID"], event_of(off)["SEQUENCE"]) == ("a3@riverside.example", 2)
    assert (off["METHOD"], event_of(off)["STATUS"]) == ("CANCEL", "CANCELLED")


def test_only_the_receiver_stands_in_the_file_and_is_asked_no_answer_by_mail():
    """Promise 20, and domain §16, 10: no other invitee's address."""
    event = event_of(read())
    assert str(event["ATTENDEE"]) == "mailto:mira@example.net"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert str(event["ORGANIZER"]) == "mailto:post@withness.invalid"
    assert event["ORGANIZER"].params["CN"] == "Riverside, Ltd"
    assert set(event) == {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "STATUS", "CLASS",
        "ORGANIZER", "ATTENDEE",
    }  # fmt: skip


def test_a_file_to_take_along_names_nobody():
    whole = read(method="PUBLISH", attendee="")
    assert "ATTENDEE" not in event_of(whole)


@given(
    where=st.text(max_size=80), receiver=st.sampled_from(["mira@example.net", "edda@example.net"])
)
def test_no_address_but_the_receivers_and_the_houses_can_appear(where, receiver):
    """Promise 20: whatever the place is called, nobody else becomes part of the file."""
    event = event_of(read(where=where, attendee=receiver))
    people = [str(value) for name in ("ATTENDEE", "ORGANIZER") for value in [event[name]]]
    assert people == [f"mailto:{receiver}", "mailto:post@withness.invalid"]
    assert [name for name in ("CONTACT", "COMMENT", "DESCRIPTION", "URL") if name in event] == []


@pytest.mark.parametrize("field", ["summary", "sender_name"])
def test_a_telling_word_never_gets_into_a_calendar(field):
    with pytest.raises(TellsTooMuch):
        calendar.file(**{**FACTS, field: "Network therapy"})


def test_a_place_whose_own_name_tells_is_left_out():
    assert "LOCATION" not in event_of(read(where="Psychiatric ward 3"))


@pytest.mark.parametrize("field", ["uid", "attendee", "sender_name"])
def test_nothing_can_be_smuggled_in_by_a_line_break(field):
    with pytest.raises(NotOneLine):
        calendar.file(**{**FACTS, field: "x@example.net\r\nATTENDEE:mailto:edda@example.net"})


def test_words_with_line_breaks_stay_words():
    event = event_of(read(where="By the gate\nATTENDEE:mailto:edda@example.net"))
    assert str(event["ATTENDEE"]) == "mailto:mira@example.net"
    assert event["LOCATION"] == "By the gate\nATTENDEE:mailto:edda@example.net"


@given(
    zone=st.sampled_from(
        ["Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Chatham", "UTC"]
    ),
    hours=st.integers(0, 24 * 1500),
)
def test_any_instant_in_any_zone_is_read_back_as_it_was(zone, hours):
    at = AT + timedelta(hours=hours)
    if at.astimezone(ZoneInfo(zone)).fold:
        return  # a wall time that comes twice means the first, also in calendar files
    event = event_of(read(zone=zone, starts_at=at, ends_at=at + timedelta(hours=1)))
    assert event.decoded("DTSTART") == at


def test_lines_are_short_and_end_as_the_standard_says():
    written = calendar.file(**{**FACTS, "where": "Ö" * 400})
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert "\n" not in written.replace("\r\n", "")
