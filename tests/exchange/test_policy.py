"""The filter finds exactly what the predicate allows, whoever looks and whatever there is."""

from datetime import timedelta

import pytest
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from withness.access import policy
from withness.exchange import models
from withness.meetings.models import Meeting
from withness.meetings.rules.states import State
from withness.values.rules.viewer import nobody

pytestmark = pytest.mark.django_db

DEEDS = [
    deed for deed in policy.table().values() if deed.name.startswith("exchange.") and deed.about
]
PEOPLE = ("mira", "jonas", "hale", "ruben", "lena", "sol", "pavel")


def extract_of(cast, meeting=None, by="lena"):
    meeting = meeting or cast.first
    return models.Extract.objects.create(
        service_id=meeting.service_id, meeting=meeting, network=meeting.network, form="csv",
        handed_by=cast.person(by), handed_at=meeting.starts_at,
    )  # fmt: skip


stories = st.lists(
    st.tuples(
        st.sampled_from(["network", "others"]),
        st.sampled_from(State),
        st.sets(st.sampled_from(PEOPLE), max_size=4),
        st.integers(-120, 3),
    ),
    max_size=4,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(stories)
def test_predicate_equals_filter(cast, story):
    now = cast.first.starts_at + timedelta(days=30)
    models.Extract.objects.all().delete()
    for where, state, came, days in story:
        meeting = make.meeting(
            getattr(cast, where),
            now + timedelta(days=days),
            state=state,
            came=[cast.who[n] for n in came],
        )
        extract_of(cast, meeting)
    models.Arrival.objects.create(
        service_id=cast.riverside.pk, read_as="utf8", brought_by=cast.lena.person, made_at=now
    )
    with scopes_disabled():
        viewers = {"nobody": nobody(cast.riverside.pk)} | {n: cast.viewer(n) for n in cast.who}
        for deed in DEEDS:
            rows = list(deed.about._base_manager.all())
            for name, viewer in viewers.items():
                one_by_one = {row.pk for row in rows if policy.may(viewer, deed.name, row)}
                at_once = policy.open_to(viewer, deed.name, deed.about._base_manager.all())
                assert one_by_one == {row.pk for row in at_once}, f"{deed.name} for {name}"
    with scopes_disabled():
        models.Extract._base_manager.all().delete()
        for meeting in Meeting._base_manager.exclude(pk__in=[cast.first.pk, cast.next.pk]):
            meeting.delete()
