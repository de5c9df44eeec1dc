"""Who may read which entry: the predicate and the filter agree, and members' readings stay theirs."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from withness.access import policy
from withness.trail import models
from withness.trail.policy import DEEDS

pytestmark = pytest.mark.django_db


def write(cast, who, right="belongs_to_network", *, network=None, about=None, days_ago=0):
    viewer = cast.viewer(who)
    return models.Entry.objects.create(
        service_id=cast.riverside.pk, at=timezone.now() - timedelta(days=days_ago),
        person_id=viewer.person_id, practitioner_id=viewer.practitioner_id, deed="networks.read",
        right=right, network_id=network, about_id=about, once=uuid4().hex,
    )  # fmt: skip


@pytest.fixture
def entries(cast):
    rights = (
        "belongs_to_network", "guest_who_was_there", "broke_the_glass", "lawful_demand+not_ended",
        "reads_as_demand",
    )  # fmt: skip
    for who in ("mira", "jonas", "hale", "lena", "pavel", "noor"):
        for right in rights:
            for days_ago in (0, 25, 200):
                write(cast, who, right, network=cast.network.pk, days_ago=days_ago)
            write(cast, who, right, about=cast.mira.pk)
            write(cast, who, right, about=cast.lena.pk)
    return list(models.Entry.objects.all())


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
@pytest.mark.parametrize("who", ["mira", "jonas", "ruben", "hale", "lena", "pavel", "noor"])
def test_predicate_and_filter_agree(cast, entries, deed, who):
    viewer = cast.viewer(who)
    held = {one.pk for one in entries if policy.may(viewer, deed.name, one) is not None}
    rows = policy.open_to(viewer, deed.name, models.Entry.objects.all())
    assert held == set(rows.values_list("pk", flat=True))


def test_what_members_read_is_shown_to_no_other_member(cast, entries):
    """promise 19"""
    jonas = cast.viewer("jonas")
    rows = policy.open_to(jonas, "trail.read", models.Entry.objects.all())
    assert not rows.filter(person_id=cast.mira.pk).exclude(right__startswith="guest").exists()
    assert rows.filter(person_id=cast.person("lena").pk).exists()
    assert rows.filter(person_id=jonas.person_id).exists()


def test_whoever_left_reads_up_to_their_leaving(cast, entries):
    """promise 21"""
    rows = policy.open_to(cast.viewer("ruben"), "trail.read", models.Entry.objects.all())
    assert rows.exists()
    assert all(one.at < timezone.now() - timedelta(days=20) for one in rows)


def test_nothing_under_a_demand_is_shown_by_reading_the_trail(cast, entries):
    """promise 21: the network is told when the order allows it."""
    for who in ("mira", "jonas", "sol"):
        rows = policy.open_to(cast.viewer(who), "trail.read", models.Entry.objects.all())
        mine = rows.exclude(person_id=cast.viewer(who).person_id)
        assert not mine.filter(right__contains="demand").exists()
