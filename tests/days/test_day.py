"""My day: what stands on it, for whom, and how little it asks of the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from withness.access import policy
from withness.days.queries import coming
from withness.delivery.models import Message
from withness.meetings.models import Invitation, Meeting
from withness.meetings.rules.states import Answer, State
from withness.networks.models import Membership
from withness.records import models as records
from withness.records.rules.states import Yes
from withness.values.rules.viewer import Belonging

pytestmark = pytest.mark.django_db


def page_of(browser):
    answer = browser.get("/riverside/days/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    return page


def in_hours(hours):
    return timezone.now() + timedelta(hours=hours)


def test_an_empty_day_speaks(cast, browser_of):
    page = page_of(browser_of("noor"))
    assert "No meeting today" in page
    assert "You belong to no network yet" in page
    assert "Nothing waits for you" in page
    for name in ("Mira", "Hill Street", "Ottilie", "Mill Lane"):
        assert name not in page, "keeping the rota opens nothing (promise 4)"


def test_a_practitioner_sees_the_meetings_they_are_asked_to(cast, browser_of):
    page = page_of(browser_of("lena"))
    assert "The Hill Street network" in page
    assert "Second meeting" in page
    assert "With \u2068Sol\u2069." in page
    assert "Mill Lane" not in page


def test_cover_is_said_aloud(cast, browser_of):
    Invitation.objects.create(
        service_id=cast.riverside.pk, meeting=cast.next, person=cast.ines.person, practitioner=cast.ines,
        is_cover=True, starts_at=cast.next.starts_at, ends_at=cast.next.ends_at, uid="cover",
    )  # fmt: skip
    assert "With \u2068Sol\u2069, and \u2068Ines\u2069 standing in." in page_of(browser_of("lena"))
    assert "You stand in." in page_of(browser_of("ines"))


def test_promises_are_told_nearest_first_in_the_callers_words(cast, browser_of):
    make.contact(cast.team, cast.edda, cast.lena, hours=40, hope="Later")
    make.contact(
        cast.team,
        cast.jonas,
        cast.lena,
        hope="My sister has not slept <for days>",
        network=cast.network,
    )
    make.contact(cast.team, cast.tarek, cast.pavel, hope="held by another")
    page = page_of(browser_of("lena"))
    assert page.index("My sister has not slept &lt;for days&gt;") < page.index("Later")
    assert "held by another" not in page
    assert f"/riverside/meetings/network/{cast.network.pk}/" in page or str(cast.network.pk) in page


def test_what_stayed_open_is_told_without_a_count(cast, browser_of):
    assert "Something stayed open" not in page_of(browser_of("lena"))
    for number in (1, 2):
        records.OpenQuestion.objects.create(
            service_id=cast.riverside.pk, meeting=cast.first, network=cast.network, written_by=cast.mira,
            words="a secret question", number=number, once=make.uuid4(), made_at=cast.first.starts_at,
        )  # fmt: skip
    page = page_of(browser_of("lena"))
    assert "Something stayed open from before." in page
    assert "a secret question" not in page


def test_lines_wait_for_a_yes_and_a_yes_is_told(cast, browser_of):
    mine = make.line(cast.first, cast.lena.person, "words of Lena's", written_by=cast.sol.person)
    make.line(cast.first, cast.jonas, "words of Jonas's", written_by=cast.lena.person, yes=Yes.PAGE)
    records.Line.objects.filter(speaker=cast.jonas).update(
        yes_at=timezone.now(), changed_at=timezone.now()
    )
    page = page_of(browser_of("lena"))
    assert "\u2068Sol\u2069 wrote down words of yours" in page
    assert f"/riverside/records/line/{mine.pk}/" in page
    assert "\u2068Jonas\u2069 said yes to what you wrote down for them, with a change." in page
    assert "words of Lena" not in page, "words stand on their own page"
    assert "wrote down words" not in page_of(browser_of("pavel"))


def test_promise_21_a_line_of_a_network_one_has_left_is_not_told(cast, browser_of):
    line = make.line(cast.first, cast.jonas, "w", written_by=cast.lena.person, yes=Yes.PAGE)
    records.Line.objects.filter(pk=line.pk).update(yes_at=timezone.now())
    assert f"/riverside/records/line/{line.pk}/" in page_of(browser_of("lena"))
    Membership.objects.filter(person=cast.lena.person).update(left_at=timezone.now())
    assert f"/riverside/records/line/{line.pk}/" not in page_of(browser_of("lena"))


def test_answers_that_are_missing_soon_are_told_by_name(cast, browser_of):
    soon = make.meeting(cast.network, in_hours(30), invited=[cast.lena, cast.mira, cast.jonas])
    Invitation.objects.filter(meeting=soon, person=cast.mira).update(answer=Answer.COMING)
    page = page_of(browser_of("lena"))
    assert "\u2068Jonas\u2069 has not said yet whether they come: " in page
    assert "You have not answered yet whether you come" in page


def test_only_the_nearest_open_answers_are_told_one_by_one(cast, browser_of):
    for hours in (30, 40, 50, 60, 70):
        make.meeting(cast.network, in_hours(hours), invited=[cast.lena, cast.mira])
    page = page_of(browser_of("lena"))
    assert page.count("You have not answered yet whether you come") == 3
    assert page.count("Later meetings wait for your answer, too.") == 1


def test_a_message_that_went_astray_is_told_to_those_it_concerns(cast, browser_of):
    Message.objects.create(
        service_id=cast.riverside.pk, to=cast.mira, way="mail", state="failed", key="k",
        network_id=cast.network.pk, due_at=timezone.now(),
    )  # fmt: skip
    assert "did not arrive" in page_of(browser_of("lena"))
    assert "did not arrive" not in page_of(browser_of("pavel"))


def test_a_meeting_under_way_and_one_held_today(cast, browser_of):
    make.meeting(cast.network, in_hours(-0.01), state=State.UNDER_WAY, invited=[cast.lena])
    assert "It has begun." in page_of(browser_of("lena"))


@pytest.mark.parametrize("name", ["mira", "jonas", "hale"])
def test_members_are_led_to_their_own_page(cast, browser_of, name):
    answer = browser_of(name).get("/riverside/days/")
    assert (answer.status_code, answer.url) == (302, "/riverside/days/mine/")


def test_nobody_has_a_day(cast, browser_of):
    assert browser_of(None).get("/riverside/days/").status_code == 404
    assert browser_of("wilhelm").get("/riverside/days/").status_code == 404, "another service"


@pytest.mark.parametrize("name", ["lena", "sol", "pavel", "ines", "noor", "mira", "hale"])
def test_the_meetings_of_a_day_are_those_the_policy_opens(cast, name):
    make.joins(cast.others, cast.ines.person, Belonging.AGENCY)
    make.meeting(cast.others, in_hours(5), invited=[cast.pavel, cast.sol])
    off = make.meeting(cast.network, in_hours(7), invited=[cast.ines])
    Invitation.objects.filter(meeting=off).update(called_off_at=timezone.now())
    viewer, now = cast.viewer(name), timezone.now()
    ahead = Meeting.objects.filter(ends_at__gt=now)
    allowed = policy.open_to(viewer, "meetings.read_whole", ahead)
    shown = {one.meeting_id for one in coming.meetings_of(viewer, now)}
    works_here = viewer.practitioner_id is not None
    assert shown == (set(allowed.values_list("id", flat=True)) if works_here else set())


def fill(cast, count):
    for number in range(count):
        person = make.person(cast.riverside, f"P{number}")
        network = make.network(
            cast.team, person, practitioners=[cast.lena, cast.sol], name=f"N{number}"
        )
        meeting = make.meeting(network, in_hours(20), invited=[cast.lena, cast.sol, person])
        make.contact(cast.team, person, cast.lena, hope="words")
        make.line(cast.first, cast.lena.person, "w", written_by=cast.sol.person)
        Message.objects.create(
            service_id=cast.riverside.pk, to=person, way="mail", state="failed", key=f"k{meeting.pk}",
            network_id=network.pk, due_at=timezone.now(),
        )  # fmt: skip


def test_my_day_asks_fifteen_times_whatever_is_in_it(cast, browser_of):
    browser, asked = browser_of("lena"), []
    for count in (1, 30):
        fill(cast, count)
        with CaptureQueriesContext(connection) as queries:
            page_of(browser)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[1] <= 15
