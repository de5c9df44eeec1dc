"""Calls of which nothing came: their words go when the law of the place says so, never sooner."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.contacts import models, tasks
from withness.service.models import Fact

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(cast):
    """Ama rang, and it ended without a meeting."""
    ama = make.person(cast.riverside, "Ama")
    contact = make.contact(cast.team, ama, cast.lena, hope="My sister has not slept.")
    models.Contact.objects.filter(pk=contact.pk).update(ended_at=timezone.now(), end="no")
    cast.riverside.begun_at = timezone.now()
    cast.riverside.save()
    return contact


def law(cast, days=100):
    Fact.objects.create(
        service=cast.riverside, jurisdiction="england", rule="retention.contact_never_met",
        kind="days", number=days, source="a test", in_force_from="2020-01-01",
        made_at=timezone.now(),
    )  # fmt: skip


def hope(contact):
    return models.Contact.objects.get(pk=contact.pk).hope


def test_where_the_law_says_nothing_everything_is_kept(cast, ended):
    assert tasks.forget(timezone.now() + timedelta(days=40_000)) == 0
    assert hope(ended) == "My sister has not slept."


def test_words_go_on_their_day_and_the_times_stay(cast, ended):
    law(cast)
    assert tasks.forget(timezone.now() + timedelta(days=99)) == 0
    assert tasks.forget(timezone.now() + timedelta(days=101)) == 1
    assert tasks.forget(timezone.now() + timedelta(days=101)) == 0
    assert hope(ended) is None
    assert models.Contact.objects.get(pk=ended.pk).asked_at == ended.asked_at


def test_a_call_of_which_a_network_came_is_part_of_its_record(cast, ended):
    law(cast)
    models.Contact.objects.filter(pk=ended.pk).update(network=cast.network)
    assert tasks.forget(timezone.now() + timedelta(days=101)) == 0


def test_an_open_promise_is_never_let_go(cast, ended):
    law(cast)
    models.Contact.objects.filter(pk=ended.pk).update(ended_at=None, end="")
    assert tasks.forget(timezone.now() + timedelta(days=4_000)) == 0
