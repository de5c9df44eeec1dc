"""The rule and the database's filter answer alike, for any line and anybody."""

from datetime import timedelta

import pytest
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from withness.access import policy
from withness.records import models
from withness.records.policy import reading
from withness.records.rules.states import Circle, Yes

pytestmark = pytest.mark.django_db

SPEAKERS = ("mira", "jonas", "edda", "ruben", "tarek", "hale", "lena")

lines = st.lists(
    st.tuples(
        st.sampled_from(SPEAKERS),
        st.sampled_from(SPEAKERS),
        st.sampled_from(Circle),
        st.sampled_from(Yes),
        st.booleans(),
        st.booleans(),
        st.sampled_from([0, -10, -60]),
        st.sampled_from([None, *SPEAKERS]),
    ),
    max_size=6,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines)
def test_the_filter_finds_exactly_the_lines_the_rule_opens(cast, written):
    models.Reader.objects.all().delete()
    models.Line.objects.all().delete()
    for speaker, writer, circle, yes, shared, back, days, named in written:
        line = make.line(
            cast.first,
            cast.person(speaker),
            "planted",
            written_by=cast.person(writer),
            circle=circle,
            yes=yes,
            shared=shared,
            made_at=cast.first.starts_at + timedelta(days=days),
            taken_back_at=cast.first.starts_at if back else None,
        )
        if named:
            models.Reader.objects.create(
                service_id=line.service_id,
                line=line,
                person=cast.person(named),
                since_at=line.made_at,
            )
    with scopes_disabled():
        rows = list(models.Line.objects.all())
        for name in cast.who:
            viewer = cast.viewer(name)
            by_rule = {row.pk for row in rows if reading.why(viewer, row)}
            found = policy.open_to(viewer, "records.read", models.Line.objects.all())
            assert by_rule == set(found.values_list("pk", flat=True)), name
