"""Everybody reads who opened what concerns them, by name and day, and nobody reads more."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.house import doors
from tests.trail.conftest import id_at
from withness.consents.models import Demand
from withness.days.words import opened as words
from withness.people.rules import Purpose
from withness.trail import models
from withness.values.rules.viewer import Belonging

pytestmark = pytest.mark.django_db


def trace(cast, who, deed="records.read", right="belongs_to_network", *, minutes_ago=0, **more):
    """Write down a reading as of some minutes ago, in Mira's network."""
    viewer, at = cast.viewer(who), timezone.now() - timedelta(minutes=minutes_ago)
    pk = id_at(at)
    return models.Entry.objects.create(**{
        "id": pk, "service_id": cast.riverside.pk, "at": at, "person_id": viewer.person_id,
        "practitioner_id": viewer.practitioner_id, "deed": deed, "right": right,
        "network_id": cast.network.pk, "once": pk.hex, **more,
    })  # fmt: skip


def text(client, address="/riverside/days/who/"):
    answer = client.get(address)
    assert answer.status_code == 200
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"[\s\u2068\u2069]+", " ", plain)


def test_a_member_reads_who_opened_the_record_when_and_why(cast, browser_of):
    """promise 19"""
    one = trace(cast, "lena", minutes_ago=60)
    said = text(browser_of("mira"))
    assert "Lena opened the record of your network. Belongs to the network." in said
    assert words.day(one.at, "Europe/London") in said
    assert words.clock(one.at, "Europe/London") in said


def test_what_members_read_is_shown_to_no_other_member(cast, browser_of):
    """promise 19: their own readings stand there as theirs."""
    trace(cast, "jonas")
    for other in ("mira", "edda", "lena", "sol"):
        assert "Jonas" not in text(browser_of(other))
    assert "You opened the record." in text(browser_of("jonas"))


def test_somebody_who_works_here_and_belongs_as_a_member_is_a_member_there(cast, browser_of):
    """promise 19: a colleague whose brother asks for help reads as family."""
    make.joins(cast.network, cast.ines.person, Belonging.MEMBER, joined_at=cast.network.made_at)
    trace(cast, "ines")
    assert "Ines" not in text(browser_of("jonas"))
    assert "You opened the record." in text(browser_of("ines"))


def test_duties_guests_and_broken_glass_are_named(cast, browser_of):
    """promise 19, promise 4"""
    trace(cast, "hale", right="guest_who_was_there+was_there")
    trace(cast, "pavel", "consents.break_glass", "works_here+is_of_service")
    trace(cast, "noor", right="broke_the_glass")
    said = text(browser_of("jonas"))
    assert "Dr Hale opened the record of your network. Was a guest of the meeting." in said
    assert "Pavel opened your network without belonging to it, for an hour" in said
    assert "Noor opened the record of your network. Opened it without belonging" in said


def test_whoever_left_reads_up_to_their_leaving(cast, browser_of):
    """promise 21; who joins later reads from their joining on."""
    trace(cast, "lena", minutes_ago=25 * 24 * 60)
    trace(cast, "sol", minutes_ago=10)
    ruben, tarek = text(browser_of("ruben")), text(browser_of("tarek"))
    assert ("Lena opened" in ruben, "Sol opened" in ruben) == (True, False)
    assert ("Lena opened" in tarek, "Sol opened" in tarek) == (False, True)


def test_nobody_reads_of_a_network_that_is_not_theirs(cast, browser_of):
    trace(cast, "pavel", network_id=cast.others.pk)
    for name in ("mira", "lena", "hale", "noor"):
        assert "Pavel" not in text(browser_of(name))


def test_which_line_was_opened_is_not_told(cast, browser_of):
    """promise 1: a narrow line, or one that speaks of somebody, leaves no mark."""
    for right in ("reads_as_named", "reads_as_spoken_of", "reads_as_writer"):
        trace(cast, "lena", right=right, about_id=uuid4())
    said = text(browser_of("jonas"))
    assert said.count("Lena opened the record of your network.") == 1
    assert "Something in it is open to them." in said


