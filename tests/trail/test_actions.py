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


def _read(cast, by=None):
    actions.read(
        "networks.read",
        by=by or cast.viewer("lena"),
        right="belongs_to_network",
        about=cast.network.pk,
    )


def test_a_reading_that_is_written_down_is_not_asked_about_again(
    cast, django_capture_on_commit_callbacks, django_assert_num_queries
):
    lena = cast.viewer("lena")
    with django_capture_on_commit_callbacks(execute=True):
        _read(cast, lena)
    with django_assert_num_queries(0):
        _read(cast, lena)


def test_a_reading_that_was_rolled_back_is_written_again(cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as kept, transaction.atomic():
        _read(cast)
        transaction.set_rollback(True)
    assert kept == []
    _read(cast)
    assert models.Entry.objects.filter(about_id=cast.network.pk).count() == 1
