"""Busy time joined and cut: nothing is lost, nothing is doubled."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from withness.teams.rules import busy
from withness.values.rules.spans import Span

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)
minutes = st.integers(min_value=-300, max_value=300)


def at(minute: int) -> datetime:
    return NOON + timedelta(minutes=minute)


spans = st.builds(lambda a, b: Span(at(min(a, b)), at(max(a, b))), minutes, minutes)


def held(some: tuple[Span, ...] | list[Span]) -> set[int]:
    """Each minute that lies in any of the spans."""
    first = at(-300)
    return {
        minute
        for span in some
        for minute in range(
            (span.start - first) // timedelta(minutes=1), (span.end - first) // timedelta(minutes=1)
        )
    }


@given(st.lists(spans), spans)
def test_busy_time_is_sorted_apart_and_complete(taken: list[Span], window: Span) -> None:
    answer = busy.within(window, taken)
    assert all(one.end < other.start for one, other in pairwise(answer))
    assert all(one.start < one.end for one in answer)
    assert held(answer) == held(taken) & held([window])


@given(st.lists(spans), spans)
def test_asking_twice_changes_nothing(taken: list[Span], window: Span) -> None:
    once = busy.within(window, taken)
    assert busy.within(window, once) == once
    assert busy.within(window, reversed(taken)) == once


@given(st.lists(spans), spans)
def test_occurrences_are_kept_whole_and_double(taken: list[Span], window: Span) -> None:
    kept = busy.starting_in(window, taken)
    assert sorted(kept) == list(kept)
    assert len(kept) == sum(window.start <= one.start < window.end for one in taken)


def test_meetings_that_touch_are_one() -> None:
    window = Span(at(0), at(300))
    assert busy.within(window, [Span(at(60), at(90)), Span(at(-60), at(60))]) == (
        Span(at(0), at(90)),
    )
