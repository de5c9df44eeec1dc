"""Life, time, clashes, peers, answers: rules that can be read aloud."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.delivery.rules.states import Way
from withness.meetings.rules import coming, life, peer, ways, when
from withness.meetings.rules import where as places
from withness.meetings.rules.states import Answer, Came, State, Step
from withness.people.rules import ReachKind
from withness.values.rules import wall

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE, TWO, THREE = (UUID(int=n) for n in (1, 2, 3))


def at(*parts):
    """A wall time: naive on purpose."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


# ---- life


@pytest.mark.parametrize(
    ("deed", "possible"),
    [
        (life.begun, {State.AGREED: State.UNDER_WAY, State.UNDER_WAY: State.UNDER_WAY}),
        (life.held, {State.UNDER_WAY: State.HELD, State.HELD: State.HELD}),
        (life.called_off, {State.AGREED: State.CALLED_OFF, State.CALLED_OFF: State.CALLED_OFF}),
    ],
)
def test_the_life_of_a_meeting(deed, possible):
    for state in State:
        if state in possible:
            assert deed(state) == possible[state]
        else:
            with pytest.raises(life.NotPossible):
                deed(state)


@given(st.lists(st.sampled_from([life.begun, life.held, life.called_off])))
def test_a_held_meeting_stays_held_and_one_called_off_stays_so(deeds):
    state, seen = State.AGREED, [State.AGREED]
    for deed in deeds:
        try:
            state = deed(state)
        except life.NotPossible:
            continue
        seen.append(state)
    if State.HELD in seen:
        assert State.CALLED_OFF not in seen
        assert seen[-1] == State.HELD
        assert State.UNDER_WAY in seen
    if State.CALLED_OFF in seen:
        assert seen[-1] == State.CALLED_OFF
        assert State.UNDER_WAY not in seen


@given(st.sampled_from(State), st.sampled_from(Step))
def test_steps_move_forward_and_back_only_while_people_sit_together(state, step):
    if state == State.UNDER_WAY:
        assert life.stepped(state, step) == step
    else:
        with pytest.raises(life.NotPossible):
            life.stepped(state, step)


def test_the_steps_before_and_after():
    assert life.neighbours(Step.GATHERING) == (None, Step.OPENING)
    assert life.neighbours(Step.TALKING) == (Step.OPENING, Step.REFLECTING)
    assert life.neighbours(Step.CLOSING) == (Step.REFLECTING, None)


def test_an_answer_can_be_given_until_it_begins():
    ends = NOW + timedelta(hours=1)
    life.may_answer(State.AGREED, ends, NOW)
    with pytest.raises(life.NotPossible) as refused:
        life.may_answer(State.AGREED, ends, ends)
    assert refused.value.code == "is_over"
    for state in set(State) - {State.AGREED}:
        with pytest.raises(life.NotPossible):
            life.may_answer(state, ends, NOW)


def test_who_is_there():
    assert [life.is_there(came) for came in (*Came, None)] == [True, True, True, False, False]


# ---- when


def agreed(wall_start, minutes=90, zone="Europe/London", now=NOW):
    return when.agreed(wall_start=wall_start, zone=zone, minutes=minutes, now=now)


def test_the_gap_in_spring_is_no_time():
    with pytest.raises(wall.NotOnTheClock):
        agreed(at(2026, 3, 29, 1, 30))
    assert agreed(at(2026, 3, 29, 2, 0)).span.start == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_the_hour_that_comes_twice_in_autumn_is_the_first_and_it_says_so():
    time = agreed(at(2026, 10, 25, 1, 30))
    assert time.comes_twice
    assert time.span.start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert not agreed(at(2026, 10, 25, 3, 0)).comes_twice


def test_a_meeting_through_the_night_of_23_or_25_hours_lasts_as_long_as_agreed():
    for day in (at(2026, 3, 28, 23, 30), at(2026, 10, 24, 23, 30)):
        time = agreed(day, minutes=240)
        assert time.span.length == timedelta(minutes=240)
        assert when.ends_on_next_day(day, "Europe/London", 240)
    assert not when.ends_on_next_day(at(2026, 5, 5, 22, 30), "Europe/London", 90)


def test_now_is_not_yet_past_while_somebody_types():
    agreed(at(2026, 3, 1, 11, 55))
    with pytest.raises(when.NotThen):
        agreed(at(2026, 3, 1, 11, 45))


