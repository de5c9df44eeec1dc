"""Working hours keep to the wall, whatever the clocks do."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.teams.rules import hours
from withness.teams.rules.hours import Weekly
from withness.values.rules.spans import Span

LONDON = "Europe/London"
DAYS = {  # local days and how many hours they have
    ("Europe/London", date(2026, 3, 29)): 23,
    ("Europe/London", date(2026, 10, 25)): 25,
    ("Europe/London", date(2026, 11, 26)): 24,
    ("America/New_York", date(2026, 3, 8)): 23,
    ("Australia/Lord_Howe", date(2026, 4, 5)): 24.5,
    ("Africa/Cairo", date(2026, 4, 24)): 23,  # there the clock jumps at midnight
    ("Pacific/Apia", date(2011, 12, 30)): 0,  # a day that never was
}
quarters = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def local(zone, text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def whole(zone, day):
    return Span(hours.edge(day, time(), zone), hours.edge(day + timedelta(days=1), time(), zone))


def every_day(begins, ends):
    return [Weekly(n, begins, ends) for n in range(7)]


def test_a_part_time_week_with_half_hours():
    week = [
        Weekly(0, time(9, 30), time(13)),
        Weekly(0, time(14), time(16, 30)),
        Weekly(3, time(12, 30), time(20)),
    ]
    window = Span(local(LONDON, "2026-11-23"), local(LONDON, "2026-11-30"))
    assert hours.working(week, window, LONDON) == (
        Span(utc("2026-11-23T09:30"), utc("2026-11-23T13:00")),
        Span(utc("2026-11-23T14:00"), utc("2026-11-23T16:30")),
        Span(utc("2026-11-26T12:30"), utc("2026-11-26T20:00")),
    )
    assert hours.hours_a_week(week) == 13.5


def test_nine_stays_nine_when_the_clocks_change():
    window = Span(local(LONDON, "2026-10-24"), local(LONDON, "2026-10-26"))
    assert hours.working(every_day(time(9), time(10)), window, LONDON) == (
        Span(utc("2026-10-24T08:00"), utc("2026-10-24T09:00")),
        Span(utc("2026-10-25T09:00"), utc("2026-10-25T10:00")),
    )


def test_midnight_is_the_end_of_the_day_and_nights_go_on_into_the_next():
    window = Span(local(LONDON, "2026-11-23T12:00"), local(LONDON, "2026-11-24T12:00"))
    late = [Weekly(0, time(18), time(0))]
    night = [Weekly(0, time(22), time(6))]
    assert hours.working(late, window, LONDON) == (
        Span(utc("2026-11-23T18:00"), utc("2026-11-24T00:00")),
    )
    assert hours.working(night, window, LONDON) == (
        Span(utc("2026-11-23T22:00"), utc("2026-11-24T06:00")),
    )
    morning = Span(local(LONDON, "2026-11-24T05:00"), local(LONDON, "2026-11-24T12:00"))
    assert hours.working(night, morning, LONDON) == (
        Span(utc("2026-11-24T05:00"), utc("2026-11-24T06:00")),
    )


def test_a_night_is_an_hour_longer_when_the_clocks_go_back():
    window = Span(local(LONDON, "2026-10-24T12:00"), local(LONDON, "2026-10-25T12:00"))
    (night,) = hours.working([Weekly(5, time(22), time(6))], window, LONDON)
    assert night.length == timedelta(hours=9)


def test_hours_begin_and_end_on_their_days():
    one = [Weekly(0, time(9), time(10), date(2026, 11, 16), date(2026, 11, 23))]
    window = Span(local(LONDON, "2026-11-01"), local(LONDON, "2026-12-31"))
    assert [span.start.date() for span in hours.working(one, window, LONDON)] == [
        date(2026, 11, 16),
        date(2026, 11, 23),
    ]


@pytest.mark.parametrize(("zone", "day"), DAYS)
def test_a_day_has_as_many_hours_as_it_has(zone, day):
    window = whole(zone, day)
    assert window.length == timedelta(hours=DAYS[zone, day])
    all_day = hours.working(every_day(time(), time()), window, zone)
    assert all_day == ((window,) if window.length else ())


@given(st.sampled_from(sorted(DAYS)), st.lists(quarters, max_size=6))
def test_hours_that_follow_on_the_clock_tile_any_day(where, cuts):
    zone, day = where
    edges = [time(), *sorted(set(cuts) - {time()}), time()]
    pieces = [Weekly(day.weekday(), *pair) for pair in itertools.pairwise(edges)]
    window = whole(zone, day)
    found = [hours.working([piece], window, zone) for piece in pieces]
    spans = sorted(span for one in found for span in one)
    assert sum((span.length for span in spans), timedelta()) == window.length
    assert all(a.end == b.start for a, b in itertools.pairwise(spans))


@given(
    st.sampled_from(sorted({zone for zone, _ in DAYS})),
    st.integers(0, 20 * 365 * 24 * 60),
    st.integers(1, 15 * 24 * 60),
    st.lists(st.builds(Weekly, st.integers(0, 6), quarters, quarters), max_size=5),
)
def test_working_time_is_inside_sorted_and_the_sum_of_its_parts(zone, start, minutes, week):
    begins = utc("2011-01-01") + timedelta(minutes=start)
    window = Span(begins, begins + timedelta(minutes=minutes))
    found = hours.working(week, window, zone)
    assert all(window.holds(span) and span.length for span in found)
    assert all(a.end < b.start for a, b in itertools.pairwise(found))
    middle = window.start + (window.end - window.start) / 2
    halves = [
        *hours.working(week, Span(window.start, middle), zone),
        *hours.working(week, Span(middle, window.end), zone),
    ]
    assert sum((s.length for s in halves), timedelta()) == sum(
        (s.length for s in found), timedelta()
    )


def test_hours_that_overlap_or_take_no_time_are_refused():
    with pytest.raises(hours.HoursTouch) as refused:
        hours.checked([Weekly(2, time(9), time(12)), Weekly(2, time(11, 30), time(15))])
    assert refused.value.facts == {"weekday": 2}
    with pytest.raises(hours.NoTime):
        hours.checked([Weekly(2, time(9), time(9))])
    with pytest.raises(hours.HoursTouch):
        hours.checked([Weekly(2, time(18), time(0)), Weekly(2, time(20), time(21))])


def test_hours_that_touch_or_follow_each_other_in_the_year_are_fine():
    touching = (Weekly(2, time(9), time(12)), Weekly(2, time(12), time(0)))
    assert hours.checked(reversed(touching)) == touching
    after = (
        Weekly(2, time(9), time(12), None, date(2026, 6, 30)),
        Weekly(2, time(10), time(12), date(2026, 7, 1)),
    )
    assert hours.checked(after) == after


def test_somebody_is_there_from_their_first_day_until_they_have_left():
    window = Span(local(LONDON, "2026-11-01"), local(LONDON, "2026-12-01"))
    assert hours.days_between(date(2026, 11, 10), date(2026, 11, 20), window, LONDON) == Span(
        utc("2026-11-10T00:00"), utc("2026-11-20T00:00")
    )
    assert hours.days_between(None, date(2026, 10, 20), window, LONDON) is None
