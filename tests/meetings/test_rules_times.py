"""Clashes, the way between, and times that are free."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from withness.meetings.rules import clash, free
from withness.meetings.rules.states import Where
from withness.values.rules import spans, wall
from withness.values.rules.spans import Span

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))


def at(*parts):
    """A wall time: naive on purpose."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


# ---- clashes

MINUTE = st.integers(0, 24 * 60)


@st.composite
def booked(draw):
    start = NOW + timedelta(minutes=draw(MINUTE))
    span = Span(start, start + timedelta(minutes=draw(st.integers(15, 300))))
    return clash.Booking(
        draw(st.sampled_from([ONE, TWO])), span, clash.with_way(span, draw(st.integers(0, 120)))
    )


def way(booking):
    return booking.span.start - booking.with_way.start


@given(booked(), booked())
def test_two_meetings_clash_if_the_pause_is_shorter_than_the_longer_way(one, other):
    assert clash.clash(one, other) == clash.clash(other, one)
    if one.practitioner_id != other.practitioner_id:
        assert not clash.clash(one, other)
        return
    first, second = sorted((one, other), key=lambda booking: booking.span)
    pause = second.span.start - first.span.end
    together = first.span.overlaps(second.span)
    assert clash.clash(one, other) == (together or pause < max(way(one), way(other)))


@given(booked())
def test_a_meeting_clashes_with_itself(one):
    assert clash.clash(one, one)
    assert clash.taken([one], [one]) == (one.practitioner_id,)
    assert clash.taken([one], []) == ()


def test_the_way_is_asked_for_where_homes_follow_each_other():
    span = Span(NOW, NOW + timedelta(hours=1))
    later = Span(NOW + timedelta(hours=3), NOW + timedelta(hours=4))
    near = [clash.Booking(ONE, later, later, Where.HOME)]
    far = [
        clash.Booking(
            ONE, span, Span(NOW + timedelta(hours=9), NOW + timedelta(hours=10)), Where.HOME
        )
    ]
    far = [clash.Booking(ONE, far[0].with_way, far[0].with_way, Where.HOME)]
    room = [clash.Booking(ONE, later, later, Where.CLINIC)]
    assert travel(span, near, where=Where.ONLINE) == 0
    assert travel(span, near, where=Where.ONLINE, asked=30) == 0
    assert travel(span, near, asked=0) == 0
    assert travel(span, near, where=Where.CLINIC) == 0
    assert travel(span, far) == travel(span, room) == travel(span, []) == 20
    with pytest.raises(clash.TravelWanted):
        travel(span, near)
    for silly in (-1, 241):
        with pytest.raises(clash.TooFarAway):
            travel(span, [], asked=silly)


def travel(span, booked_too, *, asked=None, where=Where.HOME):
    return clash.travel(asked, where=where, span=span, booked=booked_too, usual=20)


# ---- free times


@st.composite
def some_spans(draw):
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start = NOW + timedelta(minutes=draw(MINUTE))
        found.append(Span(start, start + timedelta(minutes=draw(st.integers(0, 400)))))
    return found


@given(st.lists(some_spans(), max_size=3))
def test_common_time_is_free_for_everybody_and_misses_nothing(frees):
    shared = free.common(frees)
    assert shared == spans.merged(shared)
    assume(frees)
    for minute in range(0, 24 * 60 + 400, 17):
        begins = NOW + timedelta(minutes=minute)
        moment = Span(begins, begins + timedelta(seconds=1))
        inside = any(one.holds(moment) for one in shared)
        assert inside == all(any(one.holds(moment) for one in spans.merged(f)) for f in frees)


@given(some_spans(), st.sampled_from([15, 60, 90, 480]), MINUTE)
def test_every_offered_time_fits_and_stands_on_a_half_hour(shared, minutes, after):
    after = NOW + timedelta(minutes=after)
    for zone in ("Europe/London", "Asia/Kathmandu"):
        for time in free.starts(shared, minutes=minutes, zone=zone, after=after):
            begins = wall.instant(time, zone)
            assert begins >= after
            assert time.minute in (0, 30)
            assert any(
                s.holds(Span(begins, begins + timedelta(minutes=minutes)))
                for s in spans.merged(shared)
            ) or any(s.holds(Span(begins, begins + timedelta(minutes=minutes))) for s in shared)


def test_the_night_of_the_change_offers_no_time_that_is_not_there_and_none_twice():
    for day in (28,):
        night = Span(
            datetime(2026, 3, day, 23, tzinfo=UTC), datetime(2026, 3, day + 1, 6, tzinfo=UTC)
        )
        times = free.starts([night], minutes=30, zone="Europe/London", after=night.start)
        assert at(2026, 3, 29, 1, 0) not in times
        assert at(2026, 3, 29, 1, 30) not in times
        assert at(2026, 3, 29, 2, 0) in times
    night = Span(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC))
    times = free.starts([night], minutes=30, zone="Europe/London", after=night.start)
    assert len(times) == len(set(times))
    assert at(2026, 10, 25, 5, 30) in times
