"""A service begins: whoever opens an empty house first is led through, and nothing is half-saved."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from withness.people import models as people
from withness.service import models as services
from withness.service.queries import numbers
from withness.teams import models
from withness.teams.actions import begin, draft
from withness.teams.rules import posts
from withness.values.rules.viewer import Duty

pytestmark = pytest.mark.django_db
HOUSE = {
    "name": "Riverside Open Dialogue", "slug": "riverside", "sender_name": "Riverside",
    "languages": ["en", "de"], "zone": "Europe/Rome", "promise_hours": "24",
}  # fmt: skip
NUMBERS = {"emergency": "112", "emergency_when": "In danger", "crisis": "0800 123"}
TEAM = {"team": "Riverside team", "place_1": "Garden room", "way_1": "Through the yard"}
SOL = {"name": "Sol", "email": "sol@example.org", "languages": ["en"], "day_0": "9-12:30"}
NOOR = {
    "name": "نور", "email": "noor@example.org", "languages": ["de", "en"], "is_founder": "on",
    "day_1": "14:30-0",
}  # fmt: skip


def day(days=1):
    return (timezone.now() + timedelta(days=days)).date().isoformat()


def turn(**more):
    return {
        "who": "sol@example.org", "day": day(), "begins": "09:00", "ends": "17:00", "days": "2",
    } | more  # fmt: skip


def at_the_machine():
    return Client(REMOTE_ADDR="127.0.0.1")


def post(browser, step, told):
    return browser.post(f"/setup/{step}/", told)


def through(browser):
    for step, told in (("house", HOUSE), ("numbers", NUMBERS), ("team", TEAM)):
        assert post(browser, step, told).status_code == 302, step
    for step, told in (
        ("peers", SOL), ("peers", {"on": "1"}), ("others", NOOR), ("others", {"on": "1"}),
        ("rota", turn()), ("rota", {"on": "1"}),
    ):  # fmt: skip
        assert post(browser, step, told).status_code == 302, (step, told)


def nothing_saved():
    return not services.Service.objects.exists() and not people.Account.objects.exists()


def test_from_an_empty_house_to_my_day():
    browser = at_the_machine()
    assert browser.get("/").headers["Location"] == "/setup/"
    assert b"A service begins here" in browser.get("/setup/").content
    through(browser)
    assert nothing_saved(), "until the last step"
    assert b"Riverside Open Dialogue" in browser.get("/setup/ready/").content
    answer = post(browser, "ready", {})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/riverside/")
    service = services.Service.objects.get()
    assert (service.slug, service.zone, service.begun_at is None) == (
        "riverside", "Europe/Rome", False,
    )  # fmt: skip
    with scope(service=service.pk):
        assert [(one.number, one.label) for one in numbers()] == [
            ("112", "In danger"), ("0800 123", "Urgent help"),
        ]  # fmt: skip
        team = models.Team.objects.get()
        sol = models.Practitioner.objects.get(person__account__email="sol@example.org")
        noor = models.Practitioner.objects.get(person__account__email="noor@example.org")
        assert (sol.is_peer, noor.is_peer, noor.person.name) == (True, False, "نور")
        assert models.Place.objects.get().name == "Garden room"
        duties = models.Holding.objects.filter(until_at=None)
        assert {(one.practitioner_id, one.duty) for one in duties} == {
            (noor.pk, duty.value) for duty in Duty
        }
        assert models.Turn.objects.filter(team=team, practitioner=sol).count() == 2
    assert browser.get("/riverside/teams/").status_code == 200, "the founder is signed in"


def test_once_a_service_has_begun_the_set_up_is_absent():
    browser = at_the_machine()
    through(browser)
    post(browser, "ready", {})
    for client in (browser, at_the_machine()):
        for address in ("/setup/", "/setup/house/", "/setup/ready/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {}).status_code == 404


def test_steps_come_one_after_the_other_and_can_be_taken_up_again():
    browser = at_the_machine()
    assert browser.get("/setup/rota/").headers["Location"] == "/setup/house/"
    assert browser.post("/setup/ready/", {}).headers["Location"] == "/setup/house/"
    post(browser, "house", HOUSE)
    assert browser.get("/setup/ready/").headers["Location"] == "/setup/numbers/"
    assert b"/setup/numbers/" in browser.get("/setup/").content
    assert b'value="riverside"' in browser.get("/setup/house/").content, "going back shows it"
    assert browser.get("/setup/nowhere/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"slug": "open-dialogue"}, "says nothing about mental health"),
        ({"slug": "southpsychiatry"}, "says nothing about mental health"),
        ({"slug": "Ä!"}, "small letters, digits and hyphens"),
        ({"slug": "demo"}, "used by the house itself"),
        ({"sender_name": "Crisis team"}, "says nothing about mental health"),
        ({"promise_hours": "0"}, "between 1 and"),
        ({"zone": "Nowhere"}, "Nowhere"),
        ({"name": ""}, "required"),
        ({"languages": []}, "required"),
    ],
)
def test_a_bad_service_is_shown_again_with_a_kind_sentence(wrong, says):
    answer = post(at_the_machine(), "house", HOUSE | wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert nothing_saved()


def test_peers_are_asked_first_and_may_not_be_there_yet():
    browser = at_the_machine()
    for step, told in (("house", HOUSE), ("numbers", NUMBERS), ("team", TEAM)):
        post(browser, step, told)
    assert browser.get("/setup/others/").headers["Location"] == "/setup/peers/"
    assert b"We have no peer practitioner yet" in browser.get("/setup/peers/").content
    assert post(browser, "peers", {"on": "1"}).headers["Location"] == "/setup/others/"


def test_it_does_not_begin_without_knowing_who_the_founder_is():
    browser = at_the_machine()
    for step, told in (("house", HOUSE), ("numbers", NUMBERS), ("team", TEAM)):
        post(browser, step, told)
    post(browser, "peers", SOL)
    post(browser, "peers", {"on": "1"})
    post(browser, "others", {"on": "1"})
    assert browser.get("/setup/ready/").headers["Location"] == "/setup/others/"
    assert nothing_saved()


def test_people_on_the_list_are_changed_and_removed_with_their_turns():
    browser = at_the_machine()
    through(browser)
    assert b"sol@example.org" in browser.get("/setup/peers/?change=0").content
    post(browser, "peers", SOL | {"number": "0", "email": "sol.new@example.org"})
    assert "Sol" in browser.get("/setup/rota/").content.decode()
    post(browser, "peers", {"remove": "0"})
    assert b"Later: go on" in browser.get("/setup/rota/").content, "the turn went, too"
    post(browser, "peers", {"remove": "7"})
    assert post(browser, "ready", {}).status_code == 302
    with scope(service=services.Service.objects.get().pk):
        assert models.Practitioner.objects.count() == 1
        assert models.Turn.objects.count() == 0


def test_the_same_person_sent_twice_stands_once_and_an_address_belongs_to_one():
    browser = at_the_machine()
    for step, told in (("house", HOUSE), ("numbers", NUMBERS), ("team", TEAM)):
        post(browser, step, told)
    assert post(browser, "peers", SOL).status_code == 302
    answer = post(browser, "peers", SOL | {"name": "Sol again", "email": "SOL@example.org"})
    assert answer.status_code == 422
    assert "has this address already" in answer.content.decode()


def test_a_bad_turn_is_shown_again():
    browser = at_the_machine()
    through(browser)
    for wrong in ({"day": "2020-01-01"}, {"begins": "late"}, {"who": "nobody@example.org"}):
        assert post(browser, "rota", turn(**wrong)).status_code == 422


def test_two_who_finish_at_once_make_one_service():
    one, other = at_the_machine(), at_the_machine()
    through(one)
    through(other)
    assert post(one, "ready", {}).status_code == 302
    assert post(other, "ready", {}).status_code == 404
    assert services.Service.objects.count() == 1


def test_an_address_that_is_taken_stops_everything_and_says_so():
    people.Account.objects.create_user("noor@example.org")
    browser = at_the_machine()
    through(browser)
    answer = post(browser, "ready", {})
    assert answer.status_code == 200
    assert "signs in with this address already" in answer.content.decode()
    assert not services.Service.objects.exists()


def test_begin_refuses_where_a_service_has_begun(cast):
    with pytest.raises(posts.HasBegun):
        begin.begin(
            house=begin.House("A", "aa", "A", ["en"], "UTC", 24),
            numbers=[],
            team="A",
            rooms=[],
            colleagues=[begin.Colleague("N", "n@example.org", False, ["en"], [], True)],
            turns=[],
        )


@pytest.fixture
def home(settings, tmp_path):
    settings.WITHNESS_HOME = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    "from_outside",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
        {"REMOTE_ADDR": ""},
    ],
)
def test_from_outside_it_asks_for_the_word_of_the_terminal(home, capsys, from_outside):
    browser = Client(**from_outside)
    assert b"set-up word" in browser.get("/setup/").content
    assert browser.get("/setup/house/").headers["Location"] == "/setup/"
    assert post(browser, "house", HOUSE).headers["Location"] == "/setup/"
    word = (home / "setup-word").read_text().strip()
    assert word in capsys.readouterr().err
    assert (home / "setup-word").stat().st_mode & 0o077 == 0
    assert browser.post("/setup/", {"word": "guess"}).status_code == 422
    assert browser.post("/setup/", {"word": f" {word.upper()} "}).status_code == 302
    assert browser.get("/setup/house/").status_code == 200


def test_a_house_with_a_public_address_always_asks(home, settings):
    settings.WITHNESS_ORIGIN = "https://withness.example.org"
    assert b"set-up word" in at_the_machine().get("/setup/").content


def test_what_was_typed_lies_sealed():
    browser = at_the_machine()
    through(browser)
    lying = browser.session["setup"]
    assert "noor" not in lying
    assert draft.opened(lying)["others"][0]["email"] == ["noor@example.org"]
    assert draft.opened("nonsense") == {}
    assert draft.opened(lying[:-8]) == {}
