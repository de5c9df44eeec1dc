"""Who comes: two practitioners, somebody of the network, a peer or a reason."""

import pytest

from tests.meetings.arranged import arrange
from withness.meetings.models import LeftOut
from withness.meetings.queries import asked, meetings
from withness.meetings.rules import life, peer


def test_a_meeting_has_two_practitioners_and_somebody_of_the_network(cast):
    with pytest.raises(peer.TooFewPractitioners):
        arrange(cast, practitioners=("sol",))
    with pytest.raises(peer.NobodyOfTheNetwork):
        arrange(cast, who=())
    with pytest.raises(peer.NobodyOfTheNetwork):
        arrange(cast, who=("hale",))
    for stranger in ("ruben", "ottilie"):
        with pytest.raises(life.NotOfTheNetwork):
            arrange(cast, who=("mira", stranger))


def test_promise_9_a_meeting_without_a_peer_asks_why(cast):
    with pytest.raises(peer.ReasonWanted):
        arrange(cast, practitioners=("lena", "pavel"))
    with pytest.raises(peer.ReasonWanted):
        arrange(
            cast, practitioners=("lena", "pavel"), whose_reason=peer.Whose.STAFF, why_no_peer=" "
        )
    meeting_id = arrange(
        cast,
        practitioners=("lena", "pavel"),
        whose_reason=peer.Whose.STAFF,
        why_no_peer="Sol is on leave that week.",
    )
    row = LeftOut.objects.get(meeting_id=meeting_id)
    assert (row.peer, row.decided_by, row.reason) == (
        cast.sol, cast.lena.person, "Sol is on leave that week.",
    )  # fmt: skip


def test_promise_9_another_peer_is_cover_and_the_one_who_belongs_is_still_left_out(cast):
    with pytest.raises(peer.ReasonWanted):
        arrange(cast, practitioners=("lena", "ines"))
    meeting_id = arrange(cast, practitioners=("lena", "ines"), whose_reason=peer.Whose.NETWORK)
    row = LeftOut.objects.get(meeting_id=meeting_id)
    assert (row.peer, row.whose, row.reason) == (cast.sol, peer.Whose.NETWORK, None)


def test_promise_9_where_no_peer_belongs_the_question_stays(cast):
    pavels = cast.viewer("pavel")
    with pytest.raises(peer.ReasonWanted):
        arrange(
            cast,
            "pavel",
            network_id=cast.others.pk,
            who=("ottilie",),
            practitioners=("pavel", "noor"),
        )
    meeting_id = arrange(
        cast,
        "pavel",
        network_id=cast.others.pk,
        who=("ottilie",),
        practitioners=("pavel", "ines"),
    )
    assert not LeftOut.objects.filter(meeting_id=meeting_id).exists()
    assert meetings.one(pavels, meeting_id).number == 1


def test_promise_16_whoever_stands_in_from_outside_is_marked_as_cover(cast):
    meeting_id = arrange(cast, practitioners=("lena", "sol", "pavel"))
    facts = {one.name: one.is_cover for one in asked.of(cast.viewer("lena"), meeting_id)}
    assert facts == {"Mira": False, "Jonas": False, "Lena": False, "Sol": False, "Pavel": True}
