"""No page asks more than fifteen questions, and a list asks as many for thirty as for one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.house import doors
from withness.delivery.models import Message
from withness.meetings.rules.states import State
from withness.records.models import Agreement, OpenQuestion

pytestmark = pytest.mark.django_db
MOST = 15
MANY = 30
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE SAVEPOINT")


def questions(client, address: str) -> list[str] | None:
    """Return what a page asks the database; None where there is no such page.

    It is opened twice: what was read is written into the trail once in a quarter of an hour.
    """
    if client.get(address).status_code != 200:
        return None
    with CaptureQueriesContext(connection) as caught:
        client.get(address)
    return [one["sql"] for one in caught if not one["sql"].startswith(FRAME)]


def a_promise(cast, number):
    caller = make.person(cast.riverside, f"Ama {number}", phone="01632 960123")
    make.contact(cast.team, caller, cast.lena, hope="My sister has not slept.")


def a_network(cast, number):
    centre = make.person(cast.riverside, f"Kim {number}")
    network = make.network(cast.team, centre, practitioners=[cast.lena], name=f"Number {number}")
    begins = timezone.now() + timedelta(days=2 + number // 8, hours=number % 8)
    make.meeting(network, begins, minutes=30, invited=[centre, cast.lena])


def a_network_that_waits(cast, number):
    centre = make.person(cast.riverside, f"Kim {number}")
    make.network(cast.team, centre, practitioners=[cast.pavel], name=f"Number {number}")


def a_held_meeting(cast, number):
    begins = timezone.now() - timedelta(days=2 + number)
    everybody = [cast.mira, cast.jonas, cast.lena]
    meeting = make.meeting(
        cast.network, begins, state=State.HELD, invited=everybody, came=everybody
    )
    words_in(cast, meeting, number)


def words_in(cast, meeting, number):
    make.line(meeting, cast.jonas, f"I was angry. {number}")
    make.line(meeting, cast.mira, f"I slept. {number}", written_by=cast.lena.person)
    own = {
        "service": cast.riverside, "network": cast.network, "meeting": meeting,
        "written_by": cast.jonas, "made_at": meeting.starts_at, "number": 1_000 + number,
    }  # fmt: skip
    Agreement.objects.create(**own, words="We eat on Sundays.", once=uuid4())
    OpenQuestion.objects.create(**own, words="What of the nights?", once=uuid4())


def a_message(cast, number):
    Message.objects.create(
        service=cast.riverside, to=cast.jonas, way="mail", key=f"lost {number}", state="failed",
        address="jonas@example.net", subject="Meeting", body="On Thursday.",
        due_at=timezone.now() - timedelta(hours=3), network_id=cast.network.pk,
    )  # fmt: skip


LISTS = {
    "my day: promises": ("days/", a_promise),
    "my day: meetings": ("days/", a_network),
    "open promises": ("contacts/promises/", a_promise),
    "networks": ("networks/", a_network),
    "networks that wait": ("networks/waiting/", a_network_that_waits),
    "a network's record": ("records/network/{network}/", a_held_meeting),
    "one record": (
        "records/{first}/",
        lambda cast, number: words_in(cast, cast.first, number),
    ),
    "what has not arrived": ("delivery/", a_message),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_thirty_as_for_one(cast, browser_of, name):
    path, one_more = LISTS[name]
    address = "/riverside/" + path.format(network=cast.network.pk, first=cast.first.pk)
    lena = browser_of("lena")
    one_more(cast, 0)
    for_one = questions(lena, address)
    assert for_one is not None, address
    for number in range(1, MANY):
        one_more(cast, number)
    for_many = questions(lena, address)
    assert len(for_many) == len(for_one), "\n".join(for_many)
    assert len(for_many) <= MOST


def test_no_page_asks_more_than_fifteen_questions_of_anybody(cast):
    scene = doors.scene(cast)
    too_many = {}
    for name, (pattern, arguments) in sorted(doors.inside().items()):
        if not scene.objects.keys() >= set(arguments):
            continue  # the matrix of doors says that an object is missing
        address = doors.path_of(pattern, arguments, scene.objects)
        for kind in doors.EVERYBODY:
            asked = questions(scene.clients[kind], address)
            if asked and len(asked) > MOST:
                too_many[name, kind] = len(asked)
    assert not too_many


def test_arranging_the_next_meeting_asks_no_more_the_first_time(cast, browser_of):
    lena = browser_of("lena")
    lena.get("/riverside/days/")
    with CaptureQueriesContext(connection) as caught:
        lena.get(f"/riverside/meetings/arrange/{cast.network.pk}/?after={cast.first.pk}")
    asked = [one["sql"] for one in caught if not one["sql"].startswith(FRAME)]
    assert len(asked) <= MOST, "\n".join(asked)
