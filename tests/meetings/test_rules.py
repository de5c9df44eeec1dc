"""Life, time, clashes, peers, answers: rules that can be read aloud."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from withness.delivery.rules.states import Way
from withness.meetings.rules import clash, coming, free, life, peer, ways, when
from withness.meetings.rules import where as places
from withness.meetings.rules.states import Answer, Came, State, Step, Where
from withness.people.rules import ReachKind
from withness.values.rules import spans, wall
from withness.values.rules.spans import Span

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
