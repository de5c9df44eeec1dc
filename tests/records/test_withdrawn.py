"""Access or consent is withdrawn while a page is being streamed: it stops within a second."""

import threading
import time

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from tests.records.together import says, under_way
from withness.meetings.queries import events
from withness.networks.models import Membership
from withness.people import models as people
from withness.records.actions import owning
from withness.records.rules.states import Circle

R = "/riverside/records"
SECOND = 1.0
MARK = "markerWithdrawn"


def leaves(house, device):
    Membership.objects.filter(person=house.jonas).update(left_at=timezone.now())


def is_revoked(house, device):
    people.Link.objects.filter(pk=device.link_id).update(revoked_at=timezone.now())


def ends_the_visit(house, device):
    assert device.client.post("/riverside/close/").status_code == 303


@pytest.mark.parametrize("withdraw", [leaves, is_revoked, ends_the_visit])
def test_whose_access_is_withdrawn_hears_nothing_after_a_second(house, device_of, withdraw):
    meeting, device = under_way(house), device_of("jonas")
    with device.listening(meeting.pk, events.last(meeting.pk)) as heard:
        heard.until("retry: 2000")
        time.sleep(0.4)
        withdraw(house, device)
        began = time.monotonic()
        assert heard.over.wait(5)
        assert time.monotonic() - began < SECOND
        said = len(heard.said)
        says(house, "mira", meeting, MARK)
        assert len(heard.said) == said
    assert device.client.get(f"{R}/meeting/{meeting.pk}/lines/").status_code == 404
    assert device.client.get(f"{R}/live/{meeting.pk}/").status_code == 404


def narrows(line, by):
    owning.choose_circle(line_id=line, circle=Circle.ONLY_ME, by=by)


def takes_back(line, by):
    owning.take_back(line_id=line, by=by)


@pytest.mark.parametrize("withdraw", [narrows, takes_back])
def test_words_that_are_withdrawn_go_from_the_other_devices_within_a_second(
    house, device_of, withdraw
):
    meeting, mira = under_way(house), device_of("mira")
    line = says(house, "jonas", meeting, MARK)
    number = events.last(meeting.pk)
    page = f"{R}/meeting/{meeting.pk}/lines/?after={number}"
    with mira.listening(meeting.pk, number) as heard:
        heard.until("retry: 2000")
        time.sleep(0.3)
        assert MARK in mira.client.get(f"{R}/meeting/{meeting.pk}/lines/").text
        withdraw(line, house.viewer("jonas"))
        began = time.monotonic()
        heard.until(f"data: {number + 1}", seconds=5)
        assert time.monotonic() - began < SECOND
        assert MARK not in mira.client.get(page).text
        assert MARK not in heard.text()


def test_racing_readers_never_get_words_after_they_were_taken_back(house, device_of):
    """Many read while one takes back: whoever asks once that is done does not get them."""
    meeting = under_way(house)
    devices = [device_of(name) for name in ("mira", "lena", "sol")]
    found, done = [], threading.Event()

    def read(device):
        while not done.is_set():
            asked = time.monotonic()
            found.append((asked, MARK in device.client.get(f"{R}/{meeting.pk}/").text))

    line = says(house, "jonas", meeting, MARK)
    threads = [threading.Thread(target=read, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    try:
        time.sleep(0.5)
        with scope(service=house.riverside.pk):
            owning.take_back(line_id=line, by=house.viewer("jonas"))
        gone = time.monotonic()
        time.sleep(0.7)
    finally:
        done.set()
        for thread in threads:
            thread.join(20)
        connection.close()
    assert any(there for _, there in found)
    assert [asked for asked, there in found if there and asked > gone] == []
    assert any(asked > gone for asked, _ in found)
