"""The rule and the database's filter answer alike, for any line and anybody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django_scopes import scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from withness.access import policy
from withness.meetings import models as meetings
from withness.records import models
from withness.records.policy import reading
from withness.records.rules.states import As, Circle, Yes
from withness.values.rules.viewer import Demand

pytestmark = pytest.mark.django_db

SPEAKERS = ("mira", "jonas", "edda", "ruben", "tarek", "hale", "lena")


@pytest.fixture
def stand_in(cast):
    """Ines stood in at the first meeting; Pavel was asked to and did not come."""
    for name, came in (("ines", "room"), ("pavel", "missed")):
        post = cast.who[name]
        own = {
            "service": cast.riverside,
            "meeting": cast.first,
            "person": post.person,
            "practitioner": post,
        }
        meetings.Invitation.objects.create(
            **own,
            is_cover=True,
            starts_at=cast.first.starts_at,
            ends_at=cast.first.ends_at,
            uid=f"{name}@test",
        )
        meetings.Attendance.objects.create(**own, came=came, at=cast.first.starts_at)


def test_cover_reads_what_was_said_in_the_room_and_nothing_else(cast, stand_in):
    said = make.line(cast.first, cast.jonas, "in the room")
    own = make.line(cast.first, cast.jonas, "for the practitioners", circle=Circle.PRACTITIONERS)
    before = make.line(cast.next, cast.jonas, "another meeting", circle=Circle.NETWORK)
    read = {
        name: [
            policy.may(cast.viewer(name), "records.read", line) is not None
            for line in (said, own, before)
        ]
        for name in ("ines", "pavel")
    }
    assert read == {"ines": [True, False, False], "pavel": [False, False, False]}
    writes = [
        policy.may(cast.viewer(n), "records.write", cast.first) is not None
        for n in ("ines", "pavel")
    ]
    assert writes == [True, False]


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
        st.sampled_from(As),
        st.booleans(),
    ),
    max_size=6,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines)
def test_the_filter_finds_exactly_the_lines_the_rule_opens(cast, stand_in, written):
    models.Reader.objects.all().delete()
    models.Line.objects.all().delete()
    for speaker, writer, circle, yes, shared, back, days, named, named_as, mark in written:
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
            mark_stays=mark,
        )
        if named:
            models.Reader.objects.create(
                service_id=line.service_id,
                line=line,
                person=cast.person(named),
                since_at=line.made_at,
                named_as=named_as,
            )
    with scopes_disabled():
        rows = list(models.Line.objects.all())
        for name in cast.who:
            for viewer in by_law(cast, name):
                by_rule = {row.pk for row in rows if reading.why(viewer, row)}
                found = policy.open_to(viewer, "records.read", models.Line.objects.all())
                assert by_rule == set(found.values_list("pk", flat=True)), name


def by_law(cast, name):
    """That person as they are, with the glass broken, and with two lawful demands."""
    viewer, at = cast.viewer(name), cast.first.starts_at
    network, other = cast.network.pk, cast.others.pk
    demands = (
        Demand(network, at - timedelta(days=10), at),
        Demand(other, at, at + timedelta(days=9)),
    )
    return (
        viewer,
        replace(viewer, glass=frozenset({network})),
        replace(viewer, glass=frozenset({other})),
        replace(viewer, demands=demands),
    )


def test_who_joined_later_writes_no_agreement_into_a_meeting_they_were_not_at(cast):
    may = {
        name: policy.may(cast.viewer(name), "records.agree", cast.first) is not None
        for name in ("jonas", "lena", "tarek", "edda")
    }
    assert may == {"jonas": True, "lena": True, "tarek": False, "edda": False}
