"""Somebody is removed because they are dangerous, and somebody has died."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.actions import outbox
from withness.delivery.models import Message
from withness.meetings import models
from withness.meetings.actions import asking, inviting, leaving
from withness.networks import models as networks
from withness.networks.actions import dying, forming, links, removing, speaking
from withness.networks.queries import deciding
from withness.networks.queries import speaking as queries
from withness.networks.rules import deciding as rules
from withness.networks.rules.states import Said
from withness.networks.rules.states import State as NetworkState
from withness.people.models import Link
from withness.records.models import Line
from withness.records.policy import reading
from withness.service import queries as services
from withness.trail.models import Entry

TODAY = timezone.now().date()


def remove(cast, by="mira", who="jonas", **more):
    return leaving.remove(
        network_id=cast.network.pk, person_id=cast.who[who].pk, by=cast.viewer(by), **more
    )


def reads(viewer):
    return {line.pk for line in Line.objects.all() if reading.why(viewer, line)}


def test_the_person_removes_somebody_without_a_reason_and_everything_ends_at_once(cast, browser_of):
    own = make.line(cast.first, cast.jonas, "I was angry.")
    others = make.line(cast.first, cast.mira, "Nobody watched me.", circle="network")
    jonas = browser_of("jonas")
    invitation = models.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    inviting.tell(cast.next, [invitation], inviting.What.ASKED)
    own_page = inviting.own_page(invitation, _service(cast)).removeprefix("http://localhost:8000")
    assert jonas.get(f"/riverside/networks/{cast.network.pk}/").status_code == 200
    assert reads(cast.viewer("jonas")) >= {own.pk, others.pk}

    remove(cast)

    viewer = cast.viewer("jonas")
    assert reads(viewer) == {own.pk}
    assert not Link.objects.filter(person=cast.jonas, revoked_at=None).exists()
    for path in (
        f"networks/{cast.network.pk}/",
        f"networks/{cast.network.pk}/hard/",
        f"meetings/{cast.first.pk}/",
        f"meetings/{cast.next.pk}/",
        f"meetings/invitations/{invitation.pk}/",
        f"meetings/invitations/{invitation.pk}/calendar/",
        f"records/live/{cast.first.pk}/",
    ):
        assert jonas.get(f"/riverside/{path}").status_code in (302, 404), path
    assert b"Hill" not in jonas.post(own_page).content
    invitation.refresh_from_db()
    assert invitation.called_off_at
    with pytest.raises(NotAllowed):
        inviting.own_file(invitation_id=invitation.pk, by=viewer)
    waiting = Message.objects.filter(to=cast.jonas, state="waiting")
    assert [one.body.count("ended") for one in waiting] == [1]
    assert waiting[0].calendar is None
    for name in ("Mira", "Hill", "Edda", "why", "danger"):
        assert name not in waiting[0].body


def _service(cast):
    return services.by_id(cast.riverside.pk)


def test_even_by_another_link_the_removed_knows_no_meeting_of_this_network(cast):
    remove(cast)
    viewer = cast.viewer("jonas")
    assert viewer.former == {cast.network.pk}
    for deed in ("meetings.read", "meetings.read_whole", "meetings.see_asked", "meetings.step"):
        assert policy.may(viewer, deed, cast.first) is None
        assert not policy.open_to(viewer, deed, models.Meeting.objects.all()).exists()
    assert policy.may(cast.viewer("ruben"), "meetings.read", cast.first), "leaving is no removal"


def test_practitioners_give_a_reason_that_the_person_reads_and_opens_or_not(cast):
    with pytest.raises(rules.WhyWanted):
        remove(cast, by="lena")
    removal_id = remove(cast, by="lena", reason="He followed her home.")
    fact = deciding.removal(cast.viewer("mira"), removal_id)
    assert (fact.reason, fact.removed_by_name) == ("He followed her home.", "Lena")
    for name in ("jonas", "edda", "hale", "pavel", "noor", "ottilie"):
        with pytest.raises(NotAllowed):
            deciding.removal(cast.viewer(name), removal_id)
    for name in ("lena", "edda", "noor"):
        with pytest.raises(NotAllowed):
            removing.open_to_network(
                removal_id=removal_id, network_may_read=True, by=cast.viewer(name)
            )
    removing.open_to_network(removal_id=removal_id, network_may_read=True, by=cast.viewer("mira"))
    assert deciding.removal(cast.viewer("edda"), removal_id).reason == "He followed her home."
    with pytest.raises(NotAllowed):
        deciding.removal(cast.viewer("jonas"), removal_id)
    told = {one.to_id for one in Message.objects.filter(state="waiting")}
    assert cast.mira.pk in told


@pytest.mark.parametrize("by", ["edda", "tarek", "hale", "ruben", "pavel", "ines", "noor"])
def test_nobody_else_removes_anybody(cast, by):
    with pytest.raises(NotAllowed):
        remove(cast, by=by, reason="x")
    with pytest.raises(NotAllowed):
        leaving.died(
            network_id=cast.network.pk, person_id=cast.jonas.pk, on=TODAY, by=cast.viewer(by)
        )


def test_nobody_removes_the_person_at_the_centre(cast):
    with pytest.raises(NotAllowed):
        remove(cast, by="lena", who="mira", reason="x")


def test_the_removed_comes_back_by_the_persons_word_alone(cast):
    """promise 5"""
    removal_id = remove(cast)
    with pytest.raises(rules.WasRemoved):
        forming.add(
            network_id=cast.network.pk, person_id=cast.jonas.pk, agreed_how=Said.ROOM,
            by=cast.viewer("lena"), seen=frozenset({cast.jonas.pk}),
        )  # fmt: skip
    for name in ("edda", "pavel", "jonas"):
        with pytest.raises(NotAllowed):
            removing.let_back(removal_id=removal_id, said=Said.ROOM, by=cast.viewer(name))
    removing.let_back(removal_id=removal_id, said=Said.TELEPHONE, by=cast.viewer("lena"))
    forming.add(
        network_id=cast.network.pk, person_id=cast.jonas.pk, agreed_how=Said.ROOM,
        by=cast.viewer("lena"), seen=frozenset({cast.jonas.pk}),
    )  # fmt: skip
    assert cast.viewer("jonas").networks == {cast.network.pk}


def test_it_is_in_the_trail(cast):
    remove(cast)
    assert Entry.objects.filter(
        deed="networks.remove", about_id=cast.jonas.pk, person_id=cast.mira.pk
    ).exists()


def test_a_stream_that_is_open_hears_of_it(cast):
    """The bell rings at every meeting they were asked to: who listens looks again and goes."""
    before = {one.pk: one.events for one in models.Meeting.objects.all()}
    remove(cast)
    after = {one.pk: one.events for one in models.Meeting.objects.filter(network=cast.network)}
    assert all(after[one] > before[one] for one in after)


# ------------------------------------------------------------------ a death
def died(cast, who="jonas", by="lena", **more):
    return leaving.died(
        network_id=cast.network.pk,
        person_id=cast.who[who].pk,
        on=TODAY - timedelta(days=1),
        by=cast.viewer(by),
        **more,
    )


def test_nothing_is_sent_to_the_dead_and_their_words_stay_open_to_whom_they_were(cast):
    line = make.line(cast.first, cast.jonas, "I was angry.", circle="network")
    unsaid = make.line(cast.first, cast.jonas, "He said so.", written_by=cast.lena.person)
    before = {n: reads(cast.viewer(n)) for n in ("mira", "edda", "lena", "tarek")}
    outbox.queue(
        service_id=cast.riverside.pk, to=cast.jonas.pk, way="mail", key="x", subject="Meeting",
        body="On Thursday.",
    )  # fmt: skip
    make.line(cast.first, cast.mira, "More.", circle="only_me")
    died(cast, told_by="His sister rang.")
    assert not Message.objects.filter(to=cast.jonas, state="waiting").exists()
    assert not Link.objects.filter(person=cast.jonas, revoked_at=None).exists()
    assert models.Invitation.objects.get(meeting=cast.next, person=cast.jonas).called_off_at
    assert not Message.objects.filter(state="waiting").exists(), "nobody learns it from a machine"
    after = {n: reads(cast.viewer(n)) for n in before}
    assert {n: ids - before[n] for n, ids in after.items() if n != "mira"} == {
        "edda": set(), "lena": set(), "tarek": set(),
    }  # fmt: skip
    assert all(before[n] <= after[n] for n in before)
    for name in ("mira", "edda", "lena"):
        for one in (line, unsaid):
            for deed in ("records.open_line", "records.take_back", "records.change"):
                if deed in policy.table():
                    assert policy.may(cast.viewer(name), deed, one) is None


def test_who_told_is_read_by_practitioners_and_the_death_by_the_network(cast):
    death_id = died(cast, told_by="His sister rang.")
    assert deciding.death(cast.viewer("lena"), death_id).told_by == "His sister rang."
    assert deciding.death(cast.viewer("edda"), death_id).told_by == ""
    for name in ("hale", "ruben", "pavel", "noor"):
        with pytest.raises(NotAllowed):
            deciding.death(cast.viewer(name), death_id)


def test_the_network_of_the_dead_rests_and_nobody_ends_it(cast):
    """promise 18"""
    died(cast, "mira")
    network = networks.Network.objects.get(pk=cast.network.pk)
    assert network.state == NetworkState.RESTING
    assert queries.death_of_centre(cast.network.pk) == TODAY - timedelta(days=1)
    with pytest.raises(rules.HasDied):
        forming.end(network_id=cast.network.pk, said=Said.ROOM, by=cast.viewer("lena"))


def test_they_sit_together_once_more_and_then_it_rests(cast):
    died(cast, "mira", rests=False)
    network = networks.Network.objects.get(pk=cast.network.pk)
    assert network.state == NetworkState.MEETING
    assert cast.mira.pk not in _circle(cast)
    forming.met(network_id=cast.network.pk)
    network.refresh_from_db()
    assert network.state == NetworkState.RESTING
    forming.take_up(network_id=cast.network.pk, by=cast.viewer("lena"))
    forming.met(network_id=cast.network.pk)
    network.refresh_from_db()
    assert network.state == NetworkState.RESTING


def _circle(cast):
    return asking.circle(cast.network.pk).people


def test_the_dead_get_no_link_and_no_place(cast):
    died(cast, "mira")
    with pytest.raises(rules.HasDied):
        links.give(network_id=cast.network.pk, person_id=cast.mira.pk, by=cast.viewer("lena"))
    died(cast, "edda")
    with pytest.raises(rules.HasDied):
        forming.add(
            network_id=cast.network.pk, person_id=cast.edda.pk, agreed_how=Said.ROOM,
            by=cast.viewer("lena"), seen=frozenset({cast.edda.pk}),
        )  # fmt: skip


def test_whoever_finds_a_link_of_the_dead_opens_nothing_with_it(cast, browser_of):
    line = make.line(cast.first, cast.jonas, "I was angry.", circle="network")
    died(cast, "mira")
    finder = browser_of("mira")  # a link that somebody made anew
    for path in (f"networks/{cast.network.pk}/", f"meetings/{cast.next.pk}/"):
        assert finder.get(f"/riverside/{path}").status_code == 404, path
    assert line.pk not in reads(cast.viewer("mira"))


def test_a_mistake_is_put_right(cast):
    death_id = died(cast)
    assert cast.viewer("jonas").networks == frozenset()
    for name in ("edda", "pavel", "noor"):
        with pytest.raises(NotAllowed):
            dying.undo(death_id=death_id, by=cast.viewer(name))
    dying.undo(death_id=death_id, by=cast.viewer("lena"))
    assert cast.viewer("jonas").networks == {cast.network.pk}
    assert queries.death_of_centre(cast.network.pk) is None
    assert links.give(network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer("lena"))


def test_a_practitioner_is_handed_over_as_leaving_not_here(cast):
    with pytest.raises(NotAllowed):
        leaving.died(
            network_id=cast.network.pk, person_id=cast.sol.person_id, on=TODAY,
            by=cast.viewer("lena"),
        )  # fmt: skip


def test_nobody_speaks_for_the_dead(cast):
    proxy = speaking.name(
        network_id=cast.network.pk, person_id=cast.mira.pk, speaker_id=cast.edda.pk,
        kind=rules.As.NAMED, scopes=list(rules.Scope), until=TODAY + timedelta(days=9),
        by=cast.viewer("mira"),
    )  # fmt: skip
    died(cast, "mira")
    assert networks.Proxy.objects.get(pk=proxy).ended_at
