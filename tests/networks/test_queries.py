"""Questions about networks: who is told what, in how many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.queries import members, mine, networks, peers
from withness.networks.rules.peers import Coverage
from withness.networks.rules.states import State, WhoseReason
from withness.values.rules.viewer import Belonging


def test_the_person_stands_first_then_everybody_in_order_of_joining(cast):
    found = members.of(cast.viewer("jonas"), cast.network.pk)
    assert [(m.name, m.how, m.belonging) for m in found] == [
        ("Mira", "", Belonging.CENTRE),
        ("Lena", "", Belonging.PRACTITIONER),
        ("Sol", "", Belonging.PRACTITIONER),
        ("Jonas", "my brother", Belonging.MEMBER),
        ("Edda", "my mum", Belonging.MEMBER),
        ("Dr Hale", "my doctor", Belonging.AGENCY),
        ("طارق", "a friend from the allotment", Belonging.MEMBER),
    ]
    assert [m.name for m in found if m.is_peer] == ["Sol"]


def test_all_practitioners_are_shown_never_only_the_first(cast):
    """Domain §16.3."""
    card = next(c for c in mine.networks(cast.viewer("mira")))
    assert card.practitioners == ("Lena", "Sol")


@pytest.mark.parametrize("name", ["ruben", "hale", "pavel", "ines", "noor", "ottilie", "wilhelm"])
def test_who_belongs_is_told_to_nobody_else(cast, name):
    """Agencies are guests: they see the meetings they were at, not the list (promise 1)."""
    with pytest.raises(NotAllowed):
        members.of(cast.viewer(name), cast.network.pk)


def test_a_guest_knows_whose_network_it_is_and_a_former_member_does_not(cast):
    assert networks.one(cast.viewer("hale"), cast.network.pk).centre_name == "Mira"
    with pytest.raises(NotAllowed):
        networks.one(cast.viewer("ruben"), cast.network.pk)
    both = [cast.network.pk, cast.others.pk]
    assert networks.names(cast.viewer("hale"), both) == {cast.network.pk: "The Hill Street network"}
    assert networks.names(cast.viewer("noor"), both) == {}


def test_those_who_work_here_see_a_working_name_and_peers_the_reason__promise_9(cast):
    models.WithoutPeer.objects.create(
        service=cast.riverside,
        network=cast.others,
        whose=WhoseReason.STAFF,
        reason="The peers are away.",
        said_by=cast.pavel.person,
        said_at=timezone.now(),
    )
    for name, reason in [("ines", "The peers are away."), ("noor", ""), ("lena", "")]:
        [one] = peers.waiting(cast.viewer(name)).rows
        assert (one.name, one.has_peer, one.may_join) == ("The Mill Lane network", False, False)
        assert (one.answer.reason, bool(one.answer.said_by_name)) == (reason, bool(reason))
    with pytest.raises(NotAllowed):
        peers.waiting(cast.viewer("mira"))


def test_a_network_that_wishes_no_peer_waits_for_none(cast):
    models.WithoutPeer.objects.create(
        service=cast.riverside,
        network=cast.others,
        whose=WhoseReason.NETWORK,
        said_by=cast.ottilie,
        said_at=timezone.now(),
    )
    assert peers.waiting(cast.viewer("lena")).rows == ()


def test_another_teams_networks_are_listed_for_peers_alone(cast):
    there = make.team(cast.riverside, "Upriver team")
    made = make.network(there, make.person(cast.riverside, "Rosa"), state=State.GATHERING)
    assert made.pk not in {one.network_id for one in peers.waiting(cast.viewer("lena")).rows}
    assert made.pk in {one.network_id for one in peers.waiting(cast.viewer("ines")).rows}


def test_coverage_counts_who_belongs_and_stays_from_five_networks_up__promises_9_and_14(cast):
    lena = cast.viewer("lena")
    assert peers.coverage(lena) == Coverage(None, None)
    for number in range(4):
        make.network(cast.team, make.person(cast.riverside, f"A{number}"))
    assert peers.coverage(lena) == Coverage(None, 6)  # one with a peer: too few to say
    for number in range(4):
        make.network(
            cast.team, make.person(cast.riverside, f"B{number}"), practitioners=[cast.ines]
        )
    assert peers.coverage(lena) == Coverage(5, 10)
    with pytest.raises(NotAllowed):
        peers.coverage(cast.viewer("mira"))


def test_a_peer_who_has_left_the_service_covers_nothing(cast):
    cast.sol.left_on = timezone.now().date()
    cast.sol.save()
    assert peers.question_is_open(cast.viewer("lena"), cast.network.pk)
    assert cast.network.pk in {one.network_id for one in peers.waiting(cast.viewer("ines")).rows}
    sol = next(m for m in members.of(cast.viewer("mira"), cast.network.pk) if m.name == "Sol")
    assert not sol.still_here


def _many(cast, count):
    for number in range(count):
        made = make.network(
            cast.team,
            make.person(cast.riverside, f"Centre {number}"),
            practitioners=[cast.lena],
            name=f"Network {number:03}",
        )
        make.joins(made, cast.jonas, how="my cousin")
    return make.viewer(cast.lena.person)


@pytest.mark.parametrize(
    "question", [mine.networks, peers.waiting, peers.coverage], ids=["mine", "waiting", "coverage"]
)
def test_one_network_and_many_make_the_same_queries(cast, question):
    counts = []
    for more in (1, 40):
        lena = _many(cast, more)
        with CaptureQueriesContext(
            connection,
        ) as few:
            question(lena)
        counts.append(len(few))
    assert counts[0] == counts[1] <= 4


def test_long_lists_come_in_pages(cast):
    _many(cast, 5)
    ines = cast.viewer("ines")
    first, second = peers.waiting(ines, page=1, size=4), peers.waiting(ines, page=2, size=4)
    assert (len(first.rows), first.more) == (4, True)
    assert (len(second.rows), second.more) == (2, False)
    assert first.rows[0].since <= first.rows[-1].since <= second.rows[0].since
    assert peers.waiting(ines, page=9, size=4).rows == ()
