"""What can be done about a call for help, and what comes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.actions import adding, ending, gathering, holding
from withness.contacts.actions import promise as promises
from withness.contacts.rules import holding as holding_rules
from withness.contacts.rules import promise as rules
from withness.contacts.rules.states import End
from withness.networks.models import Membership
from withness.trail.models import Entry
from withness.values.rules.viewer import nobody

pytestmark = pytest.mark.django_db


def holders(contact):
    rows = models.Holding.objects.filter(contact=contact).order_by("from_at", "id")
    return list(rows.values_list("holder_id", flat=True))


# ---- holding
def held_by_lena(cast, **more):
    return make.contact(cast.team, cast.jonas, cast.lena, **more)


def holding_of(contact):
    return models.Holding.objects.get(contact=contact, until_at=None)


def test_promise_8_it_passes_on_only_when_the_next_person_takes_it(cast):
    contact = held_by_lena(cast)
    holding.take(contact_id=contact.pk, holding_id=holding_of(contact).pk, by=cast.viewer("sol"))
    assert holders(contact) == [cast.lena.pk, cast.sol.pk]
    stretches = models.Holding.objects.filter(contact=contact).order_by("from_at")
    assert stretches[0].until_at == stretches[1].from_at


def test_two_take_at_once_and_the_second_is_told(cast):
    contact = held_by_lena(cast)
    seen = holding_of(contact).pk
    holding.take(contact_id=contact.pk, holding_id=seen, by=cast.viewer("sol"))
    with pytest.raises(holding_rules.TakenMeanwhile):
        holding.take(contact_id=contact.pk, holding_id=seen, by=cast.viewer("pavel"))
    assert holding_of(contact).holder == cast.sol


def test_taking_what_one_holds_changes_nothing(cast):
    contact = held_by_lena(cast)
    holding.take(contact_id=contact.pk, holding_id=uuid4(), by=cast.viewer("lena"))
    assert holders(contact) == [cast.lena.pk]


@pytest.mark.parametrize("who", ["mira", "jonas", "hale", "wilhelm"])
def test_nobody_from_outside_takes_a_promise(cast, who):
    contact = held_by_lena(cast)
    with pytest.raises(NotAllowed):
        holding.take(contact_id=contact.pk, holding_id=holding_of(contact).pk, by=cast.viewer(who))
    assert holders(contact) == [cast.lena.pk]


# ---- ends
def by_link(contact):
    return make.viewer(contact.caller, opens=[contact.pk])


def test_promise_8_no_is_the_persons_word_after_they_were_reached(cast):
    contact, lena = held_by_lena(cast, asked_by="somebody"), cast.viewer("lena")
    with pytest.raises(rules.NotReached):
        ending.end(contact_id=contact.pk, how=End.NO, by=lena)
    ending.reached(contact_id=contact.pk, caller_may_know=False, by=lena)
    ending.end(contact_id=contact.pk, how=End.NO, by=lena)
    contact.refresh_from_db()
    assert contact.end == End.NO
    assert contact.ended_at == models.Holding.objects.get(contact=contact).until_at
    with pytest.raises(rules.AlreadyEnded):
        ending.end(contact_id=contact.pk, how=End.LATER, by=lena)


def test_another_service_takes_it_up_under_its_name(cast):
    contact, lena = held_by_lena(cast), cast.viewer("lena")
    with pytest.raises(rules.NotNamed):
        ending.end(contact_id=contact.pk, how=End.ELSEWHERE, words=" ", by=lena)
    ending.end(contact_id=contact.pk, how=End.ELSEWHERE, words="The Hillside team", by=lena)
    contact.refresh_from_db()
    assert (contact.end, contact.end_words) == (End.ELSEWHERE, "The Hillside team")


def test_promise_8_only_a_meeting_held_keeps_it_and_nobody_says_so_by_hand(cast):
    contact = held_by_lena(cast, network=cast.network)
    with pytest.raises(rules.OnlyByMeeting):
        ending.end(contact_id=contact.pk, how=End.HELD, by=cast.viewer("lena"))
    at = timezone.now()
    assert promises.kept(network_id=cast.network.pk, at=at, by=cast.viewer("lena")) == 1
    contact.refresh_from_db()
    assert (contact.end, contact.ended_at) == (End.HELD, at)
    assert promises.kept(network_id=cast.network.pk, at=at) == 0


def test_a_meeting_from_before_somebody_asked_keeps_nothing(cast):
    contact = held_by_lena(cast, network=cast.network)
    assert promises.kept(network_id=cast.network.pk, at=contact.asked_at - timedelta(days=1)) == 0


def test_who_asked_for_themselves_takes_it_back_and_it_ends_as_no(cast):
    contact = held_by_lena(cast)
    ending.take_back(contact_id=contact.pk, by=by_link(contact))
    contact.refresh_from_db()
    assert contact.end == End.NO


def test_who_asked_for_somebody_cannot_say_no_for_them(cast):
    contact = held_by_lena(cast, asked_by="somebody")
    ending.take_back(contact_id=contact.pk, by=by_link(contact))
    contact.refresh_from_db()
    assert (contact.ended_at, contact.end) == (None, "")
    assert contact.withdrawn_at is not None


def test_only_the_callers_own_link_takes_it_back_or_adds(cast):
    contact = held_by_lena(cast)
    other = make.contact(cast.team, cast.ruben, cast.lena)
    for viewer in (
        by_link(other),
        make.viewer(cast.jonas),
        cast.viewer("lena"),
        nobody(cast.riverside.pk),
    ):
        with pytest.raises(NotAllowed):
            ending.take_back(contact_id=contact.pk, by=viewer)
        with pytest.raises(NotAllowed):
            adding.add(contact_id=contact.pk, words="It was I", by=viewer)


def test_a_caller_adds_below_what_they_said(cast):
    contact = held_by_lena(cast, hope="Come soon.")
    adding.add(contact_id=contact.pk, words="And bring tea.", by=by_link(contact))
    contact.refresh_from_db()
    assert contact.hope == "Come soon.\n\nAnd bring tea."


# ---- the network
def test_a_network_forms_and_the_promise_goes_on(cast):
    contact = held_by_lena(cast, asked_by="somebody", for_whom="Mira")
    network_id = gathering.gather(
        contact_id=contact.pk,
        name="The Ferry Road network",
        language="en",
        practitioner_ids=[cast.lena.pk, cast.sol.pk],
        by=cast.viewer("lena"),
    )
    contact.refresh_from_db()
    assert (contact.network_id, contact.ended_at) == (network_id, None)
    assert contact.centre.name == "Mira"
    people = Membership.objects.filter(network_id=network_id).values_list("person_id", flat=True)
    assert set(people) == {contact.centre_id, cast.lena.person_id, cast.sol.person_id}
    again = gathering.gather(
        contact_id=contact.pk, name="x", language="en", practitioner_ids=[], by=cast.viewer("sol")
    )
    assert again == network_id


# ---- the trail
def test_every_deed_leaves_a_trace_without_words(cast):
    contact = held_by_lena(cast)
    holding.take(contact_id=contact.pk, holding_id=holding_of(contact).pk, by=cast.viewer("sol"))
    ending.reached(contact_id=contact.pk, caller_may_know=True, by=cast.viewer("sol"))
    ending.end(contact_id=contact.pk, how=End.LATER, words="in spring", by=cast.viewer("sol"))
    deeds = Entry.objects.filter(about_id=contact.pk).order_by("at", "id")
    assert list(deeds.values_list("deed", "right")) == [
        ("contacts.take", "works_here+promise_is_open"),
        ("contacts.reached", "works_here+promise_is_open"),
        ("contacts.end", "works_here+promise_is_open"),
    ]
