"""Promises that are kept by several rooms together."""

from uuid import uuid4

import pytest

from tests.records.together import CAME, says, under_way
from withness.access.rules import NotAllowed
from withness.meetings.rules.states import State
from withness.records.actions import closing, owning
from withness.records.queries import record
from withness.records.rules.states import Circle, Outcome

pytestmark = pytest.mark.django_db
OTHERS = ("mira", "edda", "tarek", "hale", "ruben", "lena", "sol", "pavel", "noor", "wilhelm")


def read_by(cast, meeting):
    """Who of the cast reads which words of a meeting."""
    return {
        name: [one.words for one in record.lines_of_meeting(cast.viewer(name), meeting.pk)]
        for name in ("mira", "jonas", "edda", "lena", "sol")
    }


@pytest.mark.parametrize("name", OTHERS)
def test_promise_2_nobody_changes_or_removes_the_words_of_another(cast, name):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "I was angry.")
    by = cast.viewer(name)
    for deed in (
        lambda: owning.change(line_id=line, words="He was calm.", by=by),
        lambda: owning.take_back(line_id=line, by=by),
        lambda: owning.choose_circle(line_id=line, circle=Circle.NETWORK, by=by),
        lambda: owning.open_to(line_id=line, person_id=cast.tarek.pk, by=by),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert read_by(cast, meeting)["jonas"] == ["I was angry."]


def test_promise_2_two_accounts_of_one_event_stand_side_by_side(cast):
    meeting = under_way(cast)
    first = says(cast, "jonas", meeting, "She shouted at me.")
    says(cast, "mira", meeting, "I did not shout. I was loud.", answers=first)
    both = ["She shouted at me.", "I did not shout. I was loud."]
    assert read_by(cast, meeting) == {
        "mira": both, "jonas": both, "edda": [], "lena": both, "sol": both,
    }  # fmt: skip


def test_promise_7_what_was_decided_elsewhere_is_shown_as_decided_elsewhere(cast):
    meeting = under_way(cast)
    by = cast.viewer("mira")
    closing.agree(meeting_id=meeting.pk, words="We eat together.", once=uuid4(), by=by)
    closing.agree(
        meeting_id=meeting.pk,
        words="The ward moved the date.",
        once=uuid4(),
        by=by,
        made_elsewhere=True,
    )
    for name in CAME:
        told = record.agreements(cast.viewer(name), [meeting.pk])
        assert [(one.words, one.made_elsewhere) for one in told] == [
            ("We eat together.", False),
            ("The ward moved the date.", True),
        ]


def test_promise_12_what_somebody_tells_of_their_own_life_they_narrow_and_take_back(cast):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "I was there once myself.")
    told = ["I was there once myself."]
    owning.choose_circle(line_id=line, circle=Circle.PRACTITIONERS, by=cast.viewer("jonas"))
    assert read_by(cast, meeting) == {
        "mira": [], "jonas": told, "edda": [], "lena": told, "sol": told,
    }  # fmt: skip
    owning.take_back(line_id=line, by=cast.viewer("jonas"))
    assert read_by(cast, meeting) == {
        "mira": [], "jonas": [""], "edda": [], "lena": [], "sol": [],
    }, "he sees that it was his; the words are sealed"  # fmt: skip


def test_promise_17_no_decision_and_not_knowing_yet_end_a_meeting_fully(cast):
    meeting = under_way(cast)
    by = cast.viewer("sol")
    closing.wonder(meeting_id=meeting.pk, words="Who sits with her?", once=uuid4(), by=by)
    closing.no_decision(meeting_id=meeting.pk, by=by)
    closing.close(meeting_id=meeting.pk, by=by)
    meeting.refresh_from_db()
    assert meeting.state == State.HELD
    assert record.closings([meeting.pk])[meeting.pk].outcome == Outcome.NO_DECISION
    asked = record.open_questions(cast.viewer("mira"), cast.network.pk)
    assert [one.words for one in asked] == ["Who sits with her?"]
