"""A member's own page, by link."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tests.exchange.test_policy import extract_of
from withness.meetings.models import Invitation, Meeting
from withness.meetings.rules.states import Answer, State
from withness.networks.models import Membership
from withness.values.rules.viewer import Belonging

pytestmark = pytest.mark.django_db


def page_of(browser):
    answer = browser.get("/riverside/days/mine/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count("<h1") == 1
    return page


def test_a_brother_finds_the_next_meeting_and_answers(cast, browser_of):
    page = page_of(browser_of("jonas"))
    own = Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    assert "<bdi>Jonas</bdi>" in page
    assert "The network around <bdi>Mira</bdi>" in page
    assert str(own.pk) in page
    assert "Waits for your answer" in page
    assert "Hill Street" not in page, "the team's working name stays the team's"
    Invitation.objects.filter(pk=own.pk).update(answer=Answer.COMING)
    assert "You said that you are coming." in page_of(browser_of("jonas"))


def test_the_person_at_the_centre_reads_that_it_is_theirs(cast, browser_of):
    page = page_of(browser_of("mira"))
    assert "Your network" in page
    assert "You say who does." in page


def test_promise_3_words_written_down_for_me_wait_for_my_yes(cast, browser_of):
    line = make.line(cast.first, cast.jonas, "I was afraid", written_by=cast.lena.person)
    page = page_of(browser_of("jonas"))
    assert "I was afraid" in page
    assert "<bdi>Lena</bdi> wrote it down" in page
    assert f"/riverside/records/line/{line.pk}/" in page
    assert "I was afraid" not in page_of(browser_of("mira"))


def test_an_agency_finds_only_the_meetings_it_was_at_or_is_asked_to(cast, browser_of):
    page = page_of(browser_of("hale"))
    assert "You are not asked to a meeting at the moment." in page
    assert "Our record" not in page
    assert str(cast.first.pk) not in page
    there = make.meeting(
        cast.network, timezone.now() - timedelta(days=3), state=State.HELD, came=[cast.hale]
    )
    make.meeting(cast.network, timezone.now() + timedelta(days=1), invited=[cast.hale])
    page = page_of(browser_of("hale"))
    assert f"/riverside/records/{there.pk}/" in page
    assert "Waits for your answer" in page


def test_somebody_who_is_not_asked_is_told_so(cast, browser_of):
    Invitation.objects.filter(person=cast.tarek).delete()
    assert "You are not asked to this one." in page_of(browser_of("tarek"))


def test_several_networks_stand_under_each_other_ones_own_first(cast, browser_of):
    make.joins(cast.others, cast.mira, how="my friend")
    page = page_of(browser_of("mira"))
    assert page.index("Your network") < page.index("The network around <bdi>Ottilie</bdi>")


def test_who_left_finds_their_own_words_and_nothing_else(cast, browser_of):
    page = page_of(browser_of("ruben"))
    assert "You belong to no network at the moment" in page
    assert "Mira" not in page


def test_a_handed_over_extract_is_told(cast, browser_of):
    assert "handed over" not in page_of(browser_of("jonas"))
    extract_of(cast)
    assert f"/riverside/exchange/handed/{cast.network.pk}/" in page_of(browser_of("jonas"))
    assert "handed over" not in page_of(browser_of("hale"))


def test_a_video_link_is_shown_to_those_who_join_online(cast, browser_of):
    Meeting.objects.filter(pk=cast.next.pk).delete()
    made = make.meeting(
        cast.network, where="online", invited=[cast.jonas], video_link="https://meet.example/x"
    )
    assert 'href="https://meet.example/x"' in page_of(browser_of("jonas"))
    made.video_link = "javascript:alert(1)"
    made.save()
    assert "javascript:" not in page_of(browser_of("jonas"))


def test_practitioners_are_led_to_their_day_and_strangers_to_nothing(cast, browser_of):
    assert browser_of("lena").get("/riverside/days/mine/").url == "/riverside/days/"
    assert browser_of(None).get("/riverside/days/mine/").status_code == 404
    who = make.person(cast.riverside, "Nobody's")
    cast.who["stranger"] = who
    assert browser_of("stranger").get("/riverside/days/mine/").status_code == 404


def test_anybody_may_read_what_happens_in_a_meeting(cast, browser_of):
    for name in (None, "mira", "lena"):
        page = browser_of(name).get("/riverside/days/what-happens/").content.decode()
        assert page.count("<h1") == 1
        assert "Why we sometimes talk to each other" in page
        assert "You can stop" in page
    cast.riverside.what_happens = "Our own\n\n<words>"
    cast.riverside.save()
    page = browser_of(None).get("/riverside/days/what-happens/").content.decode()
    assert "&lt;words&gt;" in page
    assert "You can stop" not in page


def test_the_page_asks_as_often_for_thirty_as_for_one(cast, browser_of):
    browser, asked = browser_of("jonas"), []
    for count in (1, 30):
        for number in range(count):
            centre = make.person(cast.riverside, f"C{number}")
            network = make.network(cast.team, centre, practitioners=[cast.lena])
            make.joins(network, cast.jonas)
            make.meeting(network, invited=[cast.jonas])
            make.line(cast.first, cast.jonas, "w", written_by=cast.lena.person)
            guest = make.network(cast.team, make.person(cast.riverside, f"G{number}"))
            make.joins(guest, cast.jonas, Belonging.AGENCY)
            make.meeting(
                guest, timezone.now() - timedelta(days=2), state=State.HELD, came=[cast.jonas]
            )
        with CaptureQueriesContext(connection) as queries:
            page_of(browser)
        asked.append(len(queries))
    assert Membership.objects.count() > 60
    assert asked[0] == asked[1]
    assert asked[1] <= 17
