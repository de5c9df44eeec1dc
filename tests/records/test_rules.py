"""Who reads a line: told as stories, then as rules that hold for every line."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.records.rules import owning
from withness.records.rules.reading import BY_LAW, LineOf, ReaderOf, Why, has_words, reads
from withness.records.rules.states import As, Circle, Yes
from withness.values.rules.viewer import Belonging, Seat

NOW = datetime(2026, 11, 26, 13, tzinfo=UTC)
NETWORK = UUID(int=1)
MIRA, JONAS, EDDA, LENA, TAREK, HALE = (UUID(int=i) for i in range(10, 16))


def said(by=JONAS, **more):
    facts = {
        "speaker_id": by, "written_by_id": by, "circle": Circle.ROOM, "yes": Yes.WROTE,
        "said_at": NOW, "is_shared": True, "is_taken_back": False,
    }  # fmt: skip
    return LineOf(**(facts | more))


def reader(who, belonging=Belonging.MEMBER, *, there=True, joined=NOW - timedelta(days=9), **more):
    return ReaderOf(who, Seat(NETWORK, belonging, joined), there, **more)


def test_promise_1_those_who_were_there_read_a_line():
    assert reads(said(), reader(LENA, Belonging.PRACTITIONER)) == Why.WAS_THERE


def test_promise_1_the_person_at_the_centre_reads_it_though_she_was_upstairs():
    assert reads(said(), reader(MIRA, Belonging.CENTRE, there=False)) == Why.CENTRE


def test_promise_1_his_mother_who_missed_it_does_not_read_it_by_default():
    assert reads(said(), reader(EDDA, there=False)) is None


def test_promise_1_she_reads_it_once_he_opens_it_to_the_network():
    assert reads(said(circle=Circle.NETWORK), reader(EDDA, there=False)) == Why.NETWORK


def test_promise_1_who_joined_later_does_not_read_what_was_said_before():
    late = reader(TAREK, there=False, joined=NOW + timedelta(days=1))
    assert reads(said(circle=Circle.NETWORK), late) is None


def test_promise_1_an_agency_is_a_guest_of_the_meetings_it_was_at():
    line = said(circle=Circle.NETWORK)
    assert reads(line, reader(HALE, Belonging.AGENCY, there=False)) is None
    assert reads(line, reader(HALE, Belonging.AGENCY, there=True)) == Why.WAS_THERE


def test_who_has_left_reads_only_their_own_lines():
    gone = ReaderOf(EDDA, None, was_there=True)
    assert reads(said(), gone) is None
    assert reads(said(by=EDDA), gone) == Why.SPEAKER


def test_promise_3_an_unconfirmed_line_is_seen_only_by_those_who_were_there():
    line = said(by=EDDA, written_by_id=LENA, yes=Yes.NOT_YET, circle=Circle.NETWORK)
    assert reads(line, reader(JONAS)) == Why.WAS_THERE
    assert reads(line, reader(JONAS, there=False)) is None
    assert reads(line, reader(MIRA, Belonging.CENTRE, there=False)) is None


def test_promise_3_on_the_telephone_it_stays_between_the_two_who_spoke():
    line = said(by=EDDA, written_by_id=LENA, yes=Yes.TELEPHONE, circle=Circle.TWO)
    assert reads(line, reader(LENA, Belonging.PRACTITIONER)) == Why.WRITER
    assert reads(line, reader(EDDA)) == Why.SPEAKER
    assert reads(line, reader(JONAS)) is None


def test_promise_4_no_kind_of_belonging_reads_more_of_what_was_said_in_the_room():
    for circle in (Circle.ROOM, Circle.NETWORK):
        answers = {reads(said(circle=circle), reader(EDDA, kind)) for kind in Belonging}
        assert answers == {Why.WAS_THERE}


def test_what_was_taken_back_is_read_by_its_speaker_alone():
    assert reads(said(is_taken_back=True), reader(LENA)) is None
    assert reads(said(is_taken_back=True), reader(JONAS)) == Why.SPEAKER


lines = st.builds(
    LineOf,
    speaker_id=st.sampled_from([MIRA, JONAS, EDDA]),
    written_by_id=st.sampled_from([MIRA, JONAS, EDDA, LENA]),
    circle=st.sampled_from(Circle),
    yes=st.sampled_from(Yes),
    said_at=st.just(NOW),
    is_shared=st.booleans(),
    is_taken_back=st.booleans(),
)
readers = st.builds(
    ReaderOf,
    person_id=st.sampled_from([None, MIRA, JONAS, EDDA, LENA, TAREK, HALE]),
    seat=st.one_of(
        st.none(),
        st.builds(
            Seat,
            network_id=st.just(NETWORK),
            belonging=st.sampled_from(Belonging),
            joined_at=st.sampled_from([NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)]),
        ),
    ),
    was_there=st.booleans(),
    named_as=st.one_of(st.none(), st.sampled_from(As)),
    broke_glass=st.booleans(),
    demands=st.booleans(),
)


@given(lines, readers)
def test_what_its_speaker_did_not_share_nobody_else_reads(line, who):
    if not line.is_shared or line.is_taken_back:
        why = reads(line, who)
        assert why in (None, Why.SPEAKER, Why.DEMAND)
        assert why != Why.DEMAND or line.is_shared


@given(lines, readers)
def test_only_me_is_only_me_whoever_was_named_or_asks_by_law(line, who):
    if line.circle == Circle.ONLY_ME:
        assert reads(line, who) in (None, Why.SPEAKER)


@given(lines, readers)
def test_nobody_without_a_name_or_a_seat_reads_the_words_of_others(line, who):
    if who.person_id is None or (who.seat is None and who.person_id != line.speaker_id):
        why = reads(line, who)
        assert why is None or (who.person_id is not None and why in BY_LAW)


@given(lines, readers)
def test_broken_glass_opens_what_a_practitioner_there_would_read_and_nothing_else(line, who):
    if reads(line, who) == Why.GLASS:
        assert line.circle in (Circle.ROOM, Circle.NETWORK, Circle.PRACTITIONERS)
        assert line.yes != Yes.NOT_YET
        assert line.is_shared
        assert not line.is_taken_back


@given(lines, readers)
def test_promise_21_words_that_were_taken_back_a_lawful_demand_alone_opens(line, who):
    why = reads(line, who)
    if line.is_taken_back and why is not None and has_words(line, why):
        assert (why, who.demands) == (Why.DEMAND, True)


def test_promise_1_a_practitioner_writes_nothing_behind_the_network_s_back():
    for circle in (Circle.ONLY_ME, Circle.PRACTITIONERS, Circle.TWO):
        with pytest.raises(owning.NotBehindBacks):
            owning.circle(circle, by_practitioner=True)
    assert owning.circle(Circle.ONLY_ME, by_practitioner=False) == Circle.ONLY_ME


def test_promise_21_practitioners_correct_and_members_take_back():
    owning.removable(by_practitioner=False)
    with pytest.raises(owning.CorrectedNotRemoved):
        owning.removable(by_practitioner=True)
