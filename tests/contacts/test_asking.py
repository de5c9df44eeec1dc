"""Somebody asks for help: what is kept, who holds it, how the link goes."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests import make
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.actions import asking, ending
from withness.contacts.rules import said
from withness.contacts.rules.states import Caller, Route
from withness.delivery.models import Message
from withness.people.actions import links
from withness.people.models import Reach
from withness.values.rules.viewer import nobody

pytestmark = pytest.mark.django_db
JONAS = said.Said(
    name="Jonas",
    asked_by=Caller.SOMEBODY,
    for_whom="Mira",
    how_to_reach="07700 900123, not after six",
    hope="My sister has not slept for days.",
    who="Our mother",
    when_and_where="At her flat",
)


def ask(cast, words=JONAS, once=None):
    return asking.ask(words=words, once=once or uuid4(), by=nobody(cast.riverside.pk))


def contact_of(asked):
    return models.Contact.objects.get(pk=asked.contact_id)


def holders(contact):
    return list(models.Holding.objects.filter(contact=contact).values_list("holder_id", flat=True))


# ---- asking
def test_what_somebody_said_stands_as_they_said_it(cast):
    contact = contact_of(ask(cast))
    assert contact.caller.name == "Jonas"
    assert (contact.for_whom, contact.how_to_reach) == ("Mira", JONAS.how_to_reach)
    assert (contact.hope, contact.who, contact.when_and_where) == (
        JONAS.hope,
        JONAS.who,
        JONAS.when_and_where,
    )
    assert contact.route == Route.PAGE
    assert contact.centre is None


def test_promise_8_it_runs_from_that_moment_and_one_named_person_holds_it(cast):
    make.turn(cast.sol)
    contact = contact_of(ask(cast))
    assert contact.promised_until - contact.asked_at == timedelta(hours=24)
    assert holders(contact) == [cast.sol.pk]


def test_somebody_holds_it_also_while_nobody_is_on_duty(cast):
    assert len(holders(contact_of(ask(cast)))) == 1


def test_the_holder_is_told_at_once_in_words_that_say_nothing(cast):
    make.turn(cast.sol)
    contact = contact_of(ask(cast))
    message = Message.objects.get(about_id=contact.pk, to=cast.sol.person)
    for private in ("Jonas", "Mira", "slept", "07700"):
        assert private not in message.subject + message.body


def test_the_same_form_sent_twice_asks_once(cast):
    once = uuid4()
    first, second = ask(cast, once=once), ask(cast, once=once)
    assert first.contact_id == second.contact_id
    assert models.Contact.objects.filter(once=once).count() == 1
    for asked in (first, second):
        assert links.spend(token=asked.token).opens_id == first.contact_id


def test_words_changed_in_a_form_sent_again_are_not_lost(cast):
    once = uuid4()
    ask(cast, once=once)
    again = ask(cast, said.Said("Jonas", Caller.SOMEBODY, hope="She says I may ring."), once)
    assert contact_of(again).hope == "My sister has not slept for days.\n\nShe says I may ring."


def test_a_form_kept_open_for_long_gives_no_link_again(cast):
    once = uuid4()
    contact = contact_of(ask(cast, once=once))
    contact.asked_at -= timedelta(hours=2)
    contact.save()
    assert ask(cast, once=once).token is None


def test_a_form_whose_promise_has_ended_asks_anew(cast):
    once = uuid4()
    first = contact_of(ask(cast, said.Said("Mira"), once))
    ending.take_back(contact_id=first.pk, by=make.viewer(first.caller, opens=[first.pk]))
    assert ask(cast, said.Said("Mira"), once).contact_id != first.pk


@pytest.mark.parametrize(
    ("reach", "may_write", "link_by", "way"),
    [
        ("jonas@example.net", True, said.LinkBy.MAIL, "mail"),
        ("07700 900123, not after six", True, said.LinkBy.SMS, "sms"),
        ("jonas@example.net", False, said.LinkBy.SHOWN, None),
        ("ring my friend Mia on 07700 900123", False, said.LinkBy.SHOWN, None),
        ("", True, said.LinkBy.ALONE, None),
    ],
)
def test_the_link_is_sent_only_where_they_said_we_may_write(cast, reach, may_write, link_by, way):
    asked = ask(cast, said.Said("Jonas", how_to_reach=reach, may_write=may_write))
    sent = Message.objects.filter(about_id=asked.contact_id, to=contact_of(asked).caller)
    assert asked.link_by == link_by
    assert list(sent.values_list("way", flat=True)) == ([way] if way else [])
    for message in sent:
        assert asked.token in message.body
        assert "Jonas" not in message.body


def test_a_number_they_gave_stands_with_when_it_is_safe_and_whether_we_may_write(cast):
    asked = ask(cast, said.Said("Jonas", how_to_reach="jonas@example.net"))
    reach = Reach.objects.get(person=contact_of(asked).caller)
    assert (reach.value, reach.may_write) == ("jonas@example.net", False)
    asked = ask(cast, said.Said("Jo", how_to_reach="0131 496 0123, mornings", may_write=True))
    reach = Reach.objects.get(person=contact_of(asked).caller)
    assert (reach.value, reach.when_safe) == ("01314960123", "0131 496 0123, mornings")


def test_nobody_asks_without_a_name(cast):
    with pytest.raises(said.NoName):
        ask(cast, said.Said(name=" "))
    assert models.Contact.objects.count() == 0


# ---- a call taken down
def test_whoever_takes_a_call_holds_the_promise_and_is_named(cast):
    asked = asking.write_down(
        words=JONAS,
        once=uuid4(),
        route=Route.TELEPHONE,
        link_by=said.LinkBy.NONE,
        by=cast.viewer("sol"),
    )
    contact = contact_of(asked)
    assert (contact.written_by, holders(contact)) == (cast.sol, [cast.sol.pk])
    assert asked.token is None
    assert not Message.objects.filter(about_id=contact.pk).exists()


def test_a_link_by_letter_waits_for_somebody_to_post_it(cast):
    asked = asking.write_down(
        words=JONAS,
        once=uuid4(),
        route=Route.REFERRAL,
        link_by=said.LinkBy.LETTER,
        by=cast.viewer("lena"),
    )
    assert Message.objects.get(about_id=asked.contact_id).way == "letter"


@pytest.mark.parametrize("who", ["mira", "jonas"])
def test_a_member_takes_no_calls(cast, who):
    with pytest.raises(NotAllowed):
        asking.write_down(
            words=JONAS,
            once=uuid4(),
            route=Route.TELEPHONE,
            link_by=said.LinkBy.NONE,
            by=cast.viewer(who),
        )
