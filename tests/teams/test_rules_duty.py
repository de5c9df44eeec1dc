"""Somebody always holds what comes in."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.teams.rules import duty
from withness.teams.rules.duty import Overlap, Turn
from withness.values.rules.spans import Span

LENA, SOL, INES, NOOR = (UUID(int=n) for n in range(1, 5))
NINE = datetime(2026, 11, 26, 9, tzinfo=UTC)


def hour(n):
    return NINE + timedelta(hours=n)


def turn(who, begins, ends):
    return Turn(UUID(int=begins + 100), who, Span(hour(begins), hour(ends)))


def test_the_one_on_duty_holds_what_comes_in():
    turns = [turn(LENA, 0, 4), turn(SOL, 4, 8)]
    assert duty.holder(turns, hour(1), keepers=[NOOR]) == LENA
    assert duty.holder(turns, hour(4), keepers=[NOOR]) == SOL


def test_the_first_of_two_on_duty_holds_it():
    assert duty.on_duty([turn(SOL, 1, 5), turn(LENA, 0, 4)], hour(2)) == (LENA, SOL)


def test_before_the_first_turn_the_next_one_holds_it():
    assert duty.holder([turn(SOL, 4, 8), turn(LENA, 2, 4)], hour(0), keepers=[NOOR]) == LENA


def test_with_no_turns_whoever_keeps_the_rota_then_anybody():
    assert duty.holder([], hour(0), keepers=[NOOR], anybody=[INES, NOOR]) == NOOR
    assert duty.holder([], hour(0), anybody=[INES, NOOR]) == INES


def test_who_is_away_is_asked_last_but_still_asked():
    turns = [turn(LENA, 0, 4)]
    assert duty.holder(turns, hour(1), away=frozenset([LENA]), anybody=[LENA, INES]) == INES
    assert duty.holder(turns, hour(1), away=frozenset([LENA]), anybody=[LENA]) == LENA


def test_with_nobody_at_all_it_says_so():
    with pytest.raises(duty.NobodyWorksHere):
        duty.holder([], hour(0))


def test_gaps_and_overlaps_are_found():
    window = Span(hour(0), hour(12))
    turns = [turn(LENA, 1, 5), turn(SOL, 4, 8), turn(INES, 10, 20)]
    assert duty.gaps(turns, window) == (Span(hour(0), hour(1)), Span(hour(8), hour(10)))
    assert duty.overlaps(turns, window) == (Overlap(Span(hour(4), hour(5)), (LENA, SOL)),)


def test_the_same_person_twice_is_no_overlap():
    assert duty.overlaps([turn(LENA, 0, 5), turn(LENA, 3, 8)], Span(hour(0), hour(12))) == ()


def test_a_turn_lasts_some_time_and_at_most_a_month():
    with pytest.raises(duty.TurnTooLong):
        duty.checked(Span(hour(0), hour(0)))
    with pytest.raises(duty.TurnTooLong):
        duty.checked(Span(hour(0), hour(32 * 24)))
    assert duty.checked(Span(hour(0), hour(1))) == Span(hour(0), hour(1))


people = st.sampled_from([LENA, SOL, INES])
turns_of = st.lists(
    st.builds(
        lambda who, b, n: turn(who, b, b + n), people, st.integers(-5, 30), st.integers(1, 9)
    ),
    max_size=6,
)


@given(turns_of, st.integers(-10, 40), st.frozensets(people))
def test_there_is_always_exactly_one_holder(turns, at, away):
    one = duty.holder(turns, hour(at), away=away, anybody=[NOOR])
    assert one in {LENA, SOL, INES, NOOR}
    assert one not in away


@given(turns_of)
def test_gaps_and_turns_fill_the_window_without_touching(turns):
    window = Span(hour(0), hour(24))
    gaps = duty.gaps(turns, window)
    assert all(not gap.overlaps(one.span) for gap in gaps for one in turns)
    for step in range(48):
        at = hour(step / 2)
        assert bool(duty.on_duty(turns, at)) != any(gap.start <= at < gap.end for gap in gaps)
