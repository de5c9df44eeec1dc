"""Breaking the glass: for an hour, in the open, and refused to everybody it is not for."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from tests import make
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import glass
from withness.consents.queries import glass as queries
from withness.consents.queries import opened
from withness.consents.rules import glass as rules
from withness.consents.tasks import opened as tasks
from withness.delivery.models import Message
from withness.meetings.models import LeftOut
from withness.networks.models import Membership, Network, WithoutPeer
from withness.trail.models import Entry
from withness.values.rules.viewer import Belonging, Duty, Way

pytestmark = pytest.mark.django_db
WHY = "Mira rang the night line and nobody who belongs answers."


def breaks(cast, name="pavel", network=None):
    network_id = (network or cast.network).pk
    return glass.open_one(network_id=network_id, reason=WHY, by=cast.viewer(name))


def open_to(cast, name, now=None):
    person, duties = cast.person(name), cast.viewer(name).duties
    return opened.now_by(person.pk, duties, now or timezone.now()).glass


def test_a_practitioner_who_does_not_belong_opens_one_network_for_one_hour(cast):
    glass_id = breaks(cast)
    row = models.Glass.objects.get(pk=glass_id)
    assert row.ends_at - row.begun_at == timedelta(hours=1)
    assert row.reason == WHY
    assert open_to(cast, "pavel", row.begun_at) == {cast.network.pk}
    assert open_to(cast, "pavel", row.ends_at - timedelta(seconds=1)) == {cast.network.pk}
    assert open_to(cast, "pavel", row.ends_at) == frozenset()
    assert open_to(cast, "ines", row.begun_at) == frozenset()


@pytest.mark.parametrize(
    "name", ["lena", "sol", "mira", "jonas", "edda", "tarek", "hale", "ruben", "ottilie", "wilhelm"]
)
def test_it_is_refused_to_members_guests_former_ones_and_other_services(cast, name):
    """Those who belong need it not; nobody else but a practitioner of this service may."""
    with pytest.raises(NotAllowed):
        breaks(cast, name)
    assert not models.Glass.objects.exists()
    assert not Message.objects.exists()


def test_a_duty_neither_gives_nor_takes_it__promise_4(cast):
    noor = cast.viewer("noor")
    person = cast.jonas
    member = make.viewer(person)
    with_duty = type(member)(**_like(member) | {"duties": frozenset(Duty)})
    with pytest.raises(NotAllowed):
        glass.open_one(network_id=cast.network.pk, reason=WHY, by=with_duty)
    assert noor.duties
    assert policy.may(noor, "consents.break_glass", cast.network)  # as a practitioner, as any other
    assert policy.may(noor, "networks.read", cast.network) is None


def _like(viewer):
    names = ("service_id", "way", "person_id", "practitioner_id", "is_peer", "duties", "seats")
    return {name: getattr(viewer, name) for name in names}


def test_whoever_no_longer_works_here_or_came_by_a_link_breaks_nothing(cast):
    by_link = make.viewer(cast.pavel.person, way=Way.LINK)
    cast.pavel.left_on = timezone.now().date()
    cast.pavel.save()
    for viewer in (by_link, make.viewer(cast.pavel.person)):
        with pytest.raises(NotAllowed):
            glass.open_one(network_id=cast.network.pk, reason=WHY, by=viewer)


def test_somebody_the_network_wished_not_to_meet_breaks_nothing(cast):
    now = timezone.now()
    Membership.objects.create(
        service=cast.riverside, network=cast.network, person=cast.pavel.person,
        belonging=Belonging.PRACTITIONER, practitioner=cast.pavel, agreed_at=now,
        agreed_how="room", written_by=cast.mira, joined_at=now - timedelta(days=9),
        left_at=now, left_how="telephone",
    )  # fmt: skip
    LeftOut.objects.create(
        service=cast.riverside, meeting=cast.next, peer=cast.ines, whose="network",
        decided_by=cast.mira, said_at=now,
    )  # fmt: skip
    for name in ("pavel", "ines"):
        with pytest.raises(NotAllowed):
            breaks(cast, name)


def test_a_network_that_wishes_no_peer_is_opened_by_no_peer(cast):
    WithoutPeer.objects.create(
        service=cast.riverside, network=cast.others, whose="network", said_by=cast.ottilie,
        said_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        breaks(cast, "ines", cast.others)
    assert breaks(cast, "lena", cast.others)


def test_a_network_that_has_ended_stays_closed(cast):
    Network.objects.filter(pk=cast.network.pk).update(state="ended")
    with pytest.raises(NotAllowed):
        breaks(cast)


def test_without_a_reason_nothing_opens(cast):
    with pytest.raises(rules.ReasonWanted):
        glass.open_one(network_id=cast.network.pk, reason="because", by=cast.viewer("pavel"))
    assert not models.Glass.objects.exists()


def test_everyone_in_it_and_data_protection_are_told_at_once_and_once(cast):
    glass_id = breaks(cast)
    there = Membership.objects.filter(network=cast.network, left_at=None)
    everyone = set(there.values_list("person_id", flat=True)) | {cast.noor.person_id}
    told = Message.objects.filter(about_id=glass_id)
    assert {one.to_id for one in told} == everyone
    assert told.count() == len(everyone)
    tasks.tell_who_joined(timezone.now())
    tasks.tell_who_joined(timezone.now())
    assert Message.objects.filter(about_id=glass_id).count() == len(everyone)


def test_who_joins_in_that_hour_is_told_and_who_joins_later_is_not(cast):
    glass_id = breaks(cast)
    row = models.Glass.objects.get(pk=glass_id)
    soon, late = make.person(cast.riverside, "Kim"), make.person(cast.riverside, "Ida")
    make.joins(cast.network, soon, joined_at=row.begun_at + timedelta(seconds=20))
    make.joins(cast.network, late, joined_at=row.ends_at + timedelta(seconds=1))
    tasks.tell_who_joined(row.ends_at + timedelta(minutes=1))
    told = set(Message.objects.filter(about_id=glass_id).values_list("to_id", flat=True))
    assert soon.pk in told
    assert late.pk not in told


def test_what_leaves_the_house_names_nobody_and_says_nothing__promise_20(cast):
    breaks(cast)
    sent = list(Message.objects.all())
    assert {one.state for one in sent} == {"waiting"}  # none was held for a telling word
    for one in sent:
        text = f"{one.subject} {one.body} {one.address or ''}"
        for word in ("Mira", "Pavel", "Jonas", WHY, "Hill Street", "glass", "night", "reason"):
            assert word.casefold() not in text.casefold()


def test_the_fact_is_everyones_and_the_reason_is_the_persons_alone(cast):
    breaks(cast)
    now = timezone.now()

    def reads(name):
        rows = queries.of_network(cast.viewer(name), cast.network.pk, now)
        return [(one.name, one.reason) for one in rows]

    assert reads("mira") == [("Pavel", WHY)]
    for name in ("jonas", "edda", "tarek", "hale", "lena", "sol", "noor"):
        assert reads(name) == [("Pavel", "")], name
    assert reads("pavel") == [("Pavel", WHY)]  # their own words
    for name in ("ruben", "ines", "ottilie", "wilhelm"):
        assert reads(name) == [], name
    assert [one.reason for one in queries.watched(cast.viewer("noor"), now)] == [""]
    with pytest.raises(NotAllowed):
        queries.watched(cast.viewer("lena"), now)


def test_the_breaking_is_in_the_trail_without_words(cast):
    glass_id = breaks(cast)
    entry = Entry.objects.get(deed="consents.break_glass")
    assert (entry.about_id, entry.network_id) == (glass_id, cast.network.pk)
    assert entry.person_id == cast.pavel.person_id


def test_it_is_ended_earlier_by_whoever_broke_it_and_by_nobody_else(cast):
    glass_id = breaks(cast)
    for name in ("mira", "lena", "ines", "noor", "wilhelm"):
        with pytest.raises(NotAllowed):
            glass.close(glass_id=glass_id, by=cast.viewer(name))
    glass.close(glass_id=glass_id, by=cast.viewer("pavel"))
    assert open_to(cast, "pavel") == frozenset()
    with pytest.raises(rules.ClosedAlready):
        glass.close(glass_id=glass_id, by=cast.viewer("pavel"))


def test_an_hour_that_is_over_is_not_ended_again(cast):
    glass_id = breaks(cast)
    _age(glass_id)
    with pytest.raises(rules.ClosedAlready):
        glass.close(glass_id=glass_id, by=cast.viewer("pavel"))


def _age(glass_id, hours=2):
    row = models.Glass.objects.get(pk=glass_id)
    before = timedelta(hours=hours)
    row.begun_at, row.ends_at = row.begun_at - before, row.ends_at - before
    row.save(update_fields=["begun_at", "ends_at"])


def test_it_is_not_extended_and_a_second_breaking_is_a_second_telling(cast):
    first = breaks(cast)
    with pytest.raises(rules.OpenAlready):
        breaks(cast)
    _age(first)
    second = breaks(cast)
    jonas = Message.objects.filter(to=cast.jonas)
    assert [one.about_id for one in jonas.order_by("due_at")] == [first, second]


def test_several_in_a_day_ask_data_protection_to_look_and_many_are_refused_kindly(cast):
    for number in range(rules.MOST_A_DAY):
        centre = make.person(cast.riverside, f"Kim {number}")
        network = make.network(cast.team, centre, practitioners=[cast.lena], name=f"No. {number}")
        glass_id = breaks(cast, network=network)
        asked = Message.objects.filter(key__startswith=f"glass:{glass_id}:often").count()
        assert asked == (1 if number + 1 >= rules.LOOKED_AT else 0)
    with pytest.raises(rules.TooManyToday):
        breaks(cast)


def test_what_opens_is_what_a_practitioner_needs_tonight_and_no_more(cast):
    breaks(cast)
    viewer = behind(cast, "pavel")
    right = policy.may(viewer, "networks.read", cast.network)
    assert right
    assert right.name == "broke_the_glass"
    for deed in ("networks.change_people", "networks.rest", "networks.write_down_end"):
        assert policy.may(viewer, deed, cast.network) is None
    jonas = Membership.objects.get(network=cast.network, person=cast.jonas)
    assert policy.may(viewer, "networks.see_reach", jonas)
    assert policy.may(viewer, "networks.give_link", jonas) is None
    assert policy.may(viewer, "networks.part", jonas) is None
    for deed in ("meetings.read", "meetings.read_whole", "meetings.see_asked"):
        assert policy.may(viewer, deed, cast.first).name == "broke_the_glass"
    for deed in ("meetings.move", "meetings.call_off", "meetings.begin", "meetings.hold"):
        assert policy.may(viewer, deed, cast.next) is None
    assert policy.may(viewer, "networks.read", cast.others).name == "belongs_to_network"
    with scope(service=cast.hillside.pk):
        assert policy.may(viewer, "networks.read", cast.foreign) is None


def behind(cast, name):
    """That person as a viewer who broke the glass of Mira's network."""
    viewer = cast.viewer(name)
    return type(viewer)(**_like(viewer) | {"glass": open_to(cast, name)})


def test_a_glass_in_the_viewer_opens_nothing_to_whoever_came_by_a_link(cast):
    jonas = cast.viewer("ottilie")
    viewer = type(jonas)(**_like(jonas) | {"glass": frozenset({cast.network.pk})})
    assert policy.may(viewer, "networks.read", cast.network) is None
    assert not policy.open_to(viewer, "networks.read", Network.objects.all()).filter(
        pk=cast.network.pk
    )
