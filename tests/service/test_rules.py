"""What a service may set, and which names would tell a stranger too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.service import rules


@pytest.mark.parametrize(
    "name",
    ["Mental Health Team", "Psychiatrie", "crisis line", "Open Dialogue", "open-dialogue",
     "Salute psichica", "Krisendienst", "Thérapie", "RECOVERY college"],
)  # fmt: skip
def test_names_that_speak_of_mental_health_do_not_leave_the_house(name):
    """Promise 20."""
    with pytest.raises(rules.TellsTooMuch):
        rules.neutral(name)


@pytest.mark.parametrize("name", ["Riverside", "Haus am See", "Via Roma 3", "", "حديقة"])
def test_streets_and_rivers_are_fine(name):
    assert rules.neutral(name) == name


@pytest.mark.parametrize("number", ["999", "112", "0800 123-456", "+44 (0)7700 900123", "*123#"])
def test_numbers_stay_as_they_were_typed(number):
    assert rules.dialled(f" {number} ") == number


@pytest.mark.parametrize("number", ["", "1", "call us", "9" * 41, "999; rm", "٩٩٩"])
def test_what_no_telephone_can_ring_is_refused(number):
    with pytest.raises(rules.NotDialled):
        rules.dialled(number)


@given(st.lists(st.integers(1, 24 * 14)), st.integers(1, 24 * 14))
def test_warnings_come_before_the_end_and_after_the_beginning(hours, promise):
    found = rules.warnings(hours, promise)
    assert found == sorted(set(found), reverse=True)
    assert all(0 < one < promise for one in found)
    assert len(found) <= rules.MOST_WARNINGS


def test_a_service_speaks_at_least_one_language_of_the_house():
    assert rules.spoken(["de", "tlh", "de", "en"]) == ["de", "en"]
    with pytest.raises(rules.NoLanguage):
        rules.spoken(["tlh"])


@pytest.mark.parametrize("slug", ["riverside", "r2", "haus-am-see"])
def test_short_names(slug):
    assert rules.slug(slug) == slug


@pytest.mark.parametrize("slug", ["", "r", "-r", "r-", "Riverside", "ü", "a" * 41, "setup", "demo"])
def test_what_is_no_short_name(slug):
    with pytest.raises(rules.NotASlug):
        rules.slug(slug)
