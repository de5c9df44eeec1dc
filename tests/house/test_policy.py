"""Every deed has a row, and predicate equals filter, for everybody in the cast and on every row."""

import pytest
from django.apps import apps
from django_scopes import scopes_disabled

from tests.cast import PRACTITIONERS
from withness.access import policy
from withness.values.rules.viewer import nobody

pytestmark = pytest.mark.django_db

DEEDS = sorted(policy.table().values(), key=lambda deed: deed.name)


def everybody(cast):
    yield "nobody", nobody(cast.riverside.pk)
    for name in cast.who:
        yield name, cast.viewer(name)


def test_every_room_with_tables_declares_deeds():
    without = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("withness.")
        and list(config.get_models())
        and not any(deed.name.startswith(f"{config.label}.") for deed in DEEDS)
    }
    assert without == set()


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_a_deed_says_in_a_sentence_what_it_is_and_why(deed):
    assert str(deed.sentence)
    assert all(str(condition.because) for row in deed.any_of for condition in row.all_of)


@pytest.mark.parametrize("deed", [d for d in DEEDS if d.about], ids=lambda deed: deed.name)
def test_predicate_equals_filter(cast, deed):
    with scopes_disabled():
        rows = list(deed.about._base_manager.all())
        for name, viewer in everybody(cast):
            by_predicate = {row.pk for row in rows if policy.may(viewer, deed.name, row)}
            by_filter = set(
                policy.open_to(viewer, deed.name, deed.about._base_manager.all()).values_list(
                    "pk", flat=True
                )
            )
            assert by_predicate == by_filter, f"{deed.name} for {name}"


def test_what_no_room_declares_nobody_may(cast):
    with pytest.raises(policy.PolicyHasGap):
        policy.may(cast.viewer(PRACTITIONERS[0]), "records.delete_everything")