def test_what_concerns_one_person_stands_on_that_persons_page_alone(cast, browser_of):
    trace(cast, "lena", "networks.read_place", about_id=cast.jonas.pk)
    trace(cast, "sol", "networks.give_link", "place_beside", about_id=cast.jonas.pk)
    jonas = text(browser_of("jonas"))
    assert "Lena looked at your place in the network and how to reach you." in jonas
    assert "Sol made a personal link for you." in jonas
    mira = text(browser_of("mira"))
    assert ("Lena looked" in mira, "Sol made" in mira) == (False, False)


def a_demand(cast, told_at=None):
    now = timezone.now()
    return Demand.objects.create(
        service=cast.riverside, network=cast.network, ordered_by="A court", reference="7",
        said_from=now - timedelta(days=40), said_until=now, lines=True, meetings=True, people=True,
        opens_at=now - timedelta(hours=2), closes_at=now + timedelta(hours=2),
        proposed_by=cast.person("noor"), proposed_as="data_protection",
        proposed_at=now - timedelta(hours=3), confirmed_as="accounts",
        confirmed_by=cast.person("pavel"), confirmed_at=now - timedelta(hours=2), told_at=told_at,
    )  # fmt: skip


def test_a_lawful_demand_is_shown_once_the_network_was_told(cast, browser_of):
    """promise 21: told when the order allows it, and never given away by the trail before."""
    trace(cast, "noor", right="lawful_demand")
    trace(cast, "pavel", right="reads_as_demand", minutes_ago=30)
    mira = browser_of("mira")
    assert not {"Noor", "Pavel"} & set(text(mira).split())
    demand = a_demand(cast)
    assert not {"Noor", "Pavel"} & set(text(mira).split())
    demand.told_at = timezone.now()
    demand.save()
    said = text(mira)
    assert "Noor opened the record of your network. An order of a court" in said
    assert "Pavel opened the record" in said
    a_demand(cast)
    assert not {"Noor", "Pavel"} & set(text(mira).split()), "one of two may not be told yet"


def test_a_caller_reads_who_opened_their_call_until_the_person_was_reached(cast):
    """promise 8: after that they see only that it was taken up."""
    ama = make.person(cast.riverside, "Ama", mail="ama@example.net")
    contact = make.contact(cast.team, ama, cast.lena, hope="My sister has not slept.")
    client = doors._by_link(cast, ama, Purpose.CALLER, contact.pk)
    trace(cast, "pavel", "contacts.read", "works_here", network_id=None, about_id=contact.pk,
          minutes_ago=30)  # fmt: skip
    assert "Pavel opened the call for help. Works in this service." in text(client)
    contact.reached_at = timezone.now() - timedelta(minutes=10)
    contact.save()
    trace(cast, "ines", "contacts.read", "works_here", network_id=None, about_id=contact.pk)
    assert ("Pavel" in text(client), "Ines" in text(client)) == (True, False)


def test_three_hundred_traces_come_in_pages(cast, browser_of, monkeypatch):
    for number in range(330):
        trace(cast, ("lena", "sol")[number % 2], minutes_ago=20 * number)
    mira, address, found, pages = browser_of("mira"), "/riverside/days/who/", 0, 0
    while address:
        body = mira.get(address).content.decode()
        found += body.count("opened the record of your network")
        pages += 1
        further = re.search(r'rel="next" href="([^"]+)"', body)
        address = further and further[1]
    assert (found, pages) == (330, 4)


def questions(client):
    with CaptureQueriesContext(connection) as caught:
        client.get("/riverside/days/who/")
    return [one["sql"] for one in caught if "SAVEPOINT" not in one["sql"]]


@pytest.mark.parametrize("who", ["mira", "lena"])
def test_one_trace_and_thirty_ask_the_same(cast, browser_of, who):
    client = browser_of(who)
    trace(cast, "sol")
    text(client)
    for_one = questions(client)
    for number in range(30):
        trace(cast, ("lena", "sol", "pavel")[number % 3], minutes_ago=20 * number)
    assert len(questions(client)) == len(for_one) <= 15


def test_the_page_takes_any_nonsense_as_its_beginning(cast, browser_of):
    trace(cast, "lena")
    for nonsense in ("x", "", str(uuid4()), "%00"):
        said = text(browser_of("mira"), f"/riverside/days/who/?before={nonsense}")
        assert "Lena opened" in said
