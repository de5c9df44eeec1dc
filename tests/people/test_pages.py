"""One's own page: a name, ways to be reached, a language, and one's own links."""

import pytest
from tests import make

from withness.people import models, rules
from withness.people.actions import links
from withness.people.queries import persons
from withness.people.rules import ReachKind

OWN = "/riverside/people/own/"


def words(answer):
    return answer.content.decode()


def test_everybody_with_a_name_has_a_page_and_sees_only_their_own(cast, browser_of):
    for name in ("jonas", "mira", "lena", "noor", "hale"):
        page = words(browser_of(name).get(OWN))
        assert cast.person(name).name in page
    assert "Mira" not in words(browser_of("jonas").get(OWN))
    for name in (None, "wilhelm"):
        assert browser_of(name).get(OWN).status_code == 404


@pytest.mark.parametrize(
    "typed", ["يوناس", "J\u200bonas 🌿", "\u202esanoJ", "O'Neill <b>", "x" * 200]
)
def test_a_name_is_kept_as_typed(cast, browser_of, typed):
    browser = browser_of("jonas")
    assert browser.post(f"{OWN}name/", {"name": typed}).status_code == 302
    assert persons.person(cast.jonas.pk).name == typed


@pytest.mark.parametrize("typed", ["", "   ", "x" * 201])
def test_no_name_and_a_very_long_one_get_a_kind_sentence(cast, browser_of, typed):
    answer = browser_of("jonas").post(f"{OWN}name/", {"name": typed})
    assert answer.status_code == 422
    assert persons.person(cast.jonas.pk).name == "Jonas"


def test_ways_to_be_reached_come_and_go(cast, browser_of):
    browser = browser_of("jonas")
    told = {"value": "07700 900 777", "when_safe": "not after six", "may_write": "on"}
    for _twice in range(2):
        assert browser.post(f"{OWN}reach/", told).status_code == 302
    mail, phone = persons.reaches_of(cast.jonas.pk)
    assert (phone.kind, phone.value, phone.when_safe) == (
        ReachKind.PHONE, "07700900777", "not after six",
    )  # fmt: skip
    assert browser.post(f"{OWN}reach/{phone.id}/", {"when_safe": ""}).status_code == 302
    assert browser.post(f"{OWN}reach/{mail.id}/end/").status_code == 302
    (left,) = persons.reaches_of(cast.jonas.pk)
    assert (left.value, left.when_safe, left.may_write) == ("07700900777", "", False)


def test_what_is_no_way_to_reach_somebody_is_shown_again(browser_of):
    answer = browser_of("jonas").post(f"{OWN}reach/", {"value": "ask my sister"})
    assert answer.status_code == 422
    assert "ask my sister" in words(answer)


def test_nobody_touches_how_somebody_else_is_reached(cast, browser_of):
    (mail,) = persons.reaches_of(cast.jonas.pk)
    for name in ("mira", "lena", "noor", "wilhelm", None):
        browser = browser_of(name)
        assert browser.get(f"{OWN}reach/{mail.id}/").status_code == 404
        assert browser.post(f"{OWN}reach/{mail.id}/", {"when_safe": "x"}).status_code == 404
        assert browser.post(f"{OWN}reach/{mail.id}/end/").status_code == 404
    assert persons.reaches_of(cast.jonas.pk) == (mail,)


def test_a_language_of_the_service_is_kept(cast, browser_of):
    browser = browser_of("jonas")
    assert browser.post(f"{OWN}language/", {"language": "de"}).status_code == 302
    assert persons.person(cast.jonas.pk).language == "de"
    assert browser.post(f"{OWN}language/", {"language": "tlh"}).status_code == 404


def test_a_lost_link_is_ended_and_opens_nothing_any_more(cast, browser_of):
    browser = browser_of("jonas")
    token = links.make(
        service_id=cast.riverside.pk,
        person_id=cast.jonas.pk,
        purpose=rules.Purpose.MEMBER,
        opens_id=cast.network.pk,
        days=30,
    )
    lost = models.Link.objects.get(token_hash=links.hashed(token))
    for name in ("mira", "noor", None):
        assert browser_of(name).post(f"{OWN}links/{lost.pk}/end/").status_code == 404
    assert words(browser.get(OWN)).count("A link from") == 2
    assert browser.post(f"{OWN}links/{lost.pk}/end/").status_code == 302
    assert words(browser.get(OWN)).count("A link from") == 1
    assert browser_of(None).post(f"/riverside/open/{token}/").status_code == 410


def test_ending_the_link_one_came_by_ends_the_visit(cast, browser_of):
    browser = browser_of("jonas")
    own = models.Link.objects.get(person=cast.jonas)
    answer = browser.post(f"{OWN}links/{own.pk}/end/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/riverside/")
    assert browser.get(OWN).status_code == 404


def test_no_deed_on_a_get(cast, browser_of):
    own = models.Link.objects.filter(person=cast.jonas)
    browser = browser_of("jonas")
    link = own.get()
    assert browser.get(f"{OWN}links/{link.pk}/end/").status_code == 405
    assert browser.get(f"{OWN}language/").status_code == 405
    assert own.get().revoked_at is None
    assert make.viewer(cast.jonas).practitioner_id is None
