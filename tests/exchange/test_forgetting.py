"""Being forgotten: by category, a week later, with other people's words left whole."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from withness.access.rules import NotAllowed
from withness.contacts.models import Contact
from withness.delivery.models import Message
from withness.exchange import models, tasks
from withness.exchange.actions import forgetting
from withness.exchange.rules import forgetting as rules
from withness.exchange.rules.forgetting import Because, Category, Fate, Whose
from withness.meetings.models import Invitation
from withness.people.models import Link, Person, Reach
from withness.records.models import Line
from withness.service import models as service
from withness.service.rules.law import Kind, Rule

WEEK = timedelta(days=7, minutes=1)
OWN = "/riverside/exchange/forget/"


# ---- the rules


@given(st.booleans(), st.booleans(), st.booleans(), st.sampled_from(Category))
def test_what_stays_says_why_and_what_goes_does_not(works, belongs, promised, category):
    outcome = rules.outcome(category, Whose(works, belongs, promised))
    assert (outcome.fate == Fate.KEPT) == (outcome.because is not None)


def test_promise_21_a_practitioner_s_words_are_corrected_and_not_removed():
    assert rules.outcome(Category.WORDS, Whose(works_here=True)).because == Because.CORRECTED
    assert rules.outcome(Category.WORDS, Whose()).fate == Fate.SEALED


def test_promise_8_nobody_becomes_unreachable_while_a_promise_stands():
    assert rules.outcome(Category.REACH, Whose(is_promised=True)).because == Because.PROMISED


def test_only_what_would_change_can_be_chosen():
    with pytest.raises(rules.NothingChosen):
        rules.chosen(["words", "name"], Whose(works_here=True))
    with pytest.raises(rules.NothingChosen):
        rules.chosen(["everybody"], Whose())
    assert rules.chosen(["reach", "words"], Whose()) == (Category.WORDS, Category.REACH)


def test_without_a_law_nothing_is_destroyed():
    assert rules.destroyed_on(date(2026, 11, 23), None) is None
    assert rules.destroyed_on(date(2026, 11, 23), 10) == date(2026, 12, 3)


# ---- the deeds

pytestmark = pytest.mark.django_db


def asks(cast, who, *categories, by=None):
    return forgetting.ask(
        person_id=cast.person(who).pk, categories=categories, by=cast.viewer(by or who)
    )


def a_week_later(cast):
    return forgetting.carry_out(now=timezone.now() + WEEK, zone="Europe/London")


def test_nothing_happens_within_the_week(cast):
    asks(cast, "jonas", "reach", "link")
    assert forgetting.carry_out(now=timezone.now() + timedelta(days=6), zone="Europe/London") == 0
    assert Reach.objects.filter(person=cast.jonas).exists()


def test_ways_to_reach_somebody_are_gone_after_it(cast):
    asks(cast, "jonas", "reach")
    assert a_week_later(cast) == 1
    assert not Reach.objects.filter(person=cast.jonas).exists()
    assert Reach.objects.filter(person=cast.mira).exists()
    assert a_week_later(cast) == 0


def test_promise_21_own_words_are_taken_back_and_answers_to_them_stay_whole(cast):
    own = make.line(cast.first, cast.jonas, "I was afraid.")
    answer = make.line(cast.first, cast.mira, "So was I.", answers=own)
    asks(cast, "jonas", "words")
    a_week_later(cast)
    assert Line.objects.get(pk=own.pk).taken_back_at is not None
    kept = Line.objects.get(pk=answer.pk)
    assert (kept.taken_back_at, str(kept.words), kept.answers_id) == (None, "So was I.", own.pk)


def test_a_name_goes_from_where_it_stood_and_lies_sealed_as_long_as_the_law_says(cast):
    with_law(cast, 400)
    asks(cast, "ruben", "name")
    a_week_later(cast)
    assert str(Person.objects.get(pk=cast.ruben.pk).name) == forgetting.SOMEBODY
    sealed = models.Sealed.objects.get(person=cast.ruben)
    today = (timezone.now() + WEEK).date()
    assert "Ruben" in str(sealed.kept)
    assert abs((sealed.until_on - today).days - 400) <= 1
    later = timezone.now() + timedelta(days=420)
    assert forgetting.destroy(now=later, zone="Europe/London") == 1
    sealed.refresh_from_db()
    assert (sealed.kept, sealed.destroyed_at is not None) == (None, True)
    assert forgetting.destroy(now=later, zone="Europe/London") == 0


def with_law(cast, days):
    service.Fact.objects.filter(rule=Rule.KEEP_RECORD).delete()
    service.Fact.objects.create(
        service=cast.riverside, jurisdiction="england", rule=Rule.KEEP_RECORD, kind=Kind.DAYS,
        number=days, source="a test", in_force_from=date(2020, 1, 1),
        made_at=timezone.now(),
    )  # fmt: skip


def test_without_a_law_what_is_sealed_stays_sealed(cast):
    service.Fact.objects.all().delete()
    asks(cast, "ruben", "name")
    a_week_later(cast)
    assert models.Sealed.objects.get(person=cast.ruben).until_on is None
    assert forgetting.destroy(now=timezone.now() + timedelta(days=40_000), zone="UTC") == 0


def test_the_words_of_an_ended_call_go_and_an_open_one_s_stay(cast):
    contact = make.contact(cast.team, cast.ruben, cast.lena, hope="My sister has not slept.")
    with pytest.raises(rules.NothingChosen):
        asks(cast, "ruben", "call")
    Contact.objects.filter(pk=contact.pk).update(ended_at=timezone.now(), end="no")
    asks(cast, "ruben", "call")
    a_week_later(cast)
    assert Contact.objects.get(pk=contact.pk).hope is None
    assert "not slept" in str(models.Sealed.objects.get(category="call").kept)


def test_answers_messages_and_links_go(cast):
    asked = Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    asked.answer_words = "If my back allows."
    asked.save()
    message = Message.objects.create(
        service=cast.riverside, to=cast.jonas, way="mail", key="x", state="sent", subject="Meeting",
        body="On Thursday.", due_at=timezone.now(),
    )  # fmt: skip
    asks(cast, "jonas", "answers", "messages", "link")
    a_week_later(cast)
    asked.refresh_from_db()
    message.refresh_from_db()
    assert (asked.answer_words, message.subject, message.body) == (None, None, None)
    assert not Link.objects.filter(person=cast.jonas, revoked_at=None).exists()


def test_it_can_be_left_as_it_is_until_it_happens(cast):
    wish = asks(cast, "jonas", "reach")
    forgetting.leave_it(wish_id=wish, by=cast.viewer("jonas"))
    assert a_week_later(cast) == 0
    with pytest.raises(rules.TooLate):
        forgetting.leave_it(wish_id=wish, by=cast.viewer("jonas"))
    asks(cast, "jonas", "reach")


def test_one_wish_waits_at_a_time(cast):
    asks(cast, "jonas", "reach")
    with pytest.raises(rules.WaitsAlready):
        asks(cast, "jonas", "link")


def test_promise_23_a_practitioner_of_the_network_writes_it_down_and_every_way_hears_of_it(cast):
    asks(cast, "mira", "messages", by="lena")
    told = Message.objects.filter(to=cast.mira, key__startswith="wish:")
    assert {one.way for one in told} == {"mail", "sms"}
    assert "forg" not in "".join(f"{one.subject} {one.body}" for one in told)


@pytest.mark.parametrize("by", ["jonas", "pavel", "ines", "noor", "hale", "ruben", "wilhelm"])
def test_nobody_else_asks_for_somebody(cast, by):
    with pytest.raises(NotAllowed):
        asks(cast, "mira", "messages", by=by)


def test_colleagues_hear_of_a_wish_that_one_wrote_down_and_any_of_them_calls_it_off(
    cast, browser_of
):
    Reach.objects.filter(person=cast.jonas).delete()  # nobody can reach him
    wish = asks(cast, "jonas", "words", by="lena")
    assert Message.objects.filter(about_id=wish, to=cast.sol.person).count() == 1
    assert not Message.objects.filter(about_id=wish, to=cast.lena.person).exists()
    sol = browser_of("sol")
    assert "Happens on" in sol.get(f"{OWN}{cast.jonas.pk}/").content.decode()
    assert sol.post(f"/riverside/exchange/wish/{wish}/leave/").status_code == 302
    assert a_week_later(cast) == 0


@pytest.mark.parametrize("by", ["mira", "pavel", "noor"])
def test_nobody_else_calls_a_wish_off(cast, by):
    wish = asks(cast, "jonas", "reach")
    with pytest.raises(NotAllowed):
        forgetting.leave_it(wish_id=wish, by=cast.viewer(by))


def test_whoever_has_no_other_network_than_ours_is_forgotten_in_ours_alone(cast):
    asks(cast, "jonas", "reach", "messages", "answers", "link")
    tasks.forget(timezone.now() + WEEK)
    assert not Reach.objects.filter(person=cast.jonas).exists()


# ---- the pages


def test_the_page_says_what_becomes_of_each(cast, browser_of):
    page = browser_of("ruben").get(OWN).content.decode()
    assert "It is destroyed at once." in page
    assert "It lies sealed" in page
    page = browser_of("jonas").get(OWN).content.decode()
    assert "This stays while you belong to a network." in page


def test_asking_seeing_and_leaving_it(cast, browser_of):
    jonas = browser_of("jonas")
    assert jonas.post(OWN, {"what": ["reach"]}).status_code == 302
    page = jonas.get(OWN).content.decode()
    assert "Happens on" in page
    wish = models.Wish.objects.get(person=cast.jonas)
    assert jonas.post(f"/riverside/exchange/wish/{wish.pk}/leave/").status_code == 302
    assert "left as it is" in jonas.get(OWN).content.decode()


def test_choosing_nothing_is_said_kindly(cast, browser_of):
    answer = browser_of("jonas").post(OWN, {})
    assert answer.status_code == 422
    assert "Choose at least one thing" in answer.content.decode()


def test_somebody_else_s_page_is_absent(cast, browser_of):
    for who in (None, "jonas", "pavel", "noor", "wilhelm"):
        answer = browser_of(who).get(f"{OWN}{cast.mira.pk}/")
        assert answer.status_code == 404, who
    assert browser_of("lena").get(f"{OWN}{cast.mira.pk}/").status_code == 200
