"""What is asked about promises, and for whom."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.contacts.actions import ending, holding
from withness.contacts.queries import caller, contact, promises, reading
from withness.contacts.rules.caller import Sees
from withness.contacts.rules.reading import Reads
from withness.contacts.rules.states import End
from withness.values.rules.viewer import nobody

pytestmark = pytest.mark.django_db


def ago(hours):
    return timezone.now() - timedelta(hours=hours)


# ---- open promises
def test_the_nearest_end_stands_first_and_ended_ones_are_gone(cast):
    late = make.contact(cast.team, cast.jonas, cast.lena, asked_at=ago(1))
    near = make.contact(cast.team, cast.edda, cast.sol, asked_at=ago(20))
    over = make.contact(cast.team, cast.ruben, cast.sol, asked_at=ago(30))
    make.contact(cast.team, cast.hale, cast.sol, ended_at=ago(1), end="no")
    page = promises.open_promises(cast.viewer("lena"))
    assert [one.contact_id for one in page.promises] == [over.pk, near.pk, late.pk]
    assert [one.caller for one in page.promises] == ["Ruben", "Edda", "Jonas"]
    assert [(one.holder_name, one.is_mine) for one in page.promises] == [
        ("Sol", False), ("Sol", False), ("Lena", True),
    ]  # fmt: skip
    assert page.after is None


def test_a_long_list_goes_on_where_it_stopped_and_leaves_nobody_out(cast):
    at = ago(5)
    wanted = [
        make.contact(cast.team, cast.jonas, cast.lena, asked_at=at + timedelta(minutes=n // 3)).pk
        for n in range(11)
    ]
    seen, after = [], None
    while True:
        page = promises.open_promises(cast.viewer("sol"), after=after, most=4)
        seen += [one.contact_id for one in page.promises]
        after = page.after
        if after is None:
            break
    assert sorted(seen) == sorted(wanted)
    assert len(seen) == len(set(seen))


def test_one_item_and_thirty_ask_the_database_alike(cast, django_assert_num_queries):
    viewer = cast.viewer("lena")
    for count in (1, 29):
        for _ in range(count):
            make.contact(cast.team, cast.jonas, cast.lena, network=cast.network)
        with django_assert_num_queries(2):
            promises.open_promises(viewer)
        with django_assert_num_queries(2):
            promises.held_by(viewer)
        with django_assert_num_queries(2):
            promises.of_network(viewer, cast.network.pk)


@pytest.mark.parametrize("who", ["mira", "jonas", "wilhelm"])
def test_nobody_from_outside_sees_a_promise(cast, who):
    make.contact(cast.team, cast.jonas, cast.lena, network=cast.network)
    viewer = cast.viewer(who)
    assert promises.open_promises(viewer).promises == ()
    assert promises.held_by(viewer) == ()
    assert promises.of_network(viewer, cast.network.pk) is None


def test_my_promises_are_those_i_hold_now(cast):
    one = make.contact(cast.team, cast.jonas, cast.lena)
    assert [p.contact_id for p in promises.held_by(cast.viewer("lena"))] == [one.pk]
    held = promises.held_by(cast.viewer("lena"))[0].holding_id
    holding.take(contact_id=one.pk, holding_id=held, by=cast.viewer("sol"))
    assert promises.held_by(cast.viewer("lena")) == ()
    assert [p.contact_id for p in promises.held_by(cast.viewer("sol"))] == [one.pk]


def test_long_words_are_shortened_in_the_list_alone(cast):
    one = make.contact(cast.team, cast.jonas, cast.lena, hope="ä" * 500)
    fact = promises.open_promises(cast.viewer("lena")).promises[0]
    assert (len(fact.words), fact.more) == (promises.EXCERPT, True)
    assert contact.one(cast.viewer("lena"), one.pk).hope == "ä" * 500


# ---- one contact
def test_a_contact_of_another_service_is_absent(cast):
    one = make.contact(cast.team, cast.jonas, cast.lena)
    for viewer in (cast.viewer("wilhelm"), cast.viewer("mira"), nobody(cast.riverside.pk)):
        with pytest.raises(NotAllowed):
            contact.one(viewer, one.pk)


# ---- the caller's page
def opened(cast, one, person=None):
    return caller.opened(make.viewer(person or cast.jonas, opens=[one]))


def test_promise_8_the_caller_sees_who_holds_it_and_until_when(cast):
    one = make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody")
    fact = opened(cast, one)
    assert (fact.sees, fact.holder_name, fact.promised_until) == (
        Sees.PROMISE,
        "Lena",
        one.promised_until,
    )


def test_promise_8_once_reached_it_says_taken_up_and_nothing_can_be_told_apart(cast):
    """Reached, no, later, elsewhere and held are one and the same page to a caller."""
    lena, pages = cast.viewer("lena"), set()
    for how in (None, End.NO, End.LATER, End.ELSEWHERE):
        one = make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody", for_whom="Mira")
        ending.reached(contact_id=one.pk, caller_may_know=False, by=lena)
        if how:
            ending.end(contact_id=one.pk, how=how, words="Hillside", by=lena)
        fact = opened(cast, one)
        pages.add(replace(fact, contact_id=None))
        assert fact.sees == Sees.TAKEN_UP
        assert "Lena" not in repr(fact)
        assert "Hillside" not in repr(fact)
    assert len(pages) == 1


def test_promise_8_the_caller_sees_more_where_the_person_says_so_and_no_longer(cast):
    one, lena = (
        make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody"),
        cast.viewer("lena"),
    )
    ending.reached(contact_id=one.pk, caller_may_know=True, by=lena)
    assert opened(cast, one).sees == Sees.PROMISE
    ending.reached(contact_id=one.pk, caller_may_know=False, by=lena)
    assert opened(cast, one).sees == Sees.TAKEN_UP


def test_also_a_caller_who_may_know_does_not_hear_the_persons_no(cast):
    one, lena = (
        make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody"),
        cast.viewer("lena"),
    )
    ending.reached(contact_id=one.pk, caller_may_know=True, by=lena)
    ending.end(contact_id=one.pk, how=End.NO, by=lena)
    assert opened(cast, one).sees == Sees.TAKEN_UP


def test_who_asked_for_themselves_always_sees_their_promise(cast):
    one, lena = make.contact(cast.team, cast.mira, cast.lena), cast.viewer("lena")
    ending.reached(contact_id=one.pk, caller_may_know=False, by=lena)
    assert opened(cast, one, cast.mira).holder_name == "Lena"
    ending.end(contact_id=one.pk, how=End.ELSEWHERE, words="The Hillside team", by=lena)
    fact = opened(cast, one, cast.mira)
    assert (fact.ended, fact.end_words) == (End.ELSEWHERE, "The Hillside team")


def test_another_callers_id_opens_nothing(cast):
    one = make.contact(cast.team, cast.mira, cast.lena)
    with pytest.raises(NotAllowed):
        opened(cast, one, cast.jonas)
    with pytest.raises(NotAllowed):
        caller.opened(cast.viewer("jonas"))


# ---- who reads first
def test_the_team_on_duty_reads_first(cast):
    second = make.team(cast.riverside, "Aaa team")
    now = timezone.now()
    assert reading.first_reader(now).reads == Reads.UNKNOWN
    make.turn(make.practitioner(second, "Ida"), now + timedelta(hours=3))
    assert reading.first_reader(now) == reading.ReaderFact(
        second.pk, second.zone, Reads.LATER, now + timedelta(hours=3)
    )
    turn = make.turn(cast.sol)
    assert reading.first_reader(now) == reading.ReaderFact(
        cast.team.pk, cast.team.zone, Reads.NOW, turn.ends_at
    )
