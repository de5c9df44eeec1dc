"""Who may read a contact and act on it: predicate and filter agree, and the refused stay out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from withness.access.policy import may, open_to
from withness.contacts.models import Contact, Holding
from withness.contacts.policy import DEEDS
from withness.values.rules.viewer import Way, nobody

pytestmark = pytest.mark.django_db
ABOUT = [deed for deed in DEEDS if deed.about is not None]
NAMES = [
    "mira",
    "jonas",
    "edda",
    "hale",
    "ruben",
    "lena",
    "sol",
    "pavel",
    "noor",
    "ottilie",
    "wilhelm",
]

contacts = st.lists(
    st.fixed_dictionaries(
        {
            "caller": st.sampled_from(["mira", "jonas", "ruben"]),
            "holder": st.sampled_from(["lena", "sol", "pavel"]),
            "asked_by": st.sampled_from(["self", "somebody", "agency"]),
            "centre": st.sampled_from([None, "mira", "jonas"]),
            "in_network": st.booleans(),
            "reached": st.booleans(),
            "may_know": st.booleans(),
            "ended": st.booleans(),
        }
    ),
    max_size=4,
)


def written(cast, one):
    now = timezone.now()
    contact = make.contact(
        cast.team,
        cast.person(one["caller"]),
        getattr(cast, one["holder"]),
        asked_by=one["asked_by"],
        centre=cast.person(one["centre"]) if one["centre"] else None,
        network=cast.network if one["in_network"] else None,
        reached_at=now if one["reached"] else None,
        caller_may_know=one["may_know"],
        ended_at=now if one["ended"] else None,
        end="later" if one["ended"] else "",
    )
    if one["ended"]:
        Holding.objects.filter(contact=contact).update(until_at=now)
    return contact


def viewers(cast, rows):
    for name in NAMES:
        yield cast.viewer(name)
        yield make.viewer(cast.person(name), way=Way.LINK, opens=[*rows[:2], uuid4()])
    yield nobody(cast.riverside.pk)
    yield nobody(cast.hillside.pk)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(contacts)
def test_predicate_and_filter_agree(cast, some):
    Holding.objects.all().delete()
    Contact.objects.all().delete()
    rows = [written(cast, one) for one in some]
    for viewer in viewers(cast, rows):
        for deed in ABOUT:
            by_row = {row.pk for row in rows if may(viewer, deed.name, row)}
            by_filter = set(
                open_to(viewer, deed.name, Contact.objects.all()).values_list("pk", flat=True)
            )
            assert by_row == by_filter, deed.name


def readers(cast, contact):
    return {name for name in NAMES if may(cast.viewer(name), "contacts.read", contact)}


def test_everybody_who_works_here_reads_an_open_contact(cast):
    contact = make.contact(cast.team, cast.jonas, cast.lena)
    assert readers(cast, contact) == {"lena", "sol", "pavel", "noor"}


def test_once_it_has_ended_only_its_network_and_its_holders_read_it(cast):
    contact = make.contact(
        cast.team, cast.jonas, cast.pavel, network=cast.network, ended_at=timezone.now(), end="held"
    )
    assert readers(cast, contact) == {"lena", "sol", "pavel"}


@pytest.mark.parametrize("deed", [deed.name for deed in ABOUT if "caller" not in deed.name])
def test_a_stranger_and_another_service_may_nothing(cast, deed):
    contact = make.contact(cast.team, cast.jonas, cast.lena)
    for viewer in (nobody(cast.riverside.pk), cast.viewer("wilhelm"), nobody(cast.hillside.pk)):
        assert may(viewer, deed, contact) is None


def test_a_practitioner_who_came_by_a_members_link_reads_no_contacts(cast):
    contact = make.contact(cast.team, cast.jonas, cast.lena, network=cast.network)
    assert may(make.viewer(cast.lena.person, way=Way.LINK), "contacts.read", contact) is None


@pytest.mark.parametrize("name", ["mira", "edda", "ruben"])
def test_a_callers_page_opens_to_the_caller_alone(cast, name):
    contact = make.contact(cast.team, cast.jonas, cast.lena, network=cast.network)
    stolen = make.viewer(cast.person(name), opens=[contact])
    assert may(stolen, "contacts.read_as_caller", contact) is None
    assert may(cast.viewer("jonas"), "contacts.read_as_caller", contact) is None
    assert may(make.viewer(cast.jonas, opens=[contact]), "contacts.read_as_caller", contact)


def test_promise_8_once_taken_up_the_caller_can_neither_add_nor_probe_whether_it_is_open(cast):
    """Open and ended answer alike."""
    asked = timezone.now() - timedelta(hours=9)
    for more in ({"reached_at": asked}, {"ended_at": asked, "end": "no"}):
        contact = make.contact(cast.team, cast.jonas, cast.lena, asked_by="somebody", **more)
        viewer = make.viewer(cast.jonas, opens=[contact])
        assert may(viewer, "contacts.add_words", contact) is None
        assert may(viewer, "contacts.take_back", contact) is None
