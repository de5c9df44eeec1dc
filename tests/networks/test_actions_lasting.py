"""Practitioners join, people leave, the network rests and ends."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.actions import agreeing, forming
from withness.networks.queries import members, networks
from withness.networks.rules import belonging, life
from withness.networks.rules.states import Said, State
from withness.people import rules as people_rules
from withness.people.actions import links as people_links
from withness.trail.models import Entry


def names(cast, viewer="mira", network=None):
    return [one.name for one in members.of(cast.viewer(viewer), (network or cast.network).pk)]


def place(network, person):
    return models.Membership.objects.get(network=network, person=person, left_at=None)


# ---- practitioners
def test_a_practitioner_joins_a_gathering_network_as_an_offer_and_the_person_says_yes(cast):
    models.Network.objects.filter(pk=cast.others.pk).update(state=State.GATHERING)
    forming.add(network_id=cast.others.pk, practitioner_id=cast.ines.pk, by=cast.viewer("ines"))
    assert place(cast.others, cast.ines.person).agreed_how == Said.OFFERED
    with pytest.raises(NotAllowed):
        agreeing.agree(
            network_id=cast.others.pk, person_id=cast.ines.person_id, by=cast.viewer("mira")
        )
    agreeing.agree(
        network_id=cast.others.pk, person_id=cast.ines.person_id, by=cast.viewer("ottilie")
    )
    assert place(cast.others, cast.ines.person).agreed_how == Said.THEMSELVES


def test_nobody_joins_uninvited_once_a_network_meets(cast):
    with pytest.raises(NotAllowed):
        forming.add(
            network_id=cast.network.pk, practitioner_id=cast.ines.pk, by=cast.viewer("ines")
        )
    with pytest.raises(belonging.NoWord):
        forming.add(
            network_id=cast.network.pk, practitioner_id=cast.ines.pk, by=cast.viewer("lena")
        )
    forming.add(
        network_id=cast.network.pk,
        practitioner_id=cast.ines.pk,
        agreed_how=Said.ROOM,
        by=cast.viewer("lena"),
    )
    assert names(cast)[-1] == "Ines"


def test_only_who_works_here_is_asked_in(cast):
    cast.ines.left_on = timezone.now().date()
    cast.ines.save()
    for gone in (cast.ines.pk, cast.wilhelm.pk):
        with pytest.raises(belonging.WorksHereNot):
            forming.add(
                network_id=cast.network.pk,
                practitioner_id=gone,
                agreed_how=Said.ROOM,
                by=cast.viewer("lena"),
            )


# ---- leaving
def test_a_member_leaves_and_their_links_end(cast):
    token = people_links.make(
        service_id=cast.riverside.pk,
        person_id=cast.jonas.pk,
        purpose=people_rules.Purpose.MEMBER,
        opens_id=cast.network.pk,
        days=5,
    )
    forming.leave(network_id=cast.network.pk, by=cast.viewer("jonas"))
    assert "Jonas" not in names(cast)
    with pytest.raises(people_rules.LinkClosed):
        people_links.spend(token=token)
    with pytest.raises(NotAllowed):
        members.of(make.viewer(cast.jonas), cast.network.pk)
    with pytest.raises(NotAllowed):
        forming.leave(network_id=cast.network.pk, by=make.viewer(cast.jonas))


def test_the_person_sends_away_whom_they_like_practitioners_too(cast):
    for one in (cast.jonas, cast.sol.person):
        forming.part(network_id=cast.network.pk, person_id=one.pk, by=cast.viewer("mira"))
    assert names(cast) == ["Mira", "Lena", "Edda", "Dr Hale", "طارق"]


def test_a_member_sends_nobody_away(cast):
    for name in ("jonas", "hale", "pavel", "noor", "ruben"):
        with pytest.raises(NotAllowed):
            forming.part(
                network_id=cast.network.pk,
                person_id=cast.edda.pk,
                said=Said.ROOM,
                by=cast.viewer(name),
            )


def test_a_practitioner_parts_a_member_only_by_the_persons_word(cast):
    with pytest.raises(belonging.NoWord):
        forming.part(network_id=cast.network.pk, person_id=cast.edda.pk, by=cast.viewer("lena"))
    forming.part(
        network_id=cast.network.pk, person_id=cast.edda.pk, said=Said.ROOM, by=cast.viewer("lena")
    )
    row = models.Membership.objects.get(network=cast.network, person=cast.edda)
    assert row.left_how == Said.ROOM


def test_the_person_at_the_centre_never_leaves_and_is_never_sent_away(cast):
    for name in ("mira", "lena"):
        with pytest.raises(belonging.CentreStays):
            forming.part(
                network_id=cast.network.pk,
                person_id=cast.mira.pk,
                said=Said.ROOM,
                by=cast.viewer(name),
            )
    with pytest.raises(NotAllowed):
        forming.part(network_id=cast.network.pk, person_id=cast.mira.pk, by=cast.viewer("jonas"))


def test_a_goodbye_keeps_its_day_and_nothing_else__promise_16(cast):
    said_at = timezone.now() - timedelta(days=3)
    forming.part(
        network_id=cast.network.pk,
        person_id=cast.sol.person_id,
        said=Said.ROOM,
        at=said_at,
        by=cast.viewer("lena"),
    )
    row = models.Membership.objects.get(network=cast.network, person=cast.sol.person)
    assert row.left_at == said_at
    with pytest.raises(belonging.NotThatDay):
        forming.part(
            network_id=cast.network.pk,
            person_id=cast.lena.person_id,
            at=timezone.now() + timedelta(days=1),
            by=cast.viewer("lena"),
        )


# ---- resting and ending
def test_a_network_rests_and_the_same_people_take_it_up__promise_18(cast):
    before = names(cast)
    forming.rest(network_id=cast.network.pk, by=cast.viewer("lena"))
    assert networks.one(cast.viewer("mira"), cast.network.pk).rests_since_at is not None
    assert names(cast) == before
    forming.take_up(network_id=cast.network.pk, by=cast.viewer("mira"))
    fact = networks.one(cast.viewer("mira"), cast.network.pk)
    assert (fact.state, fact.rests_since_at) == (State.MEETING, None)
    assert names(cast) == before


@pytest.mark.parametrize("name", ["jonas", "hale", "ruben", "pavel", "ines", "noor"])
def test_nobody_else_rests_or_ends(cast, name):
    for deed in (forming.rest, forming.take_up, forming.end):
        with pytest.raises(NotAllowed):
            deed(network_id=cast.network.pk, by=cast.viewer(name))


def test_the_person_ends_their_network__promise_18(cast):
    forming.end(network_id=cast.network.pk, by=cast.viewer("mira"))
    fact = networks.one(cast.viewer("jonas"), cast.network.pk)
    assert (fact.state, fact.ended_how, fact.ended_by_name) == (State.ENDED, Said.THEMSELVES, "")


def test_a_practitioner_only_writes_the_end_down_and_it_stays_marked__promise_18(cast):
    for said in (None, Said.THEMSELVES):
        with pytest.raises(belonging.NoWord):
            forming.end(network_id=cast.network.pk, said=said, by=cast.viewer("lena"))
    forming.end(network_id=cast.network.pk, said=Said.TELEPHONE, by=cast.viewer("lena"))
    fact = networks.one(cast.viewer("mira"), cast.network.pk)
    assert (fact.ended_how, fact.ended_by_name) == (Said.TELEPHONE, "Lena")
    entry = Entry.objects.get(deed="networks.write_down_end")
    assert (entry.person_id, entry.about_id) == (cast.lena.person_id, cast.network.pk)


def test_nothing_changes_after_the_end_but_everybody_can_still_leave(cast):
    forming.end(network_id=cast.network.pk, by=cast.viewer("mira"))
    with pytest.raises(life.HasEnded):
        forming.add(network_id=cast.network.pk, name="X", by=cast.viewer("mira"))
    with pytest.raises(life.HasEnded):
        forming.rest(network_id=cast.network.pk, by=cast.viewer("mira"))
    forming.leave(network_id=cast.network.pk, by=cast.viewer("jonas"))


def test_a_held_meeting_ends_the_gathering(cast):
    models.Network.objects.filter(pk=cast.others.pk).update(state=State.GATHERING)
    forming.met(network_id=cast.others.pk)
    assert networks.one(cast.viewer("ottilie"), cast.others.pk).state == State.MEETING
