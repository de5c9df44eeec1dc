"""Who may: from the side of the refused, and predicate and filter saying the same."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from withness.access import policy
from withness.networks import models
from withness.networks import policy as rooms_policy
from withness.networks.rules.states import State, WhoseReason
from withness.values.rules.viewer import Belonging, Duty, Seat, Viewer, Way

EVERYBODY = (
    "lena", "sol", "pavel", "ines", "noor", "mira", "jonas", "edda", "tarek", "hale", "ruben", "ottilie",
)  # fmt: skip
WITH_TABLE = [deed for deed in rooms_policy.DEEDS if deed.about is not None]


def allowed(cast, deed, row):
    """Return by name who may."""
    return {name for name in EVERYBODY if policy.may(cast.viewer(name), deed, row)}


@pytest.mark.parametrize(
    ("deed", "who"),
    [
        ("networks.know", {"lena", "sol", "mira", "jonas", "edda", "tarek", "hale"}),
        ("networks.read", {"lena", "sol", "mira", "jonas", "edda", "tarek"}),
        ("networks.change_people", {"lena", "sol", "mira"}),
        ("networks.rest", {"lena", "sol", "mira"}),
        ("networks.answer_peer_question", {"lena", "sol", "mira"}),
        ("networks.end", {"mira"}),
        ("networks.write_down_end", {"lena", "sol"}),
        ("networks.join", set()),
        ("networks.see_waiting", set()),
    ],
)
def test_who_may_what_with_miras_network(cast, deed, who):
    """Promises 4, 5, 18: Noor keeps every duty and may nothing; Ruben has left and may nothing."""
    assert allowed(cast, deed, cast.network) == who


def test_the_network_without_a_peer_is_seen_waiting_by_those_who_work_here(cast):
    assert allowed(cast, "networks.see_waiting", cast.others) == {
        "lena", "sol", "pavel", "ines", "noor",
    }  # fmt: skip
    assert allowed(cast, "networks.read", cast.others) == {"pavel", "ottilie"}


def test_a_staff_reason_is_read_by_peers_and_the_network_not_by_duties(cast):
    """Promise 9: every peer of the service, and those in the network."""
    row = models.WithoutPeer.objects.create(
        service=cast.riverside,
        network=cast.others,
        whose=WhoseReason.STAFF,
        reason="The peers are away.",
        said_by=cast.pavel.person,
        said_at=timezone.now(),
    )
    assert allowed(cast, "networks.read_staff_reason", row) == {"sol", "ines", "pavel", "ottilie"}


def test_keeping_rota_and_accounts_opens_nothing__promise_4(cast):
    noor = cast.viewer("noor")
    assert noor.duties == {Duty.ROTA, Duty.ACCOUNTS, Duty.SETTINGS, Duty.DATA_PROTECTION}
    for deed in WITH_TABLE:
        open_rows = policy.open_to(noor, deed.name, deed.about.objects.all())
        if deed.about is models.Network:
            open_rows = open_rows.exclude(
                pk=cast.others.pk
            )  # its working name: it waits for a peer
        assert list(open_rows) == []


def test_another_service_sees_nothing_and_is_seen_by_nobody(cast):
    wilhelm = cast.viewer("wilhelm")
    with scopes_disabled():
        for deed in WITH_TABLE:
            assert policy.may(wilhelm, "networks.see_waiting", cast.others) is None
            ours = deed.about.objects.filter(service=cast.riverside)
            assert list(policy.open_to(wilhelm, deed.name, ours)) == []


def test_a_post_that_has_ended_opens_nothing_even_before_the_goodbye(cast):
    cast.lena.left_on = timezone.now().date() - timedelta(days=1)
    cast.lena.save()
    gone = make.viewer(cast.lena.person)
    for deed in ("networks.know", "networks.read", "networks.change_people"):
        assert policy.may(gone, deed, cast.network) is None


def test_how_to_reach_the_others_is_for_practitioners_and_oneself(cast):
    def seen_by(name):
        rows = models.Membership.objects.filter(network=cast.network)
        found = policy.open_to(cast.viewer(name), "networks.see_reach", rows)
        return {place.person.name for place in found}

    assert seen_by("jonas") == {"Jonas"}
    assert seen_by("mira") == {"Mira"}
    assert seen_by("lena") == {"Mira", "Jonas", "Edda", "طارق", "Dr Hale", "Lena"}
    assert seen_by("ruben") == seen_by("noor") == seen_by("pavel") == set()


def _agree(viewer):
    for deed in WITH_TABLE:
        rows = list(deed.about.objects.all())
        opened = set(policy.open_to(viewer, deed.name, deed.about.objects.all()))
        assert {row for row in rows if policy.may(viewer, deed.name, row)} == opened, deed.name


@pytest.mark.parametrize("name", EVERYBODY)
def test_predicate_and_filter_agree_for_the_cast(cast, name):
    _agree(cast.viewer(name))


PLACES = st.lists(
    st.tuples(
        st.integers(0, 2),  # network
        st.integers(0, 4),  # person
        st.sampled_from([Belonging.MEMBER, Belonging.AGENCY, Belonging.PRACTITIONER]),
        st.booleans(),  # has left
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    places=PLACES,
    states=st.lists(st.sampled_from(State), min_size=3, max_size=3),
    answers=st.lists(st.sampled_from([None, *WhoseReason]), min_size=3, max_size=3),
    way=st.sampled_from(Way),
    works=st.booleans(),
    is_peer=st.booleans(),
)
def test_predicate_and_filter_agree_on_any_service(
    db, places, states, answers, way, works, is_peer
):
    house = make.service(f"s{uuid4().hex[:10]}")
    with scope(service=house.pk):
        team = make.team(house)
        staff = [make.practitioner(team, f"P{n}", is_peer=n % 2 == 0, hours="") for n in range(5)]
        networks = []
        for state, answer in zip(states, answers, strict=True):
            row = make.network(team, make.person(house, "C"), state=state)
            networks.append(row)
            if answer:
                models.WithoutPeer.objects.create(
                    service=house, network=row, whose=answer, said_by=row.centre,
                    said_at=timezone.now(),
                )  # fmt: skip
        people = [make.person(house, f"M{n}") for n in range(5)]
        taken = set()
        for which, who, kind, left in places:
            post = staff[who] if kind == Belonging.PRACTITIONER else None
            person = post.person if post else people[who]
            if (which, person.pk) in taken and not left:
                continue
            if not left:
                taken.add((which, person.pk))
            make.joins(
                networks[which], person, kind, practitioner=post,
                left_at=timezone.now() if left else None,
            )  # fmt: skip
        for person in [staff[0].person, staff[1].person, people[0], networks[0].centre]:
            seats = tuple(
                Seat(m.network_id, Belonging(m.belonging), m.joined_at, m.left_at)
                for m in models.Membership.objects.filter(person=person)
            )
            _agree(
                Viewer(
                    house.pk,
                    way,
                    None if way == Way.NOBODY else person.pk,
                    staff[0].pk if works else None,
                    is_peer,
                    seats=() if way == Way.NOBODY else seats,
                )
            )
