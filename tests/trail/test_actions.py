import pytest
from django.db import DatabaseError, transaction

from withness.trail import actions, models

pytestmark = pytest.mark.django_db


def test_a_trace_cannot_be_changed(cast):
    actions.did("networks.read", by=cast.viewer("lena"), right="belongs_to_network")
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Entry.objects.update(deed="nothing happened")


def test_a_trace_cannot_be_removed(cast):
    actions.did("networks.read", by=cast.viewer("lena"), right="belongs_to_network")
    with pytest.raises(DatabaseError), transaction.atomic():
        models.Entry.objects.all().delete()


def test_the_same_page_in_the_same_quarter_is_one_reading(cast):
    for _ in range(2):
        actions.read(
            "networks.read",
            by=cast.viewer("lena"),
            right="belongs_to_network",
            about=cast.network.pk,
        )
    assert models.Entry.objects.filter(about_id=cast.network.pk).count() == 1
