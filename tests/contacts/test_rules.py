"""The promise in pure rules: the clock, the one holder, the warnings, the ends (promise 8)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.contacts.rules import caller, flood, holding, promise, reading, said
from withness.contacts.rules.states import Caller, End
from withness.people.rules import ReachKind
from withness.values.rules import text
from withness.values.rules.spans import Span

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
instants = st.integers(0, 60 * 24 * 3650).map(lambda minutes: NOON + timedelta(minutes=minutes))
spells = st.integers(0, 60 * 24 * 4).map(lambda minutes: timedelta(minutes=minutes))
hours_of_promise = st.integers(1, 96)
warn_hours = st.lists(st.integers(1, 72), max_size=4)


# ---- the clock
@given(instants, hours_of_promise)
def test_a_promise_runs_out_so_many_hours_later_whatever_the_clocks_on_the_wall_do(at, hours):
    assert promise.until(at, hours) - at == timedelta(hours=hours)


@given(instants, hours_of_promise, spells, spells)
def test_promise_8_the_clock_never_pauses(asked_at, hours, sooner, more):
    """However long one waits, exactly that much less is left."""
    end = promise.until(asked_at, hours)
    first, second = asked_at + sooner, asked_at + sooner + more
    assert minutes(promise.left(end, first)) - minutes(
        promise.left(end, second)
    ) == more / timedelta(minutes=1)
    assert promise.share_run(asked_at, end, first) <= promise.share_run(asked_at, end, second)


def minutes(left):
    rest = left.days * 1440 + left.hours * 60 + left.minutes
    return -rest if left.over else rest


@given(instants, hours_of_promise)
def test_the_whole_time_is_left_at_first_and_none_at_the_end(asked_at, hours):
    end = promise.until(asked_at, hours)
    assert minutes(promise.left(end, asked_at)) == hours * 60
    assert promise.left(end, end) == promise.Left(over=True, days=0, hours=0, minutes=0)
    assert promise.share_run(asked_at, end, asked_at) == 0
    assert promise.share_run(asked_at, end, end + HOUR) == 100


def test_a_minute_begun_is_a_minute_left():
    assert promise.left(NOON, NOON - timedelta(seconds=1)).minutes == 1


@given(st.lists(st.tuples(instants, st.uuids()), max_size=9))
def test_the_nearest_end_stands_first(promises):
    ordered = sorted(promises, key=lambda one: promise.nearest_first(*one))
    assert [one[0] for one in ordered] == sorted(one[0] for one in promises)


# ---- the one holder
stretches = st.lists(st.tuples(st.integers(0, 3), spells), max_size=8)


@given(stretches, spells)
def test_promise_8_exactly_one_holder_at_any_time(takings, later):
    people = [uuid4() for _ in range(4)]
    held, at = (holding.Held(people[0], NOON),), NOON
    for who, after in takings:
        at += after
        held = holding.taken(held, by=people[who], at=at)
        assert held[-1].holder_id == people[who]
    moment = NOON + later
    holders = [
        h for h in held if h.from_at <= moment and (h.until_at is None or moment < h.until_at)
    ]
    assert len(holders) == 1
    assert holding.holder_at(held, moment) == holders[0].holder_id
    assert [h.until_at for h in held].count(None) == 1


def test_nobody_holds_it_before_anybody_asked():
    assert holding.holder_at((holding.Held(uuid4(), NOON),), NOON - HOUR) is None


def test_who_holds_it_already_keeps_it_since_then():
    held = (holding.Held(uuid4(), NOON),)
    assert holding.taken(held, by=held[0].holder_id, at=NOON + HOUR) == held


# ---- the warnings
@given(hours_of_promise, warn_hours, st.lists(spells, max_size=30))
def test_each_warning_is_given_once_however_long_the_worker_slept(hours, warn, naps):
    end, told, given_marks, now = promise.until(NOON, hours), set(), [], NOON
    for nap in [*naps, timedelta(days=30)]:
        now += nap
        due = promise.warning(NOON, end, now, hours=warn, told=told)
        if due is not None:
            given_marks.append(due.mark)
            told |= set(due.settled)
            assert end - due.mark * HOUR <= now
        assert promise.warning(NOON, end, now, hours=warn, told=told) is None
    assert given_marks == sorted(set(given_marks), reverse=True)
    assert given_marks[-1] == promise.OVER
    assert set(given_marks) <= {h for h in warn if h < hours} | {promise.OVER}


def test_the_first_warning_is_for_the_holder_and_later_ones_for_all_on_duty():
    end, marks = NOON + 24 * HOUR, []
    for hour in range(26):
        due = promise.warning(
            NOON, end, NOON + hour * HOUR, hours=[6, 2], told=[m for m, _ in marks]
        )
        if due:
            marks.append((due.mark, due.everyone))
    assert marks == [(6, False), (2, True), (promise.OVER, True)]


def test_a_promise_shorter_than_a_warning_goes_without_it():
    assert promise.warning(NOON, NOON + HOUR, NOON, hours=[6, 2], told=[]) is None


# ---- the ends
@pytest.mark.parametrize("end", End)
def test_promise_8_only_a_meeting_held_counts_as_kept(end):
    assert promise.is_kept(end) == (end == End.HELD)


def test_a_promise_that_runs_is_not_kept():
    assert promise.is_kept(None) is False


@pytest.mark.parametrize(
    ("end", "ended", "reached", "words", "why"),
    [
        (End.NO, False, False, "", promise.NotReached),
        (End.LATER, False, False, "in spring", promise.NotReached),
        (End.ELSEWHERE, False, True, "", promise.NotNamed),
        (End.HELD, False, True, "", promise.OnlyByMeeting),
        (End.NO, True, True, "", promise.AlreadyEnded),
    ],
)
def test_an_end_that_is_nobodys_word_is_refused(end, ended, reached, words, why):
    with pytest.raises(why):
        promise.may_end(end, ended=ended, reached=reached, words=words)


@pytest.mark.parametrize(
    ("end", "reached", "words"),
    [(End.NO, True, ""), (End.LATER, True, ""), (End.ELSEWHERE, False, "The Hillside team")],
)
def test_an_end_by_somebodys_word_stands(end, reached, words):
    assert promise.may_end(end, ended=False, reached=reached, words=words) is None


# ---- the caller
flags = st.booleans()


@given(flags, flags, flags, flags)
def test_promise_8_a_caller_sees_the_promise_until_the_person_is_reached(
    is_centre, reached, ended, may_know
):
    sees = caller.sees(is_centre=is_centre, reached=reached, ended=ended, may_know=may_know)
    narrow = (reached or ended) and not is_centre and not may_know
    assert sees == (caller.Sees.TAKEN_UP if narrow else caller.Sees.PROMISE)


@pytest.mark.parametrize("end", [End.NO, End.LATER, End.ELSEWHERE])
def test_how_somebody_else_said_no_is_theirs_to_tell(end):
    assert caller.told_end(end, is_centre=False) is None
    assert caller.told_end(end, is_centre=True) == end


@pytest.mark.parametrize(
    ("centre", "ended", "may"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_only_the_person_at_the_centre_takes_a_request_back(centre, ended, may):
    assert caller.may_take_back(is_centre=centre, ended=ended) == may


# ---- who reads it when
def turn(start, end):
    return Span(NOON + start * HOUR, NOON + end * HOUR)


def test_somebody_on_duty_reads_it_before_their_turn_ends():
    turns = [turn(-2, 6), turn(-1, 3), turn(8, 9)]
    assert reading.next_read(turns, NOON) == reading.Reading(reading.Reads.NOW, NOON + 3 * HOUR)


def test_a_turn_that_ends_now_reads_nothing():
    assert reading.next_read([turn(-2, 0), turn(20, 24)], NOON) == reading.Reading(
        reading.Reads.LATER, NOON + 20 * HOUR
    )


def test_nobody_on_the_rota_is_said_plainly():
    assert reading.next_read([turn(-5, -2)], NOON) == reading.Reading(reading.Reads.UNKNOWN)


def test_the_team_that_reads_first_is_asked():
    now = reading.Reading(reading.Reads.NOW, NOON + HOUR)
    soon = reading.Reading(reading.Reads.LATER, NOON + 2 * HOUR)
    late = reading.Reading(reading.Reads.LATER, NOON + 9 * HOUR)
    never = reading.Reading(reading.Reads.UNKNOWN)
    assert reading.soonest([(never, 0), (late, 1), (soon, 2)]) == 2
    assert reading.soonest([(late, 0), (now, 1), (now, 2)]) == 1
    assert reading.soonest([(never, 0)]) == 0


# ---- what was said
@pytest.mark.parametrize(
    ("typed", "may_write", "found"),
    [
        ("jonas@Example.net", False, ((ReachKind.MAIL, "jonas@example.net"),)),
        ("+44 7700 900123", False, ((ReachKind.PHONE, "+447700900123"),)),
        ("ring my friend Mia on 07700 900123", False, ()),
        ("07700 900123, not after six", True, ((ReachKind.PHONE, "07700900123"),)),
        (
            "write to a@b.example, or 0131 496 0123.",
            True,
            ((ReachKind.MAIL, "a@b.example"), (ReachKind.PHONE, "01314960123")),
        ),
        ("after 18:00, on 23.11.2026, house 12", True, ()),
        ("", True, ()),
    ],
)
def test_a_number_inside_a_longer_text_counts_only_where_we_may_write(typed, may_write, found):
    assert said.reaches(typed, may_write=may_write) == found


@given(st.text(max_size=text.SHORT), st.booleans())
def test_any_text_may_say_how_to_reach_somebody(typed, may_write):
    assert isinstance(said.reaches(typed, may_write=may_write), tuple)


@pytest.mark.parametrize(
    "typed", ["0" * 1000, "a@" * 500, "0 1" * 333, "+" * 1000, "0-" * 500, "a" * 999 + "@"]
)
def test_no_text_makes_the_search_slow(typed):
    assert isinstance(said.reaches(typed, may_write=True), tuple)


def test_a_name_is_all_that_is_needed():
    assert said.kept(said.Said(name=" Mira\r\n")) == said.Said(name="Mira")
    for nothing in ("", " \n", "\x00"):
        with pytest.raises(said.NoName):
            said.kept(said.Said(name=nothing))


def test_who_asks_for_themselves_names_nobody_else():
    words = said.Said(name="Mira", asked_by=Caller.SELF, for_whom="left over in the form")
    assert said.kept(words).for_whom == ""


@pytest.mark.parametrize("field", ["hope", "who", "when_and_where"])
def test_words_have_room_for_twenty_thousand_characters(field):
    assert said.kept(said.Said("Mira", **{field: "x" * text.WORDS}))
    with pytest.raises(text.TooLong) as refusal:
        said.kept(said.Said("Mira", **{field: "x" * (text.WORDS + 1)}))
    assert refusal.value.facts == {"most": 20_000, "has": 20_001}


@given(st.text(max_size=50), st.text(max_size=50))
def test_later_words_stand_below_and_earlier_ones_stay(before, now):
    before, now = text.kept(before, 99), text.kept(now, 99)
    after = said.joined(before, now)
    assert after.startswith(before)
    assert after.endswith(now) or now in before
    assert said.joined(after, now) == after


# ---- too many at once
def test_many_from_one_place_wait_and_everybody_else_goes_on():
    assert not flood.too_many(address="203.0.113.7", from_there=11, in_all=11)
    assert flood.too_many(address="203.0.113.7", from_there=12, in_all=12)
    assert not flood.too_many(address="127.0.0.1", from_there=50, in_all=50)
    assert flood.too_many(address="198.51.100.2", from_there=0, in_all=200)
    assert flood.window(0) == flood.window(599.9) == 0
    assert flood.window(600) == 1
