"""The clock tells the holder, then all on duty, each once, and pauses for nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from tests import make
from withness.contacts import tasks
from withness.contacts.actions import ending
from withness.delivery.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    make.turn(cast.sol, hours=72)
    make.turn(cast.pavel, hours=72)
    return make.contact(
        cast.team, cast.jonas, cast.lena, asked_at=timezone.now(), hope="Please come."
    )


def told(contact):
    rows = Message.objects.filter(about_id=contact.pk).order_by("made_at", "id")
    return [row.to.name for row in rows.select_related("to")]


def at(contact, hours):
    return contact.promised_until - timedelta(hours=hours)


def test_the_holder_first_then_all_on_duty_and_at_the_end_once_more(cast, asked):
    steps = [
        (7, []),
        (6, ["Lena"]),
        (5, []),
        (2, ["Lena", "Pavel", "Sol"]),
        (1, []),
        (0, ["Lena", "Pavel", "Sol"]),
        (-9, []),
    ]
    for hours, names in steps:
        before = len(told(asked))
        tasks.warn(at(asked, hours))
        assert sorted(told(asked)[before:]) == names, hours


def test_a_worker_that_slept_speaks_once(cast, asked):
    assert tasks.warn(at(asked, -20)) == 3
    assert tasks.warn(at(asked, -20)) == 0


def test_who_holds_it_and_is_on_duty_is_told_once(cast):
    make.turn(cast.lena, hours=72)
    contact = make.contact(cast.team, cast.jonas, cast.lena)
    tasks.warn(at(contact, 1))
    assert told(contact) == ["Lena"]


def test_an_ended_promise_warns_nobody(cast, asked):
    ending.end(contact_id=asked.pk, how="elsewhere", words="Hillside", by=cast.viewer("lena"))
    tasks.warn(at(asked, 0))
    assert told(asked) == []


def test_promise_20_a_warning_says_nothing_outside(cast, asked):
    tasks.warn(at(asked, 0))
    for message in Message.objects.filter(about_id=asked.pk):
        assert message.state == "waiting"
        for private in ("Jonas", "Please come", "promise", "meeting", "Open Dialogue"):
            assert private not in message.subject + message.body


def test_every_service_is_looked_after(cast):
    with scope(service=cast.hillside.pk):
        there = make.contact(cast.other_team, cast.vera, cast.wilhelm)
    here = make.contact(cast.team, cast.jonas, cast.lena)
    tasks.warn(at(here, 0))
    for service, contact in ((cast.riverside, here), (cast.hillside, there)):
        with scope(service=service.pk):
            assert Message.objects.filter(about_id=contact.pk).count() == 1
