"""The peer question, the words for how one belongs, and personal links."""

import pytest

from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.delivery.rules.states import State as Sent
from withness.delivery.rules.states import Way
from withness.networks import models
from withness.networks.actions import agreeing, forming, links
from withness.networks.queries import peers
from withness.networks.rules import belonging
from withness.networks.rules import peers as peer_rules
from withness.networks.rules.states import Said, WhoseReason
from withness.people import rules as people_rules
from withness.people.actions import links as people_links


def place(network, person):
    return models.Membership.objects.get(network=network, person=person, left_at=None)


# ---- the peer
def test_without_a_peer_staff_give_a_reason_that_ends_when_a_peer_joins__promise_9(cast):
    pavel = cast.viewer("pavel")
    assert peers.question_is_open(pavel, cast.others.pk)
    with pytest.raises(peer_rules.ReasonWanted):
        forming.without_peer(network_id=cast.others.pk, whose=WhoseReason.STAFF, by=pavel)
    forming.without_peer(
        network_id=cast.others.pk, whose=WhoseReason.STAFF, reason="Both are away.", by=pavel
    )
    assert not peers.question_is_open(pavel, cast.others.pk)
    assert peers.answer_of(cast.viewer("ines"), cast.others.pk).reason == "Both are away."
    assert peers.answer_of(cast.viewer("lena"), cast.others.pk).reason == ""
    forming.add(
        network_id=cast.others.pk, practitioner_id=cast.ines.pk, agreed_how=Said.ROOM, by=pavel
    )
    assert peers.answer_of(cast.viewer("ines"), cast.others.pk) is None
    with pytest.raises(peer_rules.HasPeer):
        forming.without_peer(network_id=cast.others.pk, whose=WhoseReason.NETWORK, by=pavel)


def test_when_the_peer_leaves_the_question_is_open_again__promise_9(cast):
    lena = cast.viewer("lena")
    assert not peers.question_is_open(lena, cast.network.pk)
    forming.part(network_id=cast.network.pk, person_id=cast.sol.person_id, said=Said.ROOM, by=lena)
    assert peers.question_is_open(lena, cast.network.pk)


def test_the_networks_own_wish_needs_no_reason__promise_9(cast):
    forming.without_peer(
        network_id=cast.others.pk, whose=WhoseReason.NETWORK, by=cast.viewer("ottilie")
    )
    answer = peers.answer_of(cast.viewer("pavel"), cast.others.pk)
    assert (answer.whose, answer.reason) == (WhoseReason.NETWORK, "")
    with pytest.raises(peer_rules.NotYourWish):
        forming.without_peer(
            network_id=cast.others.pk,
            whose=WhoseReason.STAFF,
            reason="x",
            by=cast.viewer("ottilie"),
        )
    forming.without_peer(
        network_id=cast.others.pk, whose=WhoseReason.STAFF, reason="x", by=cast.viewer("pavel")
    )
    assert models.WithoutPeer.objects.filter(network=cast.others, ended_at=None).count() == 1


# ---- words and links
def test_one_changes_ones_own_words_and_the_person_everybodys(cast):
    for name in ("jonas", "mira"):
        agreeing.describe(
            network_id=cast.network.pk,
            person_id=cast.jonas.pk,
            how=f"as {name} says",
            by=cast.viewer(name),
        )
        assert place(cast.network, cast.jonas).how == f"as {name} says"
    for name in ("edda", "lena", "ruben"):
        with pytest.raises(NotAllowed):
            agreeing.describe(
                network_id=cast.network.pk, person_id=cast.jonas.pk, how="x", by=cast.viewer(name)
            )


def test_a_link_is_shown_once_and_ends_the_one_before(cast):
    first = links.give(network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer("lena"))
    second = links.give(
        network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer("jonas")
    )
    assert "/riverside/open/" in first
    with pytest.raises(people_rules.LinkClosed):
        people_links.spend(token=first.rstrip("/").rpartition("/")[2])
    spent = people_links.spend(token=second.rstrip("/").rpartition("/")[2])
    assert (spent.person_id, spent.opens_id) == (cast.jonas.pk, cast.network.pk)


def test_a_sent_link_is_seen_by_nobody_else_and_tells_nothing__promise_20(cast):
    assert (
        links.give(
            network_id=cast.network.pk,
            person_id=cast.jonas.pk,
            by=cast.viewer("lena"),
            way=Way.MAIL,
        )
        == ""
    )
    message = Message.objects.get(to=cast.jonas)
    assert (message.state, message.address) == (Sent.WAITING, "jonas@example.net")
    assert "/riverside/open/" in message.body
    for word in ("Mira", "Jonas", "Lena", "network", "Dialogue"):
        assert word not in message.subject + message.body.replace("/riverside/", "")


def test_a_link_is_made_for_nobody_by_those_who_may_not(cast):
    for name in ("mira", "edda", "hale", "pavel", "noor", "ruben"):
        with pytest.raises(NotAllowed):
            links.give(network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer(name))
    with pytest.raises(belonging.NoLinkNeeded):
        links.give(network_id=cast.network.pk, person_id=cast.sol.person_id, by=cast.viewer("lena"))
    with pytest.raises(belonging.WordWanted):
        links.give(network_id=cast.network.pk, person_id=cast.tarek.pk, by=cast.viewer("lena"))
    with pytest.raises(belonging.NoWay):
        links.give(
            network_id=cast.network.pk,
            person_id=cast.tarek.pk,
            by=cast.viewer("lena"),
            word="blue garden gate",
            way=Way.SMS,
        )
