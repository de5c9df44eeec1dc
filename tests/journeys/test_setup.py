"""An empty house leads whoever opens it first to a service that takes a call for help."""

from datetime import UTC, datetime

import pytest

from tests.journeys.looking import Looker
from tests.journeys.story import post

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def noor(request, empty_house, person):
    """Noor, who sets the service up on her telephone."""
    return person("noor", empty_house, js=request.param)


def test_a_service_begins_in_the_browser(noor, empty_house, person):
    """From `/` to my day; then somebody asks for help, and Noor finds the promise."""
    noor.go("/")
    if "/setup/" not in noor.page.url:
        noor.page.get_by_role("link").filter(visible=True).first.wait_for()
        noor.go("/setup/")
    assert noor.heading() == "A service begins here"
    noor.press("Begin")
    over(noor)
    the_house(noor)
    the_people(noor)
    the_rota(noor)
    over(noor)
    assert noor.heading() == "Everything is ready"
    noor.sees("Garden Lane", "/garden/", "Ines").press("Begin")
    assert noor.page.url == f"{empty_house.address}/garden/days/"
    noor.go("/garden/teams/").sees("Ines", "Noor")
    ama = person("ama", empty_house, js=noor.js).go("/garden/contacts/ask/")
    ama.sees("999").write("What shall we call you?", "Ama").press("Ask for a meeting")
    ama.press("Open it now")
    assert ama.heading() == "Noor looks after your request"
    noor.go("/garden/days/").sees("Ama asked for a meeting")
    second_time(noor, empty_house, person)


def over(noor):
    """No step of setting up has a fault that axe or a telephone's width shows."""
    if noor.js:
        looker = Looker(noor)
        looker.look_over()
        looker.ask_axe()
        assert looker.faults == [], "\n" + "\n".join(looker.faults)


def the_house(noor):
    """The service, its numbers, its team; what is wrong is said kindly, and nothing is lost."""
    noor.write("What is your service called?", "Garden Lane")
    noor.write("A short name for its addresses", "psychosis-team")
    noor.write("Which name stands on letters and messages?", "Garden Lane")
    noor.page.get_by_label("Which clock do you live by?").select_option("Europe/London")
    noor.press("Go on")
    over(noor)
    assert noor.heading() == "Your service"
    assert noor.page.get_by_label("What is your service called?").input_value() == "Garden Lane"
    noor.write("A short name for its addresses", "garden").press("Go on")
    over(noor)
    assert noor.heading() == "Whom can people ring?"
    noor.write("The emergency number", "999").press("Go on")
    over(noor)
    noor.write("What is your team called?", "Garden team")
    noor.page.get_by_label("A place where you meet").first.fill("The blue room")
    noor.press("Go on")


def the_people(noor):
    """A peer with her hours first, then Noor herself."""
    assert noor.heading() == "Peer practitioners and their hours"
    over(noor)
    somebody(noor, "Ines", "ines@example.org", "10-15")
    over(noor)
    noor.press("These are all: go on")
    noor.choose("This is me")
    somebody(noor, "Noor", "noor@example.org", "0:00-24:00")
    noor.press("These are all: go on")


def somebody(noor, name, address, hours):
    noor.write("What are they called?", name).write("Their work mail address", address)
    for day in WEEK:
        noor.write(day, hours)
    noor.press("Put on the list").sees(name)


def the_rota(noor):
    """Noor is on duty for a week, day and night."""
    assert noor.heading() == "Who is on duty first?"
    over(noor)
    noor.page.get_by_label("Who is on duty?").select_option(label="Noor")
    noor.page.get_by_label("From which day?").fill(f"{datetime.now(UTC):%Y-%m-%d}")
    noor.page.get_by_label("From", exact=True).fill("00:00")
    noor.page.get_by_label("Until", exact=True).fill("00:00")
    noor.page.get_by_label("For how many days in a row?").fill("7")
    noor.press("Put on the rota").press("Go on")


def second_time(noor, empty_house, person):
    """Setting up is over: the page is absent. Noor signs in by a code on another telephone."""
    other = person("noor, elsewhere", empty_house, js=noor.js)
    assert other.page.goto("/setup/").status == 404
    other.wrong.clear()
    other.go("/garden/sign-in/")
    other.write("Your work mail address", "noor@example.org").press("Send me a code")
    mail = post.await_mail(empty_house, "noor@example.org", subject="code")
    other.write("The code", post.code(mail)).press("Sign in").sees("Ama asked for a meeting")
