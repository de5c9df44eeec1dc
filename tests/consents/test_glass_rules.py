"""When glass may be broken, how long it is open, and what a reason is."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.consents.rules import demand, glass
from withness.values.rules.text import TooLong
from withness.values.rules.viewer import Duty, Kind

NIGHT = datetime(2026, 11, 3, 4, 10, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_it_is_open_for_an_hour_and_no_minute_longer():
    ends = glass.ends(NIGHT)
    assert glass.is_open(NIGHT, ends, None, NIGHT)
    assert glass.is_open(NIGHT, ends, None, NIGHT + 59 * MINUTE)
    assert not glass.is_open(NIGHT, ends, None, NIGHT + 60 * MINUTE)
    assert not glass.is_open(NIGHT, ends, None, NIGHT - MINUTE)


def test_it_cannot_be_made_longer_whatever_is_written_in_its_row():
    assert not glass.is_open(NIGHT, NIGHT + timedelta(days=9), None, NIGHT + 61 * MINUTE)


def test_what_was_ended_earlier_is_closed():
    ends = glass.ends(NIGHT)
    assert not glass.is_open(NIGHT, ends, NIGHT + MINUTE, NIGHT + 2 * MINUTE)
    assert glass.until(ends, NIGHT + MINUTE) == NIGHT + MINUTE
    assert glass.until(ends, None) == ends


@pytest.mark.parametrize(
    "typed", ["", "   ", "x", "test", "....................", "12345678901234"]
)
def test_what_says_nothing_is_no_reason(typed):
    with pytest.raises(glass.ReasonWanted):
        glass.reason(typed)


def test_a_reason_is_kept_as_it_was_written():
    said = "  Mira rang the night line.\r\nShe wants to know who is near. "
    assert glass.reason(said) == "Mira rang the night line.\nShe wants to know who is near."
    assert glass.reason("她打来电话说她很害怕想见人") == "她打来电话说她很害怕想见人"
    with pytest.raises(TooLong):
        glass.reason("because " * 500)


def test_several_in_a_day_are_looked_at_and_many_are_stopped():
    hours = [NIGHT - timedelta(hours=n) for n in range(10)]
    assert not glass.is_unusual(hours[:2], NIGHT)
    assert glass.is_unusual(hours[:3], NIGHT)
    assert not glass.is_unusual([NIGHT, *(h - glass.DAY for h in hours)], NIGHT)
    glass.may_open(hours[: glass.MOST_A_DAY - 1], NIGHT)
    with pytest.raises(glass.TooManyToday):
        glass.may_open(hours[: glass.MOST_A_DAY], NIGHT)


@given(st.integers(-10_000, 10_000), st.none() | st.integers(-10_000, 10_000))
def test_never_open_outside_the_hour(seconds, closed):
    now = NIGHT + timedelta(seconds=seconds)
    closed_at = None if closed is None else NIGHT + timedelta(seconds=closed)
    is_open = glass.is_open(NIGHT, glass.ends(NIGHT), closed_at, now)
    assert is_open == (closed_at is None and 0 <= seconds < 3600)


def scope(**other):
    named = {
        "said_from": NIGHT - timedelta(days=90),
        "said_until": NIGHT - timedelta(days=60),
        "kinds": frozenset({Kind.LINES}),
        "opens_at": NIGHT,
        "closes_at": NIGHT + timedelta(hours=4),
    }
    return demand.Scope(**named | other)


def test_a_demand_names_its_scope():
    assert demand.scope(scope(), NIGHT)
    for wrong in ({"kinds": frozenset()}, {"said_until": NIGHT - timedelta(days=90)}):
        with pytest.raises(demand.ScopeWanted):
            demand.scope(scope(**wrong), NIGHT)


def test_a_demand_names_its_hours():
    hour = timedelta(hours=1)
    for wrong in (
        {"closes_at": NIGHT},
        {"closes_at": NIGHT + 73 * hour},
        {"opens_at": NIGHT - 9 * hour, "closes_at": NIGHT - hour},
        {"opens_at": NIGHT + 91 * 24 * hour, "closes_at": NIGHT + 92 * 24 * hour},
    ):
        with pytest.raises(demand.HoursWanted):
            demand.scope(scope(**wrong), NIGHT)


def test_when_the_network_may_be_told():
    today = date(2026, 11, 3)
    tomorrow = date(2026, 11, 4)
    now = demand.telling(demand.Telling(demand.May.NOW, tomorrow), today)
    assert now == demand.Telling(demand.May.NOW)
    assert demand.is_due(now, today)
    later = demand.telling(demand.Telling(demand.May.FROM, tomorrow), today)
    assert not demand.is_due(later, today)
    assert demand.is_due(later, tomorrow)
    never = demand.telling(demand.Telling(demand.May.NOT_YET, tomorrow), today)
    assert not demand.is_due(never, date(2030, 1, 1))
    assert demand.asks_again(never, tomorrow)
    assert not demand.asks_again(never, today)


@pytest.mark.parametrize("day", [None, date(2026, 11, 3), date(2026, 11, 2), date(2029, 1, 1)])
def test_what_may_not_be_told_is_asked_again_within_a_year(day):
    with pytest.raises(demand.DayWanted):
        demand.telling(demand.Telling(demand.May.NOT_YET, day), date(2026, 11, 3))


def test_two_duties_are_two():
    assert demand.pair(Duty.ACCOUNTS, Duty.SETTINGS) == (Duty.ACCOUNTS, Duty.SETTINGS)
    with pytest.raises(demand.TwoDuties):
        demand.pair(Duty.ACCOUNTS, Duty.ACCOUNTS)


def test_who_proposes_and_who_then_confirms():
    two = demand.USUAL
    one, other = two
    assert demand.proposer(frozenset({one}), two) == (one, other)
    assert demand.proposer(frozenset({other}), two) == (other, one)
    assert demand.proposer(frozenset({Duty.ROTA}), two) is None


def test_where_a_demand_stands():
    opens, closes = NIGHT, NIGHT + timedelta(hours=2)

    def stand(now, confirmed=None, ended=None):
        return demand.stand(demand.Times(opens, closes, confirmed, ended), now)

    before = NIGHT - MINUTE
    assert stand(before) == demand.Stand.WAITS
    assert stand(closes) == demand.Stand.LAPSED
    assert stand(before, before) == demand.Stand.AHEAD
    assert stand(NIGHT, before) == demand.Stand.OPEN
    assert stand(closes, before) == demand.Stand.OVER
    assert stand(NIGHT, before, NIGHT) == demand.Stand.ENDED
