"""Words on the other devices: quickly, to those who may read them, and to nobody else."""

import sys
import time
from contextlib import ExitStack
from uuid import uuid4

from django.utils import timezone

from tests.records.together import says, under_way
from withness.meetings.queries import events
from withness.networks.models import Membership
from withness.people import models as people
from withness.records.queries import waking
from withness.records.rules.states import Circle

R = "/riverside/records"


def puts(device, meeting, words, **more):
    form = {"words": words, "once": str(uuid4()), **more}
    answer = device.client.post(f"{R}/meeting/{meeting.pk}/write/", data=form)
    assert answer.status_code == 302, answer.status_code


def test_what_one_writes_the_others_have_at_once(house, device_of):
    meeting = under_way(house)
    last = events.last(meeting.pk)
    lena, mira, jonas = device_of("lena"), device_of("mira"), device_of("jonas")
    with mira.listening(meeting.pk, last) as at_mira, jonas.listening(meeting.pk, last) as at_jonas:
        time.sleep(0.3)
        took = []
        for more in range(1, 6):
            puts(lena, meeting, f"It moved me {more}.")
            sent = time.monotonic()
            came = max(one.until(f"data: {last + more}") for one in (at_mira, at_jonas))
            took.append(came - sent)
            fragment = mira.client.get(f"{R}/meeting/{meeting.pk}/lines/?after={last + more - 1}")
            assert f"It moved me {more}." in fragment.text
        ms = [round(seconds * 1000) for seconds in took]
        sys.stderr.write(f"from the answer to the other devices: {ms} ms\n")
        assert max(took) < 2
        assert "moved" not in at_mira.text() + at_jonas.text(), "no words in the stream"


def test_a_device_that_was_away_hears_what_it_missed(house, device_of):
    meeting = under_way(house)
    last = events.last(meeting.pk)
    for more in range(5):
        says(house, "lena", meeting, f"While you were away {more}.")
    jonas = device_of("jonas")
    with jonas.listening(meeting.pk, last) as heard:
        heard.until(f"data: {last + 5}")
    assert jonas.client.get(f"{R}/meeting/{meeting.pk}/lines/?after={last + 5}").status_code == 204


def test_promise_1_a_line_for_oneself_makes_no_sound(house, device_of):
    meeting = under_way(house)
    last = events.last(meeting.pk)
    lena = device_of("lena")
    with lena.listening(meeting.pk, last) as heard:
        time.sleep(0.2)
        says(house, "jonas", meeting, "planted", circle=Circle.ONLY_ME)
        says(house, "jonas", meeting, "planted", share=False)
        says(house, "mira", meeting, "Heard by all.")
        heard.until(f"data: {last + 1}")
        assert "planted" not in heard.text()
    assert "planted" not in lena.client.get(f"{R}/meeting/{meeting.pk}/lines/").text


def test_promise_1_a_line_for_practitioners_makes_no_sound_for_others(house, device_of):
    meeting = under_way(house)
    last = events.last(meeting.pk)
    lena, jonas = device_of("lena"), device_of("jonas")
    with lena.listening(meeting.pk, last) as at_lena, jonas.listening(meeting.pk, last) as at_jonas:
        time.sleep(0.2)
        says(house, "mira", meeting, "planted", circle=Circle.PRACTITIONERS)
        at_lena.until(f"data: {last + 1}")
        says(house, "mira", meeting, "For all.")
        at_jonas.until(f"data: {last + 2}")
        assert f"data: {last + 1}" not in [line for _, line in at_jonas.said]
    assert "planted" not in jonas.client.get(f"{R}/meeting/{meeting.pk}/lines/").text


def test_a_revoked_link_ends_the_stream(house, device_of):
    meeting = under_way(house)
    jonas = device_of("jonas")
    with jonas.listening(meeting.pk, events.last(meeting.pk)) as heard:
        time.sleep(0.2)
        people.Link.objects.filter(pk=jonas.link_id).update(revoked_at=timezone.now())
        says(house, "mira", meeting, "planted")
        assert heard.over.wait(10)
        assert "event: over" in heard.text()
        assert "planted" not in heard.text()
    assert jonas.client.get(f"{R}/live/{meeting.pk}/").status_code == 404


def test_who_left_the_network_hears_nothing_more(house, device_of):
    meeting = under_way(house)
    jonas = device_of("jonas")
    with jonas.listening(meeting.pk, events.last(meeting.pk)) as heard:
        time.sleep(0.2)
        Membership.objects.filter(person=house.jonas).update(left_at=timezone.now())
        assert heard.over.wait(15)


def test_nobody_opens_more_than_six_streams(house, device_of):
    meeting = under_way(house)
    device = device_of("mira")
    with ExitStack() as all_of_them:
        for _ in range(6):
            heard = all_of_them.enter_context(device.listening(meeting.pk))
            heard.until("retry: 2000")
        assert device.client.get(f"{R}/live/{meeting.pk}/").status_code == 429


def test_streams_are_closed_to_who_may_not_look(house, device_of):
    meeting = under_way(house)
    for name in ("pavel", "noor", "ottilie", "ruben", "hale"):
        assert device_of(name).client.get(f"{R}/live/{meeting.pk}/").status_code == 404, name


def test_an_open_stream_does_not_keep_the_server(house, server, device_of):
    meeting = under_way(house)
    with device_of("mira").listening(meeting.pk) as heard:
        heard.until("retry: 2000")
        began = time.monotonic()
        waking.end()
        server.should_exit = True
        assert heard.over.wait(5)
        assert time.monotonic() - began < 3
