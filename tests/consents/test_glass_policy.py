"""Predicate and filter agree for viewers under glass and under a demand, in every room."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.consents.opened import demand, glass
from withness.access import policy
from withness.networks.models import WithoutPeer
from withness.records.rules.states import Circle, Yes
from withness.values.rules.viewer import Belonging, Demand, Kind, Viewer, Way

pytestmark = pytest.mark.django_db
DEEDS = sorted(
    (deed for deed in policy.table().values() if deed.about is not None), key=lambda deed: deed.name
)
NAMES = ("pavel", "ines", "noor", "lena", "mira", "jonas", "hale", "ruben", "wilhelm")
# What reading deeds glass and demands add; nothing that changes anything.
OPENS = {
    "networks.know", "networks.read", "networks.see_reach", "meetings.read", "meetings.read_whole",
    "meetings.see_asked",
}  # fmt: skip


def fill(cast):
    """Lines in every circle, a past breaking, a told demand, a wish for no peer."""
    for circle in Circle:
        make.line(cast.first, cast.jonas, f"A line for {circle}.", circle=circle)
    make.line(cast.first, cast.mira, "Not yet.", written_by=cast.lena.person, yes=Yes.NOT_YET)
    make.line(cast.first, cast.jonas, "Taken back.", taken_back_at=timezone.now())
    make.line(cast.next, cast.mira, "Kept.", shared=False)
    glass(cast.network, cast.pavel)
    demand(cast.network, cast.noor, confirmer=cast.pavel, told_at=timezone.now())
    WithoutPeer.objects.create(
        service=cast.riverside, network=cast.others, whose="network", said_by=cast.ottilie,
        said_at=timezone.now(),
    )  # fmt: skip


def under(viewer, *, glass=(), demands=(), way=None, seats=None):
    """Return that viewer with something open to them."""
    return Viewer(
        service_id=viewer.service_id, way=way or viewer.way, person_id=viewer.person_id,
        practitioner_id=viewer.practitioner_id, is_peer=viewer.is_peer, duties=viewer.duties,
        seats=viewer.seats if seats is None else seats, glass=frozenset(glass),
        demands=tuple(demands),
    )  # fmt: skip


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_predicate_equals_filter_under_glass_and_under_a_demand(cast, filled, data):
    now = timezone.now()
    networks = [cast.network.pk, cast.others.pk, cast.foreign.pk]
    name = data.draw(st.sampled_from(NAMES))
    demands = [
        Demand(
            network,
            now - timedelta(days=data.draw(st.integers(0, 90))),
            now - timedelta(days=data.draw(st.integers(-3, 40))),
            frozenset(data.draw(st.sets(st.sampled_from(Kind)))),
        )
        for network in data.draw(st.lists(st.sampled_from(networks), max_size=2))
    ]
    viewer = under(
        cast.viewer(name),
        glass=data.draw(st.sets(st.sampled_from(networks))),
        demands=demands,
        way=data.draw(st.sampled_from([Way.SIGNED_IN, Way.LINK])),
    )
    with scopes_disabled():
        for deed in DEEDS:
            rows = list(deed.about._base_manager.all())
            found = policy.open_to(viewer, deed.name, deed.about._base_manager.all())
            by_filter = set(found.values_list("pk", flat=True))
            by_predicate = {row.pk for row in rows if policy.may(viewer, deed.name, row)}
            assert by_predicate == by_filter, deed.name


@pytest.fixture
def filled(cast):
    """The cast, with something of everything that may or may not open."""
    fill(cast)


def test_glass_and_demands_open_reading_alone(cast, filled):
    """No deed that changes anything has a way through the glass or by an order."""
    plain = cast.viewer("ines")
    now = timezone.now()
    every = Demand(cast.network.pk, now - timedelta(days=365), now + timedelta(days=1))
    for opened in (under(plain, glass=[cast.network.pk]), under(plain, demands=[every])):
        wider = set()
        for deed in DEEDS:
            rows = deed.about.objects.all()
            if (
                policy.open_to(opened, deed.name, rows).count()
                > policy.open_to(plain, deed.name, rows).count()
            ):
                wider.add(deed.name)
        of_records = {name for name in wider if name.startswith("records.")}
        assert wider - of_records <= OPENS
        reading = ("records.open", "records.read", "records.see", "records.know")
        assert all(name.startswith(reading) for name in of_records), of_records


def test_a_member_seat_and_glass_elsewhere_do_not_mix(cast, filled):
    """Who belongs to one network and broke the glass of another belongs to the one alone."""
    pavel = under(cast.viewer("pavel"), glass=[cast.network.pk])
    assert {seat.belonging for seat in pavel.seats} == {Belonging.PRACTITIONER}
    assert policy.may(pavel, "networks.change_people", cast.others)
    assert policy.may(pavel, "networks.change_people", cast.network) is None
