"""A network is found by a name in it, among those one belongs to, and the name stays nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from withness.networks.rules import finding
from withness.networks.views import lists
from withness.trail import models as trail

PAGE = "/riverside/networks/"


@pytest.mark.parametrize(
    ("typed", "names", "found"),
    [
        ("jose", ["José Álvarez", "Mira"], True),
        ("MIRA hill", ["The Hill Street network", "Mira"], True),
        ("Müller", ["Mu\u0308ller"], True),
        ("طارق", ["طارق"], True),
        ("edda jonas", ["Jonas"], False),
        ("", ["Jonas"], True),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed, names, found):
    assert finding.is_called(typed, names) is found


@given(st.lists(st.text(min_size=1), min_size=1))
def test_a_whole_name_always_finds_itself(names):
    assert all(finding.is_called(name[:100], names) for name in names)


def a_few(cast):
    for number in range(lists.MANY):
        kim = make.person(cast.riverside, f"Kim {number}")
        make.network(cast.team, kim, practitioners=[cast.lena], name=f"Number {number}")


def test_only_ones_own_networks_are_searched(cast, browser_of):
    a_few(cast)
    lena = browser_of("lena")
    assert "Find a network" in lena.get(PAGE).content.decode()
    found = lena.post(PAGE, {"find": "edda"}).content.decode()
    assert "Hill Street" in found
    assert "Number 1" not in found
    others = lena.post(PAGE, {"find": "Ottilie"}).content.decode()  # of Pavel's network
    assert "Nobody of this name" in others
    assert "Mill Lane" not in others


def test_a_name_typed_stands_in_no_address_and_no_trail(cast, browser_of):
    a_few(cast)
    lena = browser_of("lena")
    before = trail.Entry.objects.count()
    answer = lena.post(PAGE, {"find": "Wispering"})
    assert answer.status_code == 200
    assert trail.Entry.objects.count() == before
    assert 'method="post"' in answer.content.decode()


def test_members_with_one_network_are_asked_nothing(cast, browser_of):
    page = browser_of("jonas").post(PAGE, {"find": "nobody"}).content.decode()
    assert "Find a network" not in page
    assert "Mira" in page
