"""The predicate and the filter of every deed agree (promise 4: a duty opens nobody's messages)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django_scopes import scope, scopes_disabled
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import cast as casting
from withness.access import policy
from withness.delivery import policy as deeds
from withness.delivery.models import Message
from withness.values.rules.viewer import Belonging, Duty, Seat, Viewer, Way, nobody

NAMES = ("lena", "sol", "pavel", "noor", "wilhelm", "mira", "jonas", "ruben", "vera")
WITH_ROWS = [deed.name for deed in deeds.DEEDS if deed.about]
AT = datetime(2026, 11, 1, tzinfo=UTC)


def message(service, to, network_id):
    with scope(service=service.pk):
        return Message.objects.create(
            service_id=service.pk,
            to_id=to.pk,
            way="mail",
            key=str(uuid4()),
            network_id=network_id,
            due_at=AT,
        )


def agree(viewer, rows):
    with scope(service=viewer.service_id), scopes_disabled():
        for deed in WITH_ROWS:
            open_rows = set(policy.open_to(viewer, deed, Message.objects.all()))
            assert {row for row in rows if policy.may(viewer, deed, row)} == open_rows


@pytest.fixture
def rows(cast):
    mira, vera = cast.mira, cast.vera
    made = [message(cast.riverside, mira, id_) for id_ in (cast.network.pk, cast.others.pk, None)]
    return [
        *made,
        message(cast.hillside, vera, cast.foreign.pk),
        message(cast.hillside, vera, None),
    ]


@pytest.mark.parametrize("name", NAMES)
def test_predicate_and_filter_agree_for_everybody(cast, rows, name):
    agree(cast.viewer(name), rows)


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("lena", [0, 2]),
        ("sol", [0, 2]),
        ("pavel", [1, 2]),
        ("noor", [2]),
        ("mira", []),
        ("ruben", []),
    ],
)
def test_messages_stand_with_those_who_belong(cast, rows, name, sees):
    found = policy.open_to(cast.viewer(name), "delivery.see", Message.objects.all())
    assert set(found) == {rows[number] for number in sees}


def test_nobody_sees_nothing(cast, rows):
    assert not policy.open_to(nobody(cast.riverside.pk), "delivery.see", Message.objects.all())


@pytest.mark.parametrize(("name", "may"), [("noor", True), ("lena", False), ("mira", False)])
def test_only_whoever_keeps_the_rota_counts(cast, name, may):
    assert (policy.may(cast.viewer(name), "delivery.count") is not None) is may


class RandomServices(TestCase):
    """Whatever a service looks like, what is decided and what is filtered are the same."""

    @hypothesis(max_examples=25, deadline=None)
    @given(
        belongs=st.lists(st.booleans(), min_size=3, max_size=3),
        left=st.lists(st.booleans(), min_size=3, max_size=3),
        works=st.booleans(),
        way=st.sampled_from(list(Way)),
        duties=st.frozensets(st.sampled_from(list(Duty))),
        of=st.lists(st.integers(0, 3), max_size=6),
    )
    def test_predicate_and_filter_agree(self, belongs, left, works, way, duties, of):
        cast = casting.gather()
        networks = [uuid4(), uuid4(), uuid4()]
        rows = [message(cast.riverside, cast.mira, [*networks, None][number]) for number in of]
        rows.append(message(cast.hillside, cast.vera, networks[0]))
        seats = tuple(
            Seat(network, Belonging.PRACTITIONER, AT, AT if gone else None)
            for network, there, gone in zip(networks, belongs, left, strict=True)
            if there
        )
        agree(
            Viewer(
                service_id=cast.riverside.pk,
                way=way,
                person_id=uuid4(),
                duties=duties,
                practitioner_id=uuid4() if works else None,
                seats=seats,
            ),
            rows,
        )
