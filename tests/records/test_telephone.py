"""What a member says on the telephone about their own words (promises 3 and 23)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.records.together import in_english, main_of, text
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.meetings.rules.states import State
from withness.networks.models import Membership
from withness.records import models
from withness.records.actions import about, destroying, earlier, owning, settling
from withness.records.actions import telephone as actions
from withness.records.queries import record
from withness.records.queries import telephone as queries
from withness.records.rules import telephone as rules
from withness.records.rules.states import Answer, Circle, Yes
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
R = "/riverside/records"


@pytest.fixture
def line(cast):
    return make.line(cast.first, cast.jonas, "I was angry at the doctor.")


def reads(cast, name, line):
    fact = record.line(cast.viewer(name), line.pk)
    return fact is not None and fact.words != ""


def row(spoken_id):
    return models.Spoken.objects.get(pk=spoken_id)


def sit_together(cast, *people):
    return make.meeting(cast.network, invited=people, came=people, state=State.UNDER_WAY)


def test_promise_23_taking_back_by_telephone_counts_at_once_and_is_marked(cast, line):
    spoken = actions.take_back(line_id=line.pk, by=cast.viewer("lena"))
    assert [reads(cast, one, line) for one in ("mira", "jonas", "lena")] == [False] * 3
    kept = row(spoken)
    assert (kept.speaker_id, kept.written_by_id) == (cast.jonas.pk, cast.lena.person.pk)
    done = Entry.objects.get(deed="records.take_back_for")
    assert (done.person_id, done.right) == (
        cast.lena.person.pk, "spoke_by_telephone+is_not_taken_back",
    )  # fmt: skip


def test_promise_23_the_speaker_is_told_at_once_on_every_way_without_a_name(cast):
    said = make.line(cast.first, cast.mira, "I slept.")
    actions.take_back(line_id=said.pk, by=cast.viewer("lena"))
    messages = Message.objects.filter(to=cast.mira)
    assert {one.way for one in messages} == {"mail", "sms"}
    assert not [one for one in messages for name in ("Mira", "Lena") if name in one.body]
    assert Message.objects.exclude(to=cast.mira).count() == 0


def test_promise_23_the_speaker_undoes_it_on_their_own_page(cast, line):
    spoken = actions.take_back(line_id=line.pk, by=cast.viewer("lena"))
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))
    assert [reads(cast, one, line) for one in ("mira", "jonas", "lena")] == [True] * 3
    with pytest.raises(NotAllowed):
        settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))


def test_words_that_are_destroyed_do_not_come_back(cast, line):
    spoken = actions.take_back(line_id=line.pk, by=cast.viewer("lena"))
    later = timezone.now() + timedelta(days=9)
    assert destroying.destroy(line_id=line.pk, days=1, now=later)
    with pytest.raises(rules.WordsAreGone):
        settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))


def test_undoing_brings_nothing_back_that_the_speaker_took_back_themselves(cast, line):
    spoken = actions.choose_circle(
        line_id=line.pk, circle=Circle.NAMED, heard=Yes.TELEPHONE, by=cast.viewer("lena")
    )
    owning.take_back(line_id=line.pk, by=cast.viewer("jonas"))
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))
    line.refresh_from_db()
    assert (line.taken_back_at is None, line.circle) == (False, Circle.NAMED)


def test_promise_3_narrower_counts_at_once_and_wider_waits_for_the_speakers_own_yes(cast, line):
    by = {"heard": Yes.TELEPHONE, "by": cast.viewer("lena")}
    wide = actions.choose_circle(line_id=line.pk, circle=Circle.NETWORK, **by)
    assert (reads(cast, "edda", line), row(wide).counts_at) == (False, None), "silence is no yes"
    with pytest.raises(NotAllowed):
        settling.say_yes(spoken_id=wide, by=cast.viewer("lena"))
    settling.say_yes(spoken_id=wide, by=cast.viewer("jonas"))
    assert reads(cast, "edda", line)
    actions.choose_circle(line_id=line.pk, circle=Circle.ONLY_ME, **by)
    assert [reads(cast, one, line) for one in ("jonas", "mira", "edda", "lena")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_promise_3_what_is_said_in_the_room_counts_where_both_sit_there(cast, line):
    room = {"circle": Circle.NETWORK, "heard": Yes.ROOM, "by": cast.viewer("lena")}
    with pytest.raises(rules.NotTogetherNow):
        actions.choose_circle(line_id=line.pk, **room)
    sit_together(cast, cast.mira, cast.lena)
    with pytest.raises(rules.NotTogetherNow):
        actions.choose_circle(line_id=line.pk, **room)
    assert not models.Spoken.objects.exists()
    sit_together(cast, cast.jonas, cast.lena)
    spoken = actions.choose_circle(line_id=line.pk, **room)
    assert reads(cast, "edda", line)
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))
    assert not reads(cast, "edda", line)


def test_promise_3_naming_a_reader_waits_and_closing_to_one_counts_at_once(cast, line):
    lena = cast.viewer("lena")
    spoken = actions.open_to(line_id=line.pk, person_id=cast.edda.pk, heard=Yes.TELEPHONE, by=lena)
    assert not reads(cast, "edda", line)
    settling.say_yes(spoken_id=spoken, by=cast.viewer("jonas"))
    assert reads(cast, "edda", line)
    closed = actions.close_to(line_id=line.pk, person_id=cast.edda.pk, by=lena)
    assert not reads(cast, "edda", line)
    settling.undo(spoken_id=closed, by=cast.viewer("jonas"))
    assert reads(cast, "edda", line)
    actions.close_to(line_id=line.pk, person_id=cast.tarek.pk, by=lena)  # and tells nothing


def test_what_waits_is_asked_once_and_gives_way_to_what_is_said_later(cast, line):
    by = {"heard": Yes.TELEPHONE, "by": cast.viewer("lena")}
    first = actions.choose_circle(line_id=line.pk, circle=Circle.NETWORK, **by)
    assert actions.choose_circle(line_id=line.pk, circle=Circle.NETWORK, **by) == first
    assert Message.objects.filter(to=cast.jonas).count() == 1
    actions.choose_circle(line_id=line.pk, circle=Circle.NAMED, **by)
    with pytest.raises(NotAllowed):
        settling.say_yes(spoken_id=first, by=cast.viewer("jonas"))


def test_nothing_opens_to_somebody_who_left_meanwhile(cast, line):
    spoken = actions.open_to(
        line_id=line.pk, person_id=cast.edda.pk, heard=Yes.TELEPHONE, by=cast.viewer("lena")
    )
    Membership.objects.filter(person=cast.edda).update(left_at=timezone.now())
    with pytest.raises(rules.TheyLeft):
        settling.say_yes(spoken_id=spoken, by=cast.viewer("jonas"))
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))


def test_those_named_before_only_me_can_be_named_again(cast, line):
    owning.open_to(line_id=line.pk, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    actions.choose_circle(
        line_id=line.pk, circle=Circle.ONLY_ME, heard=Yes.TELEPHONE, by=cast.viewer("lena")
    )
    assert not models.Reader.objects.filter(line=line).exists()
    assert Message.objects.filter(to=cast.jonas).count() == 1
    for one in sorted(queries.spoken(cast.viewer("jonas")), key=lambda one: one.what):
        settling.undo(spoken_id=one.id, by=cast.viewer("jonas"))
    assert reads(cast, "edda", line)
    line.refresh_from_db()
    assert line.circle == Circle.ROOM


@pytest.fixture
def asking(cast, line):
    return earlier.ask(network_id=cast.network.pk, joiner_id=cast.tarek.pk, by=cast.viewer("tarek"))


def says(cast, asking, answer, *, by="lena", heard=Yes.TELEPHONE, who="jonas"):
    return actions.answer(
        network_id=cast.network.pk, speaker_id=cast.person(who).pk, asking_id=asking,
        meeting_id=cast.first.pk, answer=answer, heard=heard, by=cast.viewer(by),
    )  # fmt: skip


def test_promise_1_a_yes_by_telephone_opens_nothing_until_the_speaker_says_so(cast, line, asking):
    spoken = says(cast, asking, Answer.YES)
    assert not reads(cast, "tarek", line)
    assert not models.Answered.objects.exists()
    settling.say_yes(spoken_id=spoken, by=cast.viewer("jonas"))
    assert reads(cast, "tarek", line)
    refused = says(cast, asking, Answer.NO)
    assert not reads(cast, "tarek", line)
    settling.undo(spoken_id=refused, by=cast.viewer("jonas"))
    assert reads(cast, "tarek", line)


def test_promise_1_a_yes_in_the_room_counts_and_can_be_undone(cast, line, asking):
    sit_together(cast, cast.jonas, cast.lena)
    spoken = says(cast, asking, Answer.YES, heard=Yes.ROOM)
    assert reads(cast, "tarek", line)
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))
    assert (reads(cast, "tarek", line), models.Answered.objects.count()) == (False, 0)


def test_a_mark_is_told_only_for_words_told_on_the_telephone_to_that_practitioner(cast, line):
    with pytest.raises(NotAllowed):
        actions.mark(line_id=line.pk, person_id=cast.mira.pk, by=cast.viewer("lena"))
    two = make.line(
        cast.first, cast.jonas, "two", circle=Circle.TWO, written_by=cast.lena.person,
        yes=Yes.TELEPHONE,
    )  # fmt: skip
    spoken = actions.mark(line_id=two.pk, person_id=cast.mira.pk, by=cast.viewer("lena"))
    assert models.About.objects.get(line=two).person_id == cast.mira.pk
    done = Entry.objects.get(deed="records.mark_for")
    assert (done.network_id, done.about_id == two.pk) == (None, False)
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))
    assert not models.About.objects.exists()


def test_a_mark_that_was_there_is_not_told_and_not_undone(cast):
    two = make.line(
        cast.first, cast.jonas, "two", circle=Circle.TWO, written_by=cast.lena.person,
        yes=Yes.TELEPHONE,
    )  # fmt: skip
    about.mark(line_id=two.pk, person_id=cast.mira.pk, by=cast.viewer("jonas"))
    spoken = actions.mark(line_id=two.pk, person_id=cast.mira.pk, by=cast.viewer("lena"))
    settling.undo(spoken_id=spoken, by=cast.viewer("jonas"))
    assert models.About.objects.filter(line=two).count() == 1


def test_the_page_says_what_happens_and_never_what_is_narrow(cast, line, asking, browser_of):
    make.line(cast.first, cast.jonas, "narrow-words", circle=Circle.ONLY_ME)
    owning.open_to(line_id=line.pk, person_id=cast.edda.pk, by=cast.viewer("jonas"))
    lena = browser_of("lena")
    page = in_english(lena).get(f"{R}/line/{line.pk}/telephone/")
    assert "On the telephone with" in text(page)
    assert "narrow-words" not in page.content.decode()
    sent = lena.post(f"{R}/line/{line.pk}/telephone/", {"what": "take_back"}, follow=True)
    assert "It is written down" in text(sent)
    own = in_english(browser_of("jonas")).get(f"{R}/telephone/")
    assert "Undo it" in main_of(own)
    assert "I was angry" not in own.content.decode(), "what was taken back nobody reads"
    spoken = models.Spoken.objects.get()
    browser_of("jonas").post(f"{R}/telephone/{spoken.pk}/", {"yes": "0"})
    assert reads(cast, "mira", line)


def test_an_answer_is_sent_from_the_page_of_the_asking(cast, line, asking, browser_of):
    lena = browser_of("lena")
    way = f"{R}/network/{cast.network.pk}/telephone/{cast.jonas.pk}/"
    assert way in in_english(lena).get(f"{R}/network/{cast.network.pk}/earlier/").content.decode()
    given = {"asking": asking, "meeting": cast.first.pk, "answer": "no", "heard": "telephone"}
    assert lena.post(way, given).status_code == 302
    assert models.Answered.objects.get().answer == Answer.NO
    for name in ("pavel", "mira", "hale", "edda"):
        assert browser_of(name).post(way, given).status_code == 404
