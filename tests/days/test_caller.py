"""The page of whoever asked, through their own link (promise 8)."""

import html
import re

import pytest
from django.utils import timezone

from tests import make
from withness.contacts.models import Contact
from withness.people.models import Link
from withness.people.rules import Purpose

pytestmark = pytest.mark.django_db
PAGE = "/riverside/days/caller/"


@pytest.fixture
def asked(cast):
    """Jonas asked for Mira; Lena holds it."""
    return make.contact(
        cast.team,
        cast.jonas,
        cast.lena,
        asked_by="somebody",
        for_whom="Mira",
        hope="My sister cannot sleep.",
    )


@pytest.fixture
def jonas(browser_of, asked):
    return browser_of("jonas", Purpose.CALLER, asked.pk)


def said(browser, path=PAGE):
    answer = browser.get(path)
    assert answer.status_code == 200
    return re.sub(r"</?bdi>|</?strong>", "", html.unescape(answer.content.decode()))


def test_promise_8_it_shows_who_holds_it_until_when_and_what_happens_next(jonas):
    page = said(jonas)
    assert "Lena looks after your request" in page
    assert re.search(r"until \w+, \d\d:\d\d: twenty-two hours from now", page)
    assert "What happens next" in page
    assert 'href="tel:999"' in page
    assert page.count("<h1") == 1


def test_what_they_wrote_stands_on_no_screen_somebody_else_may_see(jonas):
    assert "My sister cannot sleep." not in said(jonas)


def test_a_broken_promise_is_said_plainly(jonas, asked):
    Contact.objects.update(promised_until=timezone.now())
    assert "did not keep it" in said(jonas)


@pytest.mark.parametrize("end", ["", "no", "later", "elsewhere", "held"])
def test_promise_8_once_reached_it_says_taken_up_whatever_came_of_it(cast, jonas, asked, end):
    now = timezone.now()
    asked.reached_at, asked.ended_at = now, now if end else None
    asked.end, asked.end_words = end, "Hillside"
    asked.save()
    page = said(jonas)
    for told in ("Lena", "Mira", "Hillside", "until", "hours"):
        assert told not in page.partition("<main")[2].partition("</main")[0]
    assert "It has been taken up." in page
    assert "Ask for a meeting for yourself" in page


def test_promise_8_more_only_if_the_person_says_so(jonas):
    Contact.objects.update(reached_at=timezone.now(), caller_may_know=True)
    assert "Lena looks after your request" in said(jonas)


def test_who_asked_for_themselves_takes_it_back_and_reads_their_own_no(cast, browser_of):
    contact = make.contact(cast.team, cast.mira, cast.lena)
    mira = browser_of("mira", Purpose.CALLER, contact.pk)
    assert "Take your request back?" in said(mira, f"{PAGE}take-back/")
    for _twice in range(2):
        assert mira.post(f"{PAGE}take-back/").url == PAGE
    assert "You said no." in said(mira)


def test_who_asked_for_somebody_only_asks_not_to_be_rung(jonas, asked):
    assert "Shall we not ring you?" in said(jonas, f"{PAGE}take-back/")
    assert jonas.post(f"{PAGE}take-back/").url == PAGE
    assert "You asked us not to ring you." in said(jonas)
    asked.refresh_from_db()
    assert asked.ended_at is None


def test_something_is_added_verbatim(jonas, asked):
    assert jonas.post(PAGE, {"words": "<b>And bring tea</b> ☕"}).url == PAGE
    asked.refresh_from_db()
    assert asked.hope == "My sister cannot sleep.\n\n<b>And bring tea</b> ☕"
    assert "Nothing was written yet." in jonas.post(PAGE, {"words": " "}).content.decode()
    long = "x" * 20_001
    assert long in jonas.post(PAGE, {"words": long}).content.decode()


def test_promise_8_after_it_was_taken_up_nothing_can_be_added_or_probed(jonas, asked):
    answers = set()
    for end in ("", "no"):
        now = timezone.now()
        Contact.objects.update(reached_at=now, ended_at=now if end else None, end=end)
        added, taken = jonas.post(PAGE, {"words": "more"}), jonas.post(f"{PAGE}take-back/")
        answers.add((added.status_code, taken.status_code))
    asked.refresh_from_db()
    assert len(answers) == 1
    assert asked.hope == "My sister cannot sleep."


# ---- the refused
@pytest.mark.parametrize("who", [None, "mira", "jonas", "lena"])
def test_without_ones_own_callers_link_there_is_nothing(cast, browser_of, asked, who):
    assert browser_of(who).get(PAGE).status_code == 404


def test_another_callers_contact_and_a_revoked_link_open_nothing(cast, browser_of, asked, jonas):
    assert browser_of("ruben", Purpose.CALLER, asked.pk).get(PAGE).status_code == 404
    Link.objects.update(revoked_at=timezone.now())
    assert jonas.get(PAGE).status_code == 404


def test_a_callers_link_opens_no_other_page(jonas, asked, cast):
    for path in (f"contacts/{asked.pk}/", "contacts/promises/", "contacts/call/"):
        assert jonas.get(f"/riverside/{path}").status_code == 404


def test_it_asks_the_database_little(jonas, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        jonas.get(PAGE)
