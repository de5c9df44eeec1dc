"""Writing, owning and closing: what stays, what is refused, what happens once."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records.together import says, under_way
from withness.access.rules import NotAllowed
from withness.meetings.queries import events
from withness.meetings.rules.states import State
from withness.records import models
from withness.records.actions import closing, lines, owning
from withness.records.queries import owned, record
from withness.records.rules import owning as rules
from withness.records.rules.states import Circle, Outcome, Yes
from withness.values.rules import text

pytestmark = pytest.mark.django_db


def read_by(cast, name, meeting):
    return [line.words for line in record.lines_of_meeting(cast.viewer(name), meeting.pk)]


def for_her(cast, meeting, words="Tell me what to do at three.", **more):
    return lines.write_for(
        meeting_id=meeting.pk,
        speaker_id=cast.edda.pk,
        words=words,
        once=uuid4(),
        by=cast.viewer("lena"),
        **more,
    )


def test_sent_forty_times_it_is_written_once(cast):
    meeting, once = under_way(cast), uuid4()
    ids = {says(cast, "jonas", meeting, "Once.", once=once) for _ in range(40)}
    assert len(ids) == 1
    assert read_by(cast, "mira", meeting) == ["Once."]


def test_the_same_mark_with_other_words_loses_neither(cast):
    meeting, once = under_way(cast), uuid4()
    says(cast, "jonas", meeting, "First.", once=once)
    with pytest.raises(rules.OtherWords):
        says(cast, "jonas", meeting, "Second.", once=once)
    assert read_by(cast, "jonas", meeting) == ["First."]


def test_what_was_sent_again_after_a_change_is_still_the_same_line(cast):
    meeting, once = under_way(cast), uuid4()
    line = says(cast, "jonas", meeting, "First.", once=once)
    owning.change(line_id=line, words="Otherwise.", by=cast.viewer("jonas"))
    assert says(cast, "jonas", meeting, "First.", once=once) == line


def test_nobody_takes_somebody_else_s_mark(cast):
    meeting, once = under_way(cast), uuid4()
    says(cast, "jonas", meeting, "Mine.", once=once)
    with pytest.raises(NotAllowed):
        says(cast, "sol", meeting, "Mine.", once=once)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=15))
def test_in_whatever_order_posts_are_repeated_each_line_stands_once(cast, sent):
    meeting = under_way(cast)
    marks = [uuid4() for _ in range(5)]
    for which in sent:
        says(cast, "jonas", meeting, f"Line {which}.", once=marks[which])
    first_time = list(dict.fromkeys(sent))
    assert read_by(cast, "lena", meeting) == [f"Line {which}." for which in first_time]


def test_promise_1_a_practitioner_keeps_no_line_for_themselves(cast):
    meeting = under_way(cast)
    for circle, share in (
        (Circle.ONLY_ME, True),
        (Circle.PRACTITIONERS, True),
        (Circle.ROOM, False),
    ):
        with pytest.raises(rules.NotBehindBacks):
            says(cast, "lena", meeting, "planted", circle=circle, share=share)
    assert not models.Line.objects.filter(meeting=meeting).exists()


def test_promise_1_neither_does_a_guest_from_an_agency(cast):
    meeting = under_way(cast, came=("mira", "lena", "hale"))
    with pytest.raises(rules.NotBehindBacks):
        says(cast, "hale", meeting, "planted", circle=Circle.PRACTITIONERS)
    says(cast, "hale", meeting, "I can come on Monday.")
    assert read_by(cast, "mira", meeting) == ["I can come on Monday."]


def test_promise_1_what_is_only_for_oneself_leaves_no_mark_until_it_is_opened(cast):
    meeting = under_way(cast)
    before = events.last(meeting.pk)
    line = says(cast, "jonas", meeting, "I drink.", circle=Circle.ONLY_ME)
    kept = says(cast, "jonas", meeting, "I am afraid.", share=False)
    assert events.last(meeting.pk) == before
    says(cast, "mira", meeting, "Later.")
    assert read_by(cast, "mira", meeting) == ["Later."]
    owning.choose_circle(line_id=line, circle=Circle.ROOM, by=cast.viewer("jonas"))
    owning.share(line_id=kept, by=cast.viewer("jonas"))
    assert read_by(cast, "mira", meeting) == ["Later.", "I drink.", "I am afraid."]


def test_promise_1_narrower_goes_from_the_others_without_a_mark(cast):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "Too much.")
    owning.choose_circle(line_id=line, circle=Circle.ONLY_ME, by=cast.viewer("jonas"))
    assert read_by(cast, "mira", meeting) == []
    assert read_by(cast, "jonas", meeting) == ["Too much."]


def test_promise_1_opened_by_name_to_somebody_who_was_not_there(cast):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "For mum.")
    assert read_by(cast, "edda", meeting) == []
    owning.open_to(line_id=line, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    assert read_by(cast, "edda", meeting) == ["For mum."]
    with pytest.raises(NotAllowed):
        owning.open_to(line_id=line, person_id=cast.ottilie.pk, by=cast.viewer("jonas"))


def test_promise_2_nobody_else_changes_or_takes_back_a_line(cast):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "Mine.")
    for name in ("mira", "lena", "sol", "edda", "noor", "pavel"):
        for deed in (
            lambda by: owning.change(line_id=line, words="Theirs.", by=by),
            lambda by: owning.take_back(line_id=line, by=by),
            lambda by: owning.choose_circle(line_id=line, circle=Circle.NETWORK, by=by),
            lambda by: owning.open_to(line_id=line, person_id=cast.edda.pk, by=by),
        ):
            with pytest.raises(NotAllowed):
                deed(cast.viewer(name))
    assert read_by(cast, "mira", meeting) == ["Mine."]


def test_a_change_is_visible_and_the_old_words_are_the_owner_s_alone(cast):
    meeting = under_way(cast)
    line = says(cast, "jonas", meeting, "planted")
    owning.change(line_id=line, words="Said calmly.", by=cast.viewer("jonas"))
    (seen,) = record.lines_of_meeting(cast.viewer("mira"), meeting.pk)
    assert (seen.words, seen.changed_at is not None) == ("Said calmly.", True)
    assert [words for words, _ in before(cast, "jonas", line)] == ["planted"]
    for name in ("mira", "lena"):
        assert before(cast, name, line) == ()


def before(cast, name, line):
    return owned.earlier_wordings(record.line(cast.viewer(name), line))


def test_promise_21_what_a_practitioner_said_before_stays_readable_beside_the_correction(cast):
    meeting = under_way(cast)
    line = says(cast, "lena", meeting, "Wrong.")
    owning.change(line_id=line, words="Right.", by=cast.viewer("lena"))
    for name in ("lena", "mira", "jonas"):
        assert [words for words, _ in before(cast, name, line)] == ["Wrong."]


def test_promise_21_members_take_back_practitioners_put_right(cast):
    meeting = under_way(cast)
    his, hers = says(cast, "jonas", meeting, "Too much."), says(cast, "lena", meeting, "Wrong.")
    answer = says(cast, "mira", meeting, "I heard it.", answers=his)
    owning.take_back(line_id=his, by=cast.viewer("jonas"))
    with pytest.raises(rules.CorrectedNotRemoved):
        owning.take_back(line_id=hers, by=cast.viewer("lena"))
    owning.change(line_id=hers, words="Right.", by=cast.viewer("lena"))
    seen = record.lines_of_meeting(cast.viewer("sol"), meeting.pk)
    assert [line.words for line in seen] == ["Right.", "I heard it."]
    assert seen[1].id == answer


def test_promise_3_written_for_her_it_waits_for_her_yes(cast):
    meeting = under_way(cast)
    line = for_her(cast, meeting)
    (seen,) = record.lines_of_meeting(cast.viewer("jonas"), meeting.pk)
    assert (seen.speaker, seen.writer, seen.yes) == ("Edda", "Lena", Yes.NOT_YET)
    with pytest.raises(NotAllowed):
        owning.say_yes(line_id=line, by=cast.viewer("lena"))
    owning.say_yes(line_id=line, by=cast.viewer("edda"))
    (seen,) = record.lines_of_meeting(cast.viewer("jonas"), meeting.pk)
    assert (seen.writer, seen.yes) == ("Lena", Yes.PAGE)


def test_promise_3_only_who_wrote_it_down_notes_her_yes(cast):
    meeting = under_way(cast)
    line = for_her(cast, meeting)
    with pytest.raises(NotAllowed):
        owning.note_yes(line_id=line, how=Yes.ROOM, by=cast.viewer("sol"))
    for how in (Yes.PAGE, Yes.WROTE, Yes.NOT_YET):
        with pytest.raises(rules.NotYours):
            owning.note_yes(line_id=line, how=how, by=cast.viewer("lena"))
    owning.note_yes(line_id=line, how=Yes.TELEPHONE, by=cast.viewer("lena"))
    assert record.line(cast.viewer("mira"), line).yes == Yes.TELEPHONE


def test_promise_3_told_by_telephone_it_is_read_by_the_two_who_spoke(cast):
    for said_yes in (Yes.TELEPHONE, Yes.NOT_YET):
        line = for_her(cast, cast.first, said_yes=said_yes, by_telephone=True)
        readers = [n for n in cast.who if record.line(cast.viewer(n), line)]
        assert sorted(readers) == ["edda", "lena"]


def test_promise_3_a_change_of_what_was_written_for_her_is_her_yes(cast):
    meeting = under_way(cast)
    line = for_her(cast, meeting)
    owning.change(line_id=line, words="Stay until morning.", by=cast.viewer("edda"))
    seen = record.line(cast.viewer("jonas"), line)
    assert (seen.words, seen.yes) == ("Stay until morning.", Yes.PAGE)


def test_nobody_writes_for_somebody_outside_the_network(cast):
    meeting = under_way(cast)
    for name in ("ruben", "ottilie", "pavel"):
        with pytest.raises(NotAllowed):
            lines.write_for(
                meeting_id=meeting.pk,
                speaker_id=cast.person(name).pk,
                words="x",
                once=uuid4(),
                by=cast.viewer("lena"),
            )


def test_nobody_from_outside_writes_and_nobody_before_it_began(cast):
    meeting = under_way(cast)
    for name in ("pavel", "ines", "noor", "ruben", "ottilie", "hale"):
        with pytest.raises(NotAllowed):
            says(cast, name, meeting, "planted")
    with pytest.raises(NotAllowed):
        says(cast, "jonas", cast.next, "Too early.")


@pytest.mark.parametrize("words", ["", " \n\t", "\x00"])
def test_a_line_needs_words(cast, words):
    with pytest.raises(rules.NothingSaid):
        says(cast, "jonas", under_way(cast), words)


def test_words_come_back_as_they_were_said_and_too_many_are_refused_whole(cast):
    meeting = under_way(cast)
    said = "\u202eabc\u202c 👩‍👩‍👧 <b>bold</b> {{ x }}\n\n\u200fمرحبا"
    says(cast, "jonas", meeting, said)
    assert read_by(cast, "mira", meeting) == [said]
    with pytest.raises(text.TooLong):
        says(cast, "jonas", meeting, "x" * 1_000_000)


def test_promise_17_no_decision_is_a_full_way_to_end(cast):
    meeting = under_way(cast)
    with pytest.raises(rules.EndedUnsaid):
        closing.close(meeting_id=meeting.pk, by=cast.viewer("jonas"))
    closing.no_decision(meeting_id=meeting.pk, by=cast.viewer("mira"))
    closing.close(meeting_id=meeting.pk, by=cast.viewer("jonas"))
    closing.close(meeting_id=meeting.pk, by=cast.viewer("jonas"))
    meeting.refresh_from_db()
    assert meeting.state == State.HELD
    assert record.closings([meeting.pk])[meeting.pk].outcome == Outcome.NO_DECISION


def test_promise_17_not_knowing_stays_open_until_the_network_lets_it_go(cast):
    asked = closing.wonder(
        meeting_id=cast.first.pk, words="What woke her?", once=uuid4(), by=cast.viewer("mira")
    )
    meeting = under_way(cast)
    assert [q.words for q in record.open_questions(cast.viewer("jonas"), cast.network.pk)] == [
        "What woke her?"
    ]
    closing.let_go(question_id=asked, meeting_id=meeting.pk, by=cast.viewer("jonas"))
    assert record.open_questions(cast.viewer("jonas"), cast.network.pk) == ()


def test_many_lines_are_read_in_as_many_queries_as_one(cast):
    meeting = under_way(cast)
    says(cast, "jonas", meeting, "One.")
    viewer = cast.viewer("lena")
    with CaptureQueriesContext(connection) as one:
        record.lines_of_meeting(viewer, meeting.pk)
    for number in range(20):
        says(cast, "mira", meeting, f"More {number}.")
    with CaptureQueriesContext(connection) as many:
        assert len(record.lines_of_meeting(viewer, meeting.pk)) == 21
    assert len(one) == len(many) <= 4
