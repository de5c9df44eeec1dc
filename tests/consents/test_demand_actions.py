"""A lawful demand: two people, two duties, a named scope, named hours, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import make
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import demand
from withness.consents.queries import demand as queries
from withness.consents.queries import opened
from withness.consents.rules import demand as rules
from withness.consents.tasks import opened as tasks
from withness.delivery.models import Message
from withness.meetings.models import Meeting
from withness.teams.models import Holding
from withness.trail.models import Entry
from withness.values.rules.viewer import Demand, Duty, Kind, Viewer, Way

pytestmark = pytest.mark.django_db
ORDER = "The coroner of Riverside"


def keeps(post, *duties):
    for duty in duties:
        Holding.objects.create(
            service_id=post.service_id, practitioner=post, duty=duty, since_at=timezone.now()
        )


@pytest.fixture
def house(cast):
    """Noor keeps every duty; Pavel keeps the accounts; Ines the rota."""
    keeps(cast.pavel, Duty.ACCOUNTS)
    keeps(cast.ines, Duty.ROTA)
    return cast


def named(**other):
    now = timezone.now()
    usual = {
        "said_from": now - timedelta(days=40),
        "said_until": now - timedelta(days=20),
        "kinds": frozenset(Kind),
        "opens_at": now - timedelta(minutes=1),
        "closes_at": now + timedelta(hours=4),
    }
    return rules.Scope(**usual | other)


NEVER = "never"


def proposes(cast, name="noor", may=NEVER, **other):
    today = timezone.now().date()
    telling = rules.Telling(rules.May.NOT_YET, today + timedelta(days=30)) if may == NEVER else may
    return demand.propose(
        network_id=cast.network.pk, ordered_by=ORDER, reference="C-17/2026", scope=named(**other),
        may_tell=telling, by=cast.viewer(name),
    )  # fmt: skip


def open_to(cast, name, now=None):
    viewer = cast.viewer(name)
    return opened.now_by(viewer.person_id, viewer.duties, now or timezone.now()).demands


def both(cast, **other):
    demand_id = proposes(cast, **other)
    demand.confirm(demand_id=demand_id, by=cast.viewer("pavel"))
    return models.Demand.objects.get(pk=demand_id)


def test_two_duties_together_open_a_named_scope_to_those_two(house):
    row = both(house, kinds=frozenset({Kind.LINES}))
    expected = Demand(house.network.pk, row.said_from, row.said_until, frozenset({Kind.LINES}))
    assert open_to(house, "noor") == open_to(house, "pavel") == (expected,)
    for name in ("lena", "sol", "ines", "mira", "jonas"):
        assert open_to(house, name) == ()


def test_one_alone_opens_nothing__promise_4(house):
    proposes(house)
    assert open_to(house, "noor") == open_to(house, "pavel") == ()


def test_duties_alone_open_nothing__promise_4(house):
    every = replace(house.viewer("noor"), duties=frozenset(Duty))
    for deed in ("networks.read", "networks.know"):
        assert policy.may(every, deed, house.network) is None
    assert not policy.open_to(every, "meetings.read", Meeting.objects.all()).exists()


def test_nobody_confirms_their_own_whatever_duties_they_keep(house):
    demand_id = proposes(house)  # Noor keeps both of the two duties
    with pytest.raises(rules.AnotherPerson):
        demand.confirm(demand_id=demand_id, by=house.viewer("noor"))
    row = models.Demand.objects.get(pk=demand_id)
    row.confirmed_by_id, row.confirmed_at = house.noor.person_id, timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()  # nor does the database let it


@pytest.mark.parametrize("name", ["lena", "ines", "mira", "jonas", "hale", "ruben", "wilhelm"])
def test_nobody_else_proposes_confirms_reads_or_ends(house, name):
    demand_id = proposes(house)
    with pytest.raises(NotAllowed):
        proposes(house, name)
    for deed in (demand.confirm, demand.end):
        with pytest.raises(NotAllowed):
            deed(demand_id=demand_id, by=house.viewer(name))
    with pytest.raises(NotAllowed):
        queries.one(house.viewer(name), demand_id, timezone.now())


def test_the_same_duty_twice_does_not_confirm(house):
    """Sol keeps data protection as Noor proposed by it: the other duty is wanted."""
    keeps(house.sol, Duty.DATA_PROTECTION)
    demand_id = proposes(house)
    with pytest.raises(NotAllowed):
        demand.confirm(demand_id=demand_id, by=house.viewer("sol"))


def test_it_is_open_in_its_hours_alone(house):
    now = timezone.now()
    row = both(house, opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=3))
    assert open_to(house, "noor") == ()
    assert len(open_to(house, "noor", row.opens_at)) == 1
    assert len(open_to(house, "pavel", row.closes_at - timedelta(seconds=1))) == 1
    assert open_to(house, "pavel", row.closes_at) == ()


def test_it_closes_to_whoever_gave_the_duty_back(house):
    both(house)
    Holding.objects.filter(practitioner=house.pavel).update(until_at=timezone.now())
    assert open_to(house, "pavel") == ()


def test_either_of_the_two_ends_it_and_it_is_closed_to_both(house):
    for name in ("noor", "pavel"):
        row = both(house)
        demand.end(demand_id=row.pk, by=house.viewer(name))
        assert open_to(house, "noor") == open_to(house, "pavel") == ()
        with pytest.raises(rules.StandsOtherwise):
            demand.end(demand_id=row.pk, by=house.viewer(name))


def test_what_nobody_confirmed_in_time_is_never_confirmed(house):
    demand_id = proposes(house)
    now = timezone.now()
    models.Demand.objects.filter(pk=demand_id).update(closes_at=now - timedelta(seconds=1))
    with pytest.raises(rules.StandsOtherwise):
        demand.confirm(demand_id=demand_id, by=house.viewer("pavel"))


def viewer_of(cast, name):
    viewer = cast.viewer(name)
    found = opened.now_by(viewer.person_id, viewer.duties, timezone.now())
    return replace_demands(viewer, found.demands)


def replace_demands(viewer, demands):
    return Viewer(
        service_id=viewer.service_id, way=viewer.way, person_id=viewer.person_id,
        practitioner_id=viewer.practitioner_id, is_peer=viewer.is_peer, duties=viewer.duties,
        seats=viewer.seats, demands=demands,
    )  # fmt: skip


def test_only_what_the_order_names_is_open(house):
    both(house, kinds=frozenset({Kind.MEETINGS}))
    viewer = viewer_of(house, "noor")
    assert policy.may(viewer, "networks.know", house.network).name == "lawful_demand"
    assert policy.may(viewer, "networks.read", house.network) is None
    assert policy.may(viewer, "meetings.read_whole", house.first).name == "lawful_demand"
    assert policy.may(viewer, "meetings.read", house.next) is None  # not in its time
    assert policy.may(viewer, "networks.know", house.others) is None
    for deed in ("meetings.hold", "meetings.step", "meetings.say_who_came"):
        assert policy.may(viewer, deed, house.first) is None


def test_an_order_about_lines_alone_tells_that_they_met_and_not_where(house):
    both(house, kinds=frozenset({Kind.LINES}))
    viewer = viewer_of(house, "noor")
    assert policy.may(viewer, "meetings.read", house.first)
    assert policy.may(viewer, "meetings.read_whole", house.first) is None
    assert policy.may(viewer, "meetings.see_asked", house.first) is None


def test_a_demand_in_the_viewer_opens_nothing_to_whoever_came_by_a_link(house):
    row = both(house)
    given = (Demand(house.network.pk, row.said_from, row.said_until),)
    by_link = replace_demands(make.viewer(house.noor.person, way=Way.LINK), given)
    assert policy.may(by_link, "networks.know", house.network) is None
    assert policy.may(by_link, "meetings.read", house.first) is None


def told(cast):
    return set(Message.objects.exclude(network_id=None).values_list("to_id", flat=True))


def test_the_network_is_told_at_once_where_the_order_allows(house):
    demand_id = proposes(house, may=rules.Telling(rules.May.NOW))
    assert told(house) == set()  # nothing was opened yet
    demand.confirm(demand_id=demand_id, by=house.viewer("pavel"))
    people = ("mira", "jonas", "edda", "tarek", "hale", "lena", "sol")
    assert told(house) == {house.person(name).pk for name in people}
    tasks.tell_of_demands(timezone.now())
    assert Message.objects.filter(to=house.jonas).count() == 1


def test_the_network_is_told_when_its_day_comes_and_not_before(house):
    day = timezone.now().date() + timedelta(days=5)
    row = both(house, may=rules.Telling(rules.May.FROM, day))
    tasks.tell_of_demands(timezone.now() + timedelta(days=3))
    assert told(house) == set()
    assert queries.of_network(house.viewer("mira"), house.network.pk, timezone.now()) == ()
    for _ in range(2):
        tasks.tell_of_demands(timezone.now() + timedelta(days=6))
    assert Message.objects.filter(to=house.mira, about_id=row.pk).count() == 1
    assert len(queries.of_network(house.viewer("jonas"), house.network.pk, timezone.now())) == 1


def test_who_ordered_it_is_read_by_the_person_and_the_duties_not_by_the_others(house):
    both(house, may=rules.Telling(rules.May.NOW))

    def reads(name):
        found = queries.of_network(house.viewer(name), house.network.pk, timezone.now())
        return [(one.ordered_by, one.reference) for one in found]

    assert reads("mira") == [(ORDER, "C-17/2026")]
    assert reads("jonas") == reads("lena") == [("", "")]
    assert reads("ruben") == reads("ottilie") == []


def test_what_may_never_be_told_stands_before_data_protection_and_is_asked_again(house):
    row = both(house)
    assert told(house) == set()
    tasks.tell_of_demands(timezone.now() + timedelta(days=29))
    assert not Message.objects.filter(key__startswith="again:").exists()
    for _ in range(2):
        tasks.tell_of_demands(timezone.now() + timedelta(days=31))
    assert Message.objects.filter(key__startswith="again:").count() == 1
    fact = queries.one(house.viewer("noor"), row.pk, timezone.now())
    assert fact.telling.may == rules.May.NOT_YET
    demand.say_telling(
        demand_id=row.pk, may_tell=rules.Telling(rules.May.NOW), by=house.viewer("noor")
    )
    assert house.mira.pk in told(house)
    assert models.Telling.objects.filter(demand=row).count() == 2  # nothing is written over
    with pytest.raises(NotAllowed):
        demand.say_telling(
            demand_id=row.pk, may_tell=rules.Telling(rules.May.NOW), by=house.viewer("pavel")
        )


def test_what_leaves_names_nobody__promise_20(house):
    both(house, may=rules.Telling(rules.May.NOW))
    for one in Message.objects.all():
        assert one.state == "waiting"
        for word in ("Mira", "Noor", "Pavel", "coroner", "C-17", "court", "order", "Hill"):
            assert word.casefold() not in f"{one.subject} {one.body}".casefold()


def test_every_step_is_in_the_trail(house):
    row = both(house)
    demand.end(demand_id=row.pk, by=house.viewer("pavel"))
    deeds = Entry.objects.filter(about_id=row.pk).order_by("id")
    assert [(one.deed, one.person_id) for one in deeds] == [
        ("consents.propose_demand", house.noor.person_id),
        ("consents.confirm_demand", house.pavel.person_id),
        ("consents.end_demand", house.pavel.person_id),
    ]
    assert all(one.right.startswith("lawful_demand") for one in deeds)


def test_the_trail_gives_away_nothing_that_may_not_be_told_yet__promise_21(house):
    row = both(house)
    traces = Entry.objects.filter(about_id=row.pk)
    for name in ("mira", "jonas", "lena", "sol"):
        assert not policy.open_to(house.viewer(name), "trail.read", traces).exists(), name


def test_which_two_duties_is_a_setting_and_standing_demands_keep_theirs(house):
    demand_id = proposes(house)
    settings = house.viewer("noor")
    demand.name_duties(first=Duty.SETTINGS, second=Duty.ROTA, by=settings)
    assert queries.pair() == (Duty.SETTINGS, Duty.ROTA)
    with pytest.raises(NotAllowed):
        demand.name_duties(first=Duty.ROTA, second=Duty.ACCOUNTS, by=house.viewer("pavel"))
    with pytest.raises(NotAllowed):
        proposes(house, "pavel")
    demand.confirm(demand_id=demand_id, by=house.viewer("pavel"))
