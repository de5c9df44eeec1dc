"""Who may not speak for a member on the telephone, and of what (promises 3 and 23)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import make
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks.models import Membership
from withness.records import models
from withness.records.actions import earlier, settling
from withness.records.actions import telephone as actions
from withness.records.queries import telephone as queries
from withness.records.rules import telephone as rules
from withness.records.rules.states import Answer, As, Circle, Said, Yes
from withness.values.rules.viewer import Demand

pytestmark = pytest.mark.django_db
R = "/riverside/records"


@pytest.fixture
def line(cast):
    return make.line(cast.first, cast.jonas, "I was angry at the doctor.")


@pytest.fixture
def asking(cast, line):
    return earlier.ask(network_id=cast.network.pk, joiner_id=cast.tarek.pk, by=cast.viewer("tarek"))


def says(cast, asking, answer, *, by="lena", heard=Yes.TELEPHONE, who="jonas"):
    return actions.answer(
        network_id=cast.network.pk, speaker_id=cast.person(who).pk, asking_id=asking,
        meeting_id=cast.first.pk, answer=answer, heard=heard, by=cast.viewer(by),
    )  # fmt: skip


def test_nobody_answers_for_whom_or_where_they_may_not(cast, line, asking):
    make.line(cast.first, cast.lena.person, "A colleague's.")
    for who, by in (
        ("jonas", "pavel"), ("jonas", "mira"), ("jonas", "jonas"), ("jonas", "hale"),
        ("lena", "sol"), ("lena", "lena"), ("ruben", "lena"), ("hale", "lena"), ("tarek", "lena"),
        ("edda", "lena"),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            says(cast, asking, Answer.NO, by=by, who=who)
    elsewhere = make.line(cast.next, cast.jonas, "narrow", circle=Circle.PRACTITIONERS)
    with pytest.raises(NotAllowed):
        actions.answer(
            network_id=cast.network.pk, speaker_id=cast.jonas.pk, asking_id=asking,
            meeting_id=elsewhere.meeting_id, answer=Answer.NO, heard=Yes.TELEPHONE,
            by=cast.viewer("lena"),
        )  # fmt: skip
    assert not models.Spoken.objects.exists()


def test_a_practitioner_is_offered_no_meeting_in_which_they_read_nothing(cast, line, asking):
    assert queries.askings(cast.viewer("lena"), cast.network.pk, cast.jonas.pk)
    line.circle = Circle.ONLY_ME
    line.save()
    assert queries.askings(cast.viewer("lena"), cast.network.pk, cast.jonas.pk) == ()


def refused(deed, **given):
    with pytest.raises(NotAllowed):
        deed(**given)


def every_deed(line, by):
    """Try everything that can be done with a line on the telephone; each is refused."""
    refused(actions.take_back, line_id=line.pk, by=by)
    refused(actions.choose_circle, line_id=line.pk, circle=Circle.NAMED, heard=Yes.TELEPHONE, by=by)
    refused(actions.open_to, line_id=line.pk, person_id=uuid4(), heard=Yes.TELEPHONE, by=by)
    refused(actions.close_to, line_id=line.pk, person_id=uuid4(), by=by)
    refused(actions.mark, line_id=line.pk, by=by)


def test_promise_23_nobody_else_speaks_for_a_member(cast, line):
    for name in ("pavel", "ines", "noor", "wilhelm", "mira", "edda", "hale", "ruben", "jonas"):
        every_deed(line, cast.viewer(name))


def test_promise_23_a_practitioner_speaks_of_no_line_that_they_do_not_read(cast):
    for circle in (Circle.ONLY_ME, Circle.NAMED):
        every_deed(make.line(cast.first, cast.jonas, "narrow", circle=circle), cast.viewer("lena"))
    every_deed(make.line(cast.first, cast.jonas, "kept", shared=False), cast.viewer("lena"))
    two = make.line(cast.first, cast.jonas, "two", circle=Circle.TWO, written_by=cast.lena.person)
    every_deed(two, cast.viewer("sol"))
    gone = make.line(cast.first, cast.jonas, "gone", taken_back_at=timezone.now())
    every_deed(gone, cast.viewer("lena"))


def test_neither_broken_glass_nor_an_order_lets_anybody_speak_for_a_member(cast, line):
    now = timezone.now()
    order = (Demand(cast.network.pk, now - timedelta(days=99), now + timedelta(days=1)),)
    for name in ("pavel", "lena"):
        by = replace(cast.viewer(name), demands=order, glass=frozenset({cast.network.pk}))
        every_deed(make.line(cast.first, cast.jonas, "narrow", circle=Circle.NAMED), by)
    every_deed(line, replace(cast.viewer("pavel"), glass=frozenset({cast.network.pk})))


def test_colleagues_and_guests_act_for_themselves(cast):
    every_deed(make.line(cast.first, cast.sol.person, "Sol's."), cast.viewer("lena"))
    every_deed(make.line(cast.first, cast.hale, "The doctor's."), cast.viewer("lena"))
    every_deed(make.line(cast.first, cast.ruben, "Ruben left."), cast.viewer("lena"))


def test_after_leaving_a_practitioner_speaks_for_nobody(cast, line):
    Membership.objects.filter(person=cast.lena.person).update(left_at=timezone.now())
    every_deed(line, cast.viewer("lena"))


def test_only_the_speaker_settles_what_was_said_for_them(cast, line):
    spoken = actions.take_back(line_id=line.pk, by=cast.viewer("lena"))
    for name in ("lena", "sol", "mira", "pavel", "ruben", "wilhelm"):
        for deed in (settling.undo, settling.say_yes):
            refused(deed, spoken_id=spoken, by=cast.viewer(name))
        assert queries.spoken(cast.viewer(name)) == ()


def test_predicate_and_filter_agree(cast, line):
    everything = [
        make.line(cast.first, speaker, "words", circle=circle, written_by=writer, yes=yes)
        for speaker in (cast.jonas, cast.mira, cast.ruben, cast.hale, cast.sol.person)
        for circle in Circle
        for writer, yes in ((speaker, Yes.WROTE), (cast.lena.person, Yes.NOT_YET),
                            (cast.lena.person, Yes.TELEPHONE))
    ]  # fmt: skip
    for deed in ("records.take_back_for", "records.open_for", "records.mark_for"):
        for name in ("lena", "sol", "pavel", "mira", "jonas", "hale", "ruben", "wilhelm"):
            viewer = cast.viewer(name)
            found = set(
                policy.open_to(viewer, deed, models.Line.objects.all()).values_list("id", flat=True)
            )
            assert found & {one.pk for one in everything} == {
                one.pk for one in everything if policy.may(viewer, deed, one)
            }, (deed, name)
    places = Membership.objects.all()
    for name in ("lena", "sol", "pavel", "mira", "jonas", "hale", "ruben", "wilhelm"):
        viewer = cast.viewer(name)
        found = set(policy.open_to(viewer, "records.answer_for", places))
        assert found == {one for one in places if policy.may(viewer, "records.answer_for", one)}


def test_what_opens_is_everything_but_the_same_or_narrower():
    wider = [
        (Circle.ROOM, Circle.NETWORK), (Circle.ROOM, Circle.PRACTITIONERS),
        (Circle.PRACTITIONERS, Circle.ROOM), (Circle.TWO, Circle.ROOM),
        (Circle.NAMED, Circle.PRACTITIONERS), (Circle.ONLY_ME, Circle.NAMED),
    ]  # fmt: skip
    assert [pair for pair in wider if not rules.opens(*pair)] == []
    assert not [one for one in Circle if rules.opens(one, one) or rules.opens(one, Circle.ONLY_ME)]
    assert rules.waits(Said.OPEN_TO, before=As.NAMED, to=As.NAMED, heard=Yes.TELEPHONE)
