"""Mail to a real mail server: it arrives once, neutral, in one thread, with a calendar file."""

import email
import email.policy
import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests.delivery.post_office import breaking_server, free_port, mail_server
from withness.delivery import tasks
from withness.delivery.actions import calendar, outbox
from withness.delivery.models import Message
from withness.delivery.rules.states import State, Way
from withness.service.rules import tells_too_much

WORDS = "You are asked to a meeting.\n.\n.. and a line that begins with a dot\nGrüße, 你好, مرحبا"


@pytest.fixture
def mails(settings):
    """Point the house at a mail server."""

    def at(port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5

    return at


@pytest.fixture
def put(cast):
    def queue(to="jonas", **more):
        return outbox.queue(
            **{
                "service_id": cast.riverside.pk, "to": cast.person(to).pk, "way": Way.MAIL,
                "key": str(uuid4()), "subject": "Meeting on Thursday", "body": WORDS, **more,
            }
        )  # fmt: skip

    return queue


def later(**more):
    return timezone.now() + timedelta(seconds=1, **more)


def read(envelope):
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


def ics(**more):
    at = timezone.now().replace(microsecond=0) + timedelta(days=2)
    return calendar.file(
        uid="a3@riverside.example", starts_at=at, ends_at=at + timedelta(hours=1), zone="Europe/London",
        summary="Meeting", sender_name="Riverside", attendee="jonas@example.net",
        **{"sequence": 0, **more},
    )  # fmt: skip


def state():
    row = Message.objects.get()
    return row.state, row.trouble


def test_a_mail_arrives_with_its_calendar_file_and_tells_nothing(put, mails, cast):
    """Promise 20."""
    put(calendar=ics(), calendar_method="REQUEST")
    with mail_server() as box:
        mails(box.port)
        tasks.send_due(later())
    (envelope,) = box.mails
    mail = read(envelope)
    assert envelope.rcpt_tos == ["jonas@example.net"]
    assert (mail["To"], mail["From"]) == ("jonas@example.net", "Riverside <post@withness.invalid>")
    assert mail["Subject"] == "Meeting on Thursday"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == WORDS
    inline = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    (attached,) = mail.iter_attachments()
    assert inline[0].get_param("method") == "REQUEST"
    assert attached.get_filename() == "invite.ics"
    for raw in (inline[0].get_payload(decode=True), attached.get_payload(decode=True)):
        (event,) = Calendar.from_ical(raw).walk("VEVENT")
        assert event["UID"] == "a3@riverside.example"
        assert str(event["ATTENDEE"]) == "mailto:jonas@example.net"
    assert not tells_too_much(envelope.content.decode())
    names = ("Mira", "Edda", "Lena", "Sol", "Hill Street", "Open Dialogue")
    assert not [name for name in names if name.encode() in envelope.content]
    assert state() == (State.SENT, "")


def test_a_move_answers_the_invitation_so_that_both_stand_in_one_thread(put, mails):
    about = uuid4()
    with mail_server() as box:
        mails(box.port)
        first = put(about=about)
        tasks.send_due(later())
        put(about=about, calendar=ics(sequence=1), calendar_method="REQUEST")
        put(about=about, to="mira")
        tasks.send_due(later())
    invitation, moved, other = (read(envelope) for envelope in box.mails)
    assert invitation["Message-ID"] == f"<{first}@withness.invalid>"
    assert moved["In-Reply-To"] == moved["References"] == invitation["Message-ID"]
    assert other["In-Reply-To"] is None


def test_a_dead_mail_server_comes_back_and_the_mail_arrives_once(put, mails):
    """What is queued while the server is down goes by itself, once, when it is up."""
    port = free_port()
    mails(port)
    message_id = put()
    tasks.send_due(later())
    assert state() == (State.WAITING, "not_reached")
    with mail_server(port) as box:
        tasks.send_due(later())  # too early: the pause is not over
        assert box.mails == []
        for minutes in (2, 4, 8):
            tasks.send_due(later(minutes=minutes))
    assert [read(envelope)["Message-ID"] for envelope in box.mails] == [
        f"<{message_id}@withness.invalid>"
    ]
    assert state() == (State.SENT, "")


@pytest.mark.parametrize(
    ("reply", "settled"),
    [
        ("550 no such mailbox jonas", (State.FAILED, "unknown_address")),
        ("450 come back later", (State.WAITING, "busy")),
    ],
)
def test_what_the_server_says_of_a_receiver(put, mails, reply, settled, caplog):
    put()
    put(to="mira")
    with mail_server() as box, caplog.at_level(logging.DEBUG, logger="withness"):
        mails(box.port)
        box.to_receivers["jonas@example.net"] = reply
        tasks.send_due(later())
    assert [envelope.rcpt_tos for envelope in box.mails] == [["mira@example.net"]]
    row = Message.objects.get(trouble=settled[1])
    assert row.state == settled[0]
    assert "jonas" not in caplog.text


@pytest.mark.parametrize(
    ("reply", "settled"),
    [
        ("554 we think this is spam", (State.FAILED, "refused")),
        ("452 the disk is full", (State.WAITING, "busy")),
    ],
)
def test_what_the_server_says_at_the_end_of_a_mail(put, mails, reply, settled):
    put()
    with mail_server() as box:
        mails(box.port)
        box.at_the_end = reply
        tasks.send_due(later())
    assert state() == settled


def test_a_connection_that_breaks_before_the_words_are_handed_over_is_tried_again(put, mails):
    put()
    with breaking_server(after_data=False) as port:
        mails(port)
        tasks.send_due(later())
    assert state() == (State.WAITING, "not_reached")


def test_a_connection_that_breaks_after_the_words_were_handed_over_is_never_tried_again(put, mails):
    put()
    with breaking_server(after_data=True) as port:
        mails(port)
        tasks.send_due(later())
    assert state() == (State.UNSURE, "broke_off")
    with mail_server() as box:
        mails(box.port)
        tasks.send_due(later(days=1))
    assert box.mails == []


def test_nobody_to_write_to_is_a_failure_somebody_sees(put, mails):
    put(to="tarek")
    tasks.send_due(later())
    assert state() == (State.FAILED, "no_address")


def test_a_way_that_is_not_to_be_written_to_is_not_written_to(put, cast):
    from withness.people.models import Reach

    Reach.objects.filter(person=cast.jonas).update(may_write=False)
    put()
    tasks.send_due(later())
    assert state() == (State.FAILED, "no_address")


def test_an_address_no_server_can_read_is_refused(put, mails):
    put(address="grüße@example.net")
    with mail_server() as box:
        mails(box.port)
        tasks.send_due(later())
    assert box.mails == []
    assert state() == (State.FAILED, "unknown_address")
