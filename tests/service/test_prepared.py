"""Prepared questions answer as plain ones do, for every viewer, and never across a wall."""

from contextvars import Context
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.models import Q
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from withness.access import policy
from withness.networks.models import Membership, Network
from withness.records.models import Line
from withness.service.models import Number, Service, prepared
from withness.service.models.prepared import Prepared
from withness.values.rules.viewer import Belonging, Demand, Duty, Seat, Viewer, Way

pytestmark = pytest.mark.django_db
EVERYBODY = ("lena", "sol", "pavel", "ines", "noor", "mira", "jonas", "ruben", "hale")


def test_prepared_question_finds_what_the_policy_finds_for_everybody(cast):
    def build(viewer, ids):
        rows = Line.objects.filter(meeting_id__in=ids).order_by("id")
        open_ones = policy.open_to(viewer, "records.read", rows)
        return open_ones.values_list("id", "made_at", "words", "network_id")

    asked = Prepared(build)
    ids = [cast.first.pk, cast.next.pk]
    for _ in range(2):
        for name in EVERYBODY:
            viewer = cast.viewer(name)
            assert asked.ask(viewer, ids) == list(build(viewer, ids)), name
            assert asked.ask(viewer, ids[:1]) == list(build(viewer, ids[:1])), name
            assert asked.ask(viewer, []) == []


def test_two_viewers_of_one_shape_get_their_own_rows(cast):
    asked = Prepared(
        lambda viewer: policy.open_to(viewer, "networks.read", Network.objects.all()).values_list(
            "id"
        )
    )
    lena, sol = cast.viewer("lena"), cast.viewer("sol")
    before = asked.ask(lena)
    Membership.objects.filter(network=cast.network, person_id=sol.person_id).update(
        left_at=timezone.now()
    )
    assert asked.ask(cast.viewer("sol")) != before or not before
    assert asked.ask(lena) == before


def test_the_service_in_scope_is_a_value_and_without_one_nothing_is_asked(cast):
    asked = Prepared(lambda: Number.objects.order_by("id").values_list("service_id"))
    elsewhere = Service.objects.exclude(pk=cast.riverside.pk).first()
    Number.objects.create(service=cast.riverside, label="Here", number="1")
    with scope(service=elsewhere.pk):
        Number.objects.create(service=elsewhere, label="There", number="2")
    for service in (cast.riverside, elsewhere, cast.riverside):
        with scope(service=service.pk):
            assert {row[0] for row in asked.ask()} == {service.pk}
    with scopes_disabled():
        assert {row[0] for row in asked.ask()} >= {cast.riverside.pk}
    with pytest.raises(ScopeError):
        Context().run(asked.ask)  # as before anybody came in


def test_instants_and_lists_of_any_length_are_values(cast):
    asked = Prepared(
        lambda ids, since: (
            Line.objects.filter(Q(meeting_id__in=ids), made_at__gte=since)
            .order_by("id")
            .values_list("id")
        )
    )
    ids = [cast.first.pk, cast.next.pk]
    long_ago = timezone.now() - timedelta(days=9_999)
    assert asked.ask(ids, long_ago) == list(
        Line.objects.filter(meeting_id__in=ids).order_by("id").values_list("id")
    )
    assert asked.ask(ids, timezone.now() + timedelta(days=1)) == []


def test_a_clock_in_the_question_is_refused(cast):
    today = Prepared(lambda: Line.objects.filter(made_at__lte=timezone.now()).values_list("id"))
    with pytest.raises(ValueError, match="no clock"):
        today.ask()
    by_day = Prepared(
        lambda: Membership.objects.filter(
            practitioner__left_on__gt=timezone.now().date()
        ).values_list("id")
    )
    with pytest.raises(ValueError, match="no clock"):
        by_day.ask()


def test_deciding_by_instants_or_asking_while_it_is_made_is_refused(cast):
    decides = Prepared(
        lambda since: Line.objects.filter(number=int(since < timezone.now())).values_list("id")
    )
    with pytest.raises(TypeError, match="instants"):
        decides.ask(timezone.now())
    asks = Prepared(
        lambda: Line.objects.filter(pk__in=list(Line.objects.values_list("id"))).values_list("id")
    )
    with pytest.raises(RuntimeError, match="asks nothing"):
        asks.ask()


def test_nothing_a_viewer_is_is_forgotten():
    """Two viewers that differ in anything at all ask two different questions."""
    now = datetime(2026, 3, 1, tzinfo=UTC)
    one, two = uuid4(), uuid4()
    plain = Viewer(service_id=one)
    other = {
        "service_id": two,
        "way": Way.LINK,
        "person_id": one,
        "practitioner_id": one,
        "is_peer": True,
        "duties": frozenset({Duty.ROTA}),
        "seats": (Seat(one, Belonging.MEMBER, now),),
        "opens": frozenset({one}),
        "language": "de",
        "glass": frozenset({one}),
        "demands": (Demand(one, now, now),),
    }
    assert other.keys() == {field.name for field in fields(Viewer) if field.init}
    for name, value in other.items():
        changed = replace(plain, **{name: value})
        assert prepared._walk(changed, lambda value: value, again=True) == changed, name
        assert _asked(changed) != _asked(plain), name


def _asked(viewer):
    taken = []
    pattern = prepared._walk(viewer, lambda value: taken.append(value) or len(taken))
    return pattern, taken