@given(
    st.datetimes(at(1, 1, 1), at(9999, 12, 31)),
    st.integers(-10, 2000),
    st.sampled_from(
        [
            "Europe/London",
            "Pacific/Apia",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Nowhere/At-all",
        ]
    ),
)
def test_a_time_is_agreed_or_kindly_refused_and_its_clock_shows_what_was_said(start, minutes, zone):
    try:
        time = agreed(start, minutes, zone)
    except (when.NotThen, wall.NotOnTheClock, wall.UnknownZone):
        return
    assert time.span.length == timedelta(minutes=minutes)
    assert when.SHORTEST <= minutes <= when.LONGEST
    assert wall.wall_time(time.span.start, zone) == start.replace(second=0, microsecond=0)
    assert NOW - when.GRACE <= time.span.start <= NOW + when.FARTHEST
    first = time.wall_start.replace(tzinfo=ZoneInfo(zone))
    assert time.comes_twice == (first.utcoffset() != first.replace(fold=1).utcoffset())


# ---- peers


@given(*[st.sets(st.sampled_from([ONE, TWO, THREE])) for _ in range(3)])
def test_promise_9_a_meeting_without_its_peer_or_any_peer_asks_why(belonging, asked, peers):
    out = peer.left_out(belonging=sorted(belonging), asked=asked, peers=peers)
    assert set(out.peers) == (belonging & peers) - asked
    assert out.any_peer == (not (asked & peers) and not out.peers)
    if belonging & peers:
        assert out.asks_why == bool((belonging & peers) - asked)
    else:
        assert out.asks_why == (not asked & peers)
    assert peer.covers(asked, belonging) == asked - belonging


def test_promise_10_the_networks_wish_needs_no_reason_and_keeps_none():
    out = peer.LeftOut((ONE,), any_peer=False)
    assert peer.reason(out, peer.Whose.NETWORK, "she said ...") == (peer.Whose.NETWORK, "")
    assert peer.reason(out, peer.Whose.STAFF, "on leave") == (peer.Whose.STAFF, "on leave")
    assert peer.reason(peer.LeftOut((), any_peer=False), None, "") is None
    for whose in (None, peer.Whose.STAFF):
        with pytest.raises(peer.ReasonWanted):
            peer.reason(out, whose, " \n")


# ---- answers


@given(st.lists(st.sampled_from(Answer)))
def test_everybody_stands_in_exactly_one_of_three_and_silence_is_no_yes(answers):
    told = coming.told(answers)
    assert told.coming + told.not_now + told.silent == len(answers)
    assert told.silent == answers.count(Answer.NONE)
    assert told.not_now == answers.count(Answer.NOT_NOW)


def test_how_to_expect_somebody():
    assert {answer: coming.expected(answer) for answer in Answer} == {
        Answer.NONE: None,
        Answer.COMING: Came.ROOM,
        Answer.ONLINE: Came.ONLINE,
        Answer.PART: Came.ROOM,
        Answer.NOT_NOW: None,
    }


# ---- ways and places


def test_promise_23_a_letter_and_a_call_are_always_possible():
    mail = ways.Reachable(ReachKind.MAIL, may_write=True)
    phone = ways.Reachable(ReachKind.PHONE, may_write=True)
    silent = ways.Reachable(ReachKind.MAIL, may_write=False)
    assert ways.possible([]) == ways.possible([silent]) == (Way.LETTER, Way.TOLD)
    assert ways.possible([phone, mail]) == (Way.MAIL, Way.SMS, Way.LETTER, Way.TOLD)
    assert ways.possible([phone]) == (Way.SMS, Way.LETTER, Way.TOLD)
    assert ways.possible([], works_here=True)[0] == Way.MAIL
    assert ways.chosen(None, (Way.SMS, Way.TOLD)) == Way.SMS
    with pytest.raises(ways.NoWayThere):
        ways.chosen(Way.MAIL, (Way.LETTER,))


@pytest.mark.parametrize(
    "typed", ["http://x.example", "javascript:alert(1)", "https://a b", 'https://x"onclick', "x"]
)
def test_only_a_safe_link_is_a_link(typed):
    with pytest.raises(places.NotALink):
        places.link(typed)


def test_a_safe_link_is_kept():
    assert places.link(" https://video.example.org/r?x=1#y ") == "https://video.example.org/r?x=1#y"
    assert places.link(" ") == ""
