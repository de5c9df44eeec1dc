"""Who decides when it is hard: the rules alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.networks.rules import belonging, deciding, life
from withness.networks.rules.deciding import As, Scope
from withness.networks.rules.states import Said, State
from withness.values.rules.viewer import Belonging

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@given(DAYS, st.one_of(st.none(), DAYS))
def test_speaking_for_somebody_always_has_an_end_that_is_near(until, young_until):
    try:
        last = deciding.speaks_until(until, TODAY, young_until=young_until)
    except deciding.EndWanted:
        return
    assert last <= until
    assert last <= TODAY + deciding.LONGEST
    assert young_until is None or last < young_until


@pytest.mark.parametrize("until", [None, TODAY - timedelta(days=1), TODAY + timedelta(days=732)])
def test_without_an_end_nobody_speaks(until):
    with pytest.raises(deciding.EndWanted):
        deciding.speaks_until(until, TODAY, young_until=None)


def test_a_parent_speaks_for_no_adult():
    with pytest.raises(deciding.NotYoung):
        deciding.named_by(As.PARENT, is_own=False, law_says=True, is_young=False, proof="seen")


@pytest.mark.parametrize("kind", [As.PARENT, As.NOMINATED, As.ATTORNEY, As.DEPUTY])
def test_what_the_law_does_not_know_nobody_is(kind):
    with pytest.raises(deciding.LawSaysNot):
        deciding.named_by(kind, is_own=False, law_says=False, is_young=True, proof="seen")
    with pytest.raises(deciding.ProofWanted):
        deciding.named_by(kind, is_own=False, law_says=True, is_young=True, proof="")
    with pytest.raises(belonging.NoWord):
        deciding.named_by(kind, is_own=True, law_says=True, is_young=True, proof="seen")


def test_whom_somebody_names_themselves_needs_no_law_and_no_paper():
    deciding.named_by(As.NAMED, is_own=True, law_says=False, is_young=False, proof="")


@pytest.mark.parametrize("kind", [None, Belonging.PRACTITIONER, Belonging.CENTRE])
def test_no_practitioner_and_no_stranger_speaks_for_anybody(kind):
    with pytest.raises(deciding.SpeaksNot):
        deciding.may_speak(kind, is_same=False)


def test_nobody_is_their_own_proxy_and_nothing_is_no_scope():
    with pytest.raises(deciding.SpeaksNot):
        deciding.may_speak(Belonging.MEMBER, is_same=True)
    with pytest.raises(deciding.ScopeWanted):
        deciding.scopes([])
    assert deciding.scopes([Scope.SHARING]) == {Scope.SHARING}


def test_the_person_removes_without_a_reason_and_practitioners_with_one():
    assert deciding.removed(Belonging.CENTRE, "whatever was typed") == ""
    assert deciding.removed(Belonging.PRACTITIONER, "He hit her.") == "He hit her."
    with pytest.raises(deciding.WhyWanted):
        deciding.removed(Belonging.PRACTITIONER, "")
    for nobody in (None, Belonging.MEMBER, Belonging.AGENCY):
        with pytest.raises(belonging.NoWord):
            deciding.removed(nobody, "He hit her.")


@pytest.mark.parametrize("said", [None, Said.OFFERED, Said.THEMSELVES])
def test_somebody_removed_comes_back_by_the_persons_word_alone(said):
    assert deciding.let_back(Belonging.CENTRE, None) == Said.THEMSELVES
    assert deciding.let_back(Belonging.PRACTITIONER, Said.ROOM) == Said.ROOM
    with pytest.raises(belonging.NoWord):
        deciding.let_back(Belonging.PRACTITIONER, said)
    with pytest.raises(belonging.NoWord):
        deciding.let_back(Belonging.MEMBER, Said.ROOM)


def test_a_death_rests_a_network_and_ends_none():
    """promise 18"""
    for state in (State.GATHERING, State.MEETING, State.RESTING):
        assert life.met(state, has_died=True) == State.RESTING
        assert life.met(state) == State.MEETING


def test_nobody_dies_tomorrow():
    assert deciding.died_on(TODAY, TODAY) == TODAY
    with pytest.raises(deciding.NotToCome):
        deciding.died_on(TODAY + timedelta(days=1), TODAY)
