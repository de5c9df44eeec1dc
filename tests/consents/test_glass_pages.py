"""The pages: before it is done, while it is open, after the hour; and where one finds it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.consents.test_demand_actions import keeps, proposes
from withness.consents import models
from withness.consents.actions import demand
from withness.records.rules.states import Circle, Yes
from withness.trail.models import Entry
from withness.values.rules.viewer import Duty, Kind

pytestmark = pytest.mark.django_db
WHY = "Mira rang the night line and nobody who belongs answers."


def address(cast, path="consents/glass/{}/"):
    return "/riverside/" + path.format(cast.network.pk)


@pytest.fixture
def broken(cast, browser_of):
    """Pavel's browser, after he broke the glass of Mira's network."""
    pavel = browser_of("pavel")
    answer = pavel.post(address(cast), {"reason": WHY})
    assert answer.status_code == 302
    assert answer["Location"] == address(cast, "networks/{}/")
    return pavel


def ages(hours=2):
    before = timedelta(hours=hours)
    for row in models.Glass.objects.all():
        row.begun_at, row.ends_at = row.begun_at - before, row.ends_at - before
        row.save()


def test_the_page_says_what_happens_before_it_is_done_and_names_nobody(cast, browser_of):
    page = browser_of("pavel").get(address(cast)).content.decode()
    assert "The Hill Street network" in page
    assert "7 people belong" in page
    for name in ("Mira", "Jonas", "Edda", "Lena", "Dr Hale"):
        assert name not in page
    assert not models.Glass.objects.exists()


def test_without_a_reason_the_page_asks_kindly_and_keeps_what_was_typed(cast, browser_of):
    page = browser_of("pavel").post(address(cast), {"reason": "so what"})
    assert page.status_code == 200
    assert "so what" in page.content.decode()
    assert "Write in a sentence" in page.content.decode()


@pytest.mark.parametrize("name", [None, "mira", "jonas", "hale", "ruben", "lena", "wilhelm"])
def test_for_everybody_else_there_is_no_such_page(cast, browser_of, name):
    browser = browser_of(name)
    absent = browser.get("/riverside/consents/glass/0190a2b4-0000-7000-8000-000000000000/")
    for answer in (browser.get(address(cast)), browser.post(address(cast), {"reason": WHY})):
        assert answer.status_code == 404
        assert answer.content == absent.content
    assert not models.Glass.objects.exists()


def test_who_belongs_and_how_to_reach_them_opens_and_every_reading_is_in_the_trail(cast, broken):
    page = broken.get(address(cast, "networks/{}/")).content.decode()
    for name in ("Mira", "Jonas", "Edda", "Dr Hale", "Lena", "Sol"):
        assert name in page
    for deed in ("Arrange a meeting", "Somebody else belongs", "Let the network rest"):
        assert deed not in page
    person = broken.get(address(cast, "networks/{}/") + f"people/{cast.mira.pk}/")
    assert "07700900001" in person.content.decode()
    assert broken.get(f"/riverside/meetings/{cast.first.pk}/").status_code == 200
    read = Entry.objects.filter(person_id=cast.pavel.person_id, network_id=cast.network.pk)
    found = {(one.deed, one.right) for one in read}
    assert ("networks.read", "broke_the_glass") in found
    assert ("networks.read_place", "broke_the_glass") in found
    assert ("meetings.read", "broke_the_glass") in found


def test_the_record_opens_with_the_right_lines_and_no_other(cast, broken):
    lines = {
        "To everyone there.": {"circle": Circle.ROOM},
        "To all of us.": {"circle": Circle.NETWORK},
        "To practitioners.": {"circle": Circle.PRACTITIONERS},
        "NEVER only me": {"circle": Circle.ONLY_ME},
        "NEVER two": {"circle": Circle.TWO},
        "NEVER named": {"circle": Circle.NAMED},
        "NEVER unshared": {"shared": False},
        "NEVER taken back": {"taken_back_at": timezone.now()},
        "NEVER unconfirmed": {"written_by": cast.lena.person, "yes": Yes.NOT_YET},
    }
    for words, how in lines.items():
        make.line(cast.first, cast.jonas, words, **how)
    page = broken.get(f"/riverside/records/{cast.first.pk}/")
    assert page.status_code == 200
    text = page.content.decode()
    for words in lines:
        assert (words in text) == (not words.startswith("NEVER")), words
    record = Entry.objects.filter(person_id=cast.pavel.person_id, deed="records.read")
    assert {one.right.partition("+")[0] for one in record} == {"broke_the_glass"}
    ages()
    assert broken.get(f"/riverside/records/{cast.first.pk}/").status_code == 404


def test_after_the_hour_everything_is_closed_without_anybody_doing_anything(cast, broken):
    ages()
    for path in ("networks/{}/", "records/network/{}/"):
        assert broken.get(address(cast, path)).status_code == 404
    assert broken.get(f"/riverside/meetings/{cast.first.pk}/").status_code == 404
    assert "is open to you until" not in broken.get("/riverside/days/").content.decode()
    assert "opened" not in broken.session


def test_a_band_on_every_page_says_until_when_and_closes_it_now(cast, broken):
    glass = models.Glass.objects.get()
    close = f"/riverside/consents/glass/{glass.pk}/close/"
    for path in ("days/", "teams/", "networks/", "consents/glass/"):
        assert close in broken.get(f"/riverside/{path}").content.decode()
    assert broken.post(close).status_code == 302
    assert broken.get(address(cast, "networks/{}/")).status_code == 404
    assert close not in broken.get("/riverside/days/").content.decode()


def test_two_tabs_are_one_breaking(cast, broken):
    again = broken.post(address(cast), {"reason": WHY + " Again."})
    assert again.status_code == 302
    assert models.Glass.objects.count() == 1


def test_nobody_else_closes_it(cast, broken, browser_of):
    glass = models.Glass.objects.get()
    for name in ("mira", "lena", "ines", "noor"):
        answer = browser_of(name).post(f"/riverside/consents/glass/{glass.pk}/close/")
        assert answer.status_code == 404, name


def test_the_session_alone_opens_nothing(cast, browser_of):
    ines = browser_of("ines")
    session = ines.session
    session["opened"] = True
    session.save()
    assert ines.get(address(cast, "networks/{}/")).status_code == 404
    assert ines.get("/riverside/days/").status_code == 200
    assert "opened" not in ines.session


def test_another_browser_of_theirs_has_it_once_it_looked_at_the_page(cast, broken, browser_of):
    elsewhere = browser_of("pavel")
    assert elsewhere.get(address(cast, "networks/{}/")).status_code == 404
    assert "The Hill Street network" in elsewhere.get("/riverside/consents/glass/").content.decode()
    assert elsewhere.get(address(cast, "networks/{}/")).status_code == 200


def test_an_ordinary_request_asks_no_question_more(cast, browser_of):
    lena = browser_of("lena")
    lena.get("/riverside/teams/")
    with CaptureQueriesContext(connection) as caught:
        lena.get("/riverside/teams/")
    tables = ("consents_glass", "consents_demand")
    assert [one["sql"] for one in caught if any(name in one["sql"] for name in tables)] == []


def test_everybody_in_it_finds_it_on_their_own_page(cast, broken, browser_of):
    for name, path in (("mira", "days/mine/"), ("jonas", "days/mine/"), ("lena", "days/")):
        page = browser_of(name).get(f"/riverside/{path}").content.decode()
        assert "who does not belong to your network, opened it" in page, name
        assert WHY not in page
    ottilie = browser_of("ottilie").get("/riverside/days/mine/").content.decode()
    assert "opened it on" not in ottilie


def test_the_reason_is_on_the_page_of_the_person_and_on_nobody_elses(cast, broken, browser_of):
    path = address(cast, "consents/opened/{}/")
    assert WHY in browser_of("mira").get(path).content.decode()
    for name in ("jonas", "edda", "hale", "lena", "sol"):
        page = browser_of(name).get(path)
        assert page.status_code == 200, name
        assert "Pavel" in page.content.decode()
        assert WHY not in page.content.decode(), name
    for name in ("ruben", "ines", "noor", "ottilie"):
        assert browser_of(name).get(path).status_code == 404, name


def test_data_protection_sees_the_fact_and_nobody_else_that_page(cast, broken, browser_of):
    page = browser_of("noor").get("/riverside/consents/openings/").content.decode()
    assert "Pavel" in page
    assert "The Hill Street network" in page
    for words in (WHY, "Mira", "Jonas"):
        assert words not in page
    for name in (None, "mira", "lena", "pavel"):
        assert browser_of(name).get("/riverside/consents/openings/").status_code == 404


def test_at_four_in_the_morning_it_is_found_by_what_one_hears_on_the_telephone(cast, browser_of):
    """Pavel is of another team, so that no list has it."""
    north = make.team(cast.riverside, "North team")
    type(cast.pavel).objects.filter(pk=cast.pavel.pk).update(team=north)
    pavel = browser_of("pavel")
    page = "/riverside/consents/glass/"
    assert "Hill Street" not in pavel.get(page).content.decode()
    for typed in ("mira", " MÍRA ", "the hill street network", "07700 900001", "jonas@example.net"):
        assert "The Hill Street network" in pavel.post(page, {"name": typed}).content.decode(), (
            typed
        )
    for typed in ("M", "Mir", "Mira K", "Jonas", "%", "", "Lena", "Vera", "lena@example.org"):
        assert "Hill Street" not in pavel.post(page, {"name": typed}).content.decode(), typed
    found = Entry.objects.filter(deed="consents.find_glass", person_id=cast.pavel.person_id)
    assert {one.network_id for one in found} == {cast.network.pk}


def test_a_demand_opens_its_pages_to_the_two_and_its_own_lines(cast, browser_of):
    keeps(cast.pavel, Duty.ACCOUNTS)
    make.line(cast.first, cast.jonas, "Said in that time.", made_at=cast.first.starts_at)
    make.line(cast.first, cast.jonas, "Said later on.", made_at=timezone.now())
    make.line(cast.first, cast.jonas, "NEVER only me", circle=Circle.ONLY_ME)
    noor, pavel = browser_of("noor"), browser_of("pavel")
    demand_id = proposes(cast)
    page = f"/riverside/consents/demands/{demand_id}/"
    record = f"/riverside/records/{cast.first.pk}/"
    assert pavel.get(page).status_code == 200
    assert pavel.get(record).status_code == 404
    assert noor.post(page + "confirm/").status_code == 302  # nobody confirms their own
    assert noor.get(record).status_code == 404
    assert pavel.post(page + "confirm/").status_code == 302
    assert noor.get(page).status_code == 200
    for browser in (pavel, noor):
        text = browser.get(record).content.decode()
        assert "Said in that time." in text
        assert "Said later on." not in text
        assert "NEVER" not in text
    rights = Entry.objects.filter(person_id=cast.noor.person_id, network_id=cast.network.pk)
    assert "lawful_demand" in {one.right for one in rights.filter(deed="records.read")}
    assert pavel.post(page + "end/").status_code == 302
    for browser in (pavel, noor):
        assert browser.get(record).status_code == 404


def test_an_order_that_does_not_name_lines_opens_none(cast, browser_of):
    keeps(cast.pavel, Duty.ACCOUNTS)
    make.line(cast.first, cast.jonas, "Said in that time.", made_at=cast.first.starts_at)
    demand_id = proposes(cast, kinds=frozenset({Kind.MEETINGS}))
    demand.confirm(demand_id=demand_id, by=cast.viewer("pavel"))
    noor = browser_of("noor")
    noor.get(f"/riverside/consents/demands/{demand_id}/")
    assert noor.get(f"/riverside/meetings/{cast.first.pk}/").status_code == 200
    page = noor.get(f"/riverside/records/{cast.first.pk}/").content.decode()
    assert "Said in that time." not in page


def test_an_order_is_written_down_on_the_page_in_the_services_own_hours(cast, browser_of):
    noor = browser_of("noor")
    soon = timezone.now() + timedelta(days=1)
    typed = {
        "network": "mira", "ordered_by": "The coroner", "reference": "C-17",
        "said_from": "2026-01-01", "said_until": "2026-02-01", "kinds": ["lines", "people"],
        "opens_at": soon.strftime("%Y-%m-%dT09:00"), "closes_at": soon.strftime("%Y-%m-%dT17:00"),
        "may": "now", "day": "",
    }  # fmt: skip
    path = "/riverside/consents/demands/new/"
    wrong = noor.post(path, typed | {"closes_at": soon.strftime("%Y-%m-%dT08:00")})
    assert "at most three days" in wrong.content.decode()
    assert "No network goes by" in noor.post(path, typed | {"network": "Nobody"}).content.decode()
    assert not models.Demand.objects.exists()
    assert noor.post(path, typed).status_code == 302
    row = models.Demand.objects.get()
    assert (row.lines, row.meetings, row.people) == (True, False, True)
    assert row.closes_at - row.opens_at == timedelta(hours=8)
    assert row.said_until - row.said_from == timedelta(days=32)
