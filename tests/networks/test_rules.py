"""Who may say what about a network, in pure rules."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.networks.rules import belonging, life, peers
from withness.networks.rules.states import Said, State, WhoseReason
from withness.networks.words import refusals
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging, Seat, Viewer, Way

ANYBODY = st.sampled_from([*Belonging, None])
ANY_WORD = st.sampled_from([*Said, None])
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@given(ANYBODY, ANY_WORD)
def test_only_the_person_at_the_centre_ends_a_network__promise_18(by, said):
    allowed = by == Belonging.CENTRE or (
        by == Belonging.PRACTITIONER and said in {Said.ROOM, Said.TELEPHONE}
    )
    try:
        word = life.ended(State.RESTING, by, said)
    except belonging.NoWord:
        assert not allowed
    else:
        assert allowed
        assert word == (Said.THEMSELVES if by == Belonging.CENTRE else said)


@given(ANYBODY, ANY_WORD)
def test_nobody_is_named_against_the_persons_word__promise_5(by, said):
    try:
        word = belonging.word_of_person(by, said)
    except belonging.NoWord:
        assert by != Belonging.CENTRE
        assert by != Belonging.PRACTITIONER or said not in {Said.ROOM, Said.TELEPHONE}
    else:
        assert (word == Said.THEMSELVES) == (by == Belonging.CENTRE)


@given(ANYBODY, ANY_WORD, st.sampled_from(State))
def test_a_practitioner_is_only_offered_while_a_network_gathers(by, said, state):
    try:
        word = belonging.word_for_practitioner(by, said, state)
    except belonging.NoWord:
        assert state != State.GATHERING
    else:
        assert word != Said.OFFERED or state == State.GATHERING


def test_a_network_rests_and_is_taken_up_again():
    assert life.rested(State.MEETING) == State.RESTING
    assert life.rested(State.GATHERING) == State.RESTING
    assert life.taken_up(State.RESTING) == State.MEETING
    assert life.met(State.GATHERING) == State.MEETING
    with pytest.raises(life.NotNow):
        life.rested(State.RESTING)
    with pytest.raises(life.NotNow):
        life.taken_up(State.MEETING)


@pytest.mark.parametrize("change", [life.rested, life.taken_up, life.met, life.lives])
def test_nothing_changes_what_has_ended(change):
    with pytest.raises(life.HasEnded):
        change(State.ENDED)


def test_two_practitioners_are_wanted_and_one_a_peer():
    assert belonging.wanted([]) == belonging.Wanted(2, peer=True)
    assert belonging.wanted([False]) == belonging.Wanted(1, peer=True)
    assert belonging.wanted([False, False]) == belonging.Wanted(0, peer=True)
    assert belonging.wanted([True, False, False]) == belonging.Wanted(0, peer=False)


def test_without_a_peer_the_question_stays_open_until_answered__promise_9():
    assert peers.is_open(State.MEETING, None, has_peer=False)
    assert not peers.is_open(State.MEETING, None, has_peer=True)
    assert not peers.is_open(State.MEETING, WhoseReason.STAFF, has_peer=False)
    assert not peers.is_open(State.ENDED, None, has_peer=False)
    assert peers.waits(State.MEETING, WhoseReason.STAFF, has_peer=False)
    assert not peers.waits(State.MEETING, WhoseReason.NETWORK, has_peer=False)


def test_the_networks_wish_needs_no_reason_and_keeps_none__promise_9():
    assert peers.reason(WhoseReason.NETWORK, "") == ""
    assert peers.reason(WhoseReason.NETWORK, "because of her voice") == ""
    assert peers.reason(WhoseReason.STAFF, "nobody speaks Tigrinya") == "nobody speaks Tigrinya"
    with pytest.raises(peers.ReasonWanted):
        peers.reason(WhoseReason.STAFF, " \n")


@given(st.integers(0, 60), st.integers(0, 60))
def test_coverage_never_points_at_fewer_than_five_networks__promise_14(with_peer, without):
    shown = peers.coverage(with_peer, with_peer + without)
    if shown.networks is not None:
        assert shown.networks >= 5
    if shown.with_peer is not None:
        assert shown.with_peer not in range(1, 5)
        assert shown.networks - shown.with_peer not in range(1, 5)


def test_goodbye_is_said_between_the_day_of_joining_and_now():
    before = NOW - timedelta(days=2)
    assert belonging.parted(before, NOW, NOW) == NOW
    with pytest.raises(belonging.NotThatDay):
        belonging.parted(before, before - timedelta(seconds=1), NOW)
    with pytest.raises(belonging.NotThatDay):
        belonging.parted(before, NOW + timedelta(seconds=1), NOW)


def test_a_place_as_practitioner_counts_only_while_one_works_here():
    here = uuid4()
    seats = (Seat(here, Belonging.PRACTITIONER, NOW),)
    works = Viewer(uuid4(), Way.SIGNED_IN, uuid4(), uuid4(), seats=seats)
    once_worked = Viewer(uuid4(), Way.SIGNED_IN, uuid4(), None, seats=seats)
    assert belonging.by_as(works, here) == Belonging.PRACTITIONER
    assert belonging.by_as(once_worked, here) is None


def test_every_refusal_has_a_kind_sentence():
    codes = {
        one.code
        for module in (belonging, life, peers)
        for one in vars(module).values()
        if isinstance(one, type) and issubclass(one, Refusal) and one is not Refusal
    } - {"not_now"}
    assert codes | {"rests_already", "rests_not", "name_wanted"} <= set(refusals.REFUSALS)
    assert all(str(words).endswith((".", "?")) for words in refusals.REFUSALS.values())
