"""Text messages: kept as files while nothing is set, or handed to a server that speaks Notify."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.delivery.post_office import notify_server
from withness.delivery import tasks
from withness.delivery.actions import outbox
from withness.delivery.apps import settings_that_leave
from withness.delivery.models import Message
from withness.delivery.rules.states import State, Way


@pytest.fixture
def put(cast):
    def queue(to="mira", **more):
        return outbox.queue(
            **{
                "service_id": cast.riverside.pk, "to": cast.person(to).pk, "way": Way.SMS,
                "key": f"invitation:{uuid4()}", "subject": "", "body": "Riverside: a meeting on Thursday.",
                **more,
            }
        )  # fmt: skip

    return queue


def later(**more):
    return timezone.now() + timedelta(seconds=1, **more)


def state():
    row = Message.objects.get()
    return row.state, row.trouble


def test_while_nothing_is_set_a_text_is_a_file_for_its_owner_only(put, settings, tmp_path):
    settings.WITHNESS_HOME, settings.WITHNESS_SMS = tmp_path, ""
    message_id = put()
    tasks.send_due(later())
    (path,) = Path(tmp_path / "sms").iterdir()
    assert path.name == f"{message_id}.txt"
    assert path.read_text() == "To: 07700900001\n\nRiverside: a meeting on Thursday.\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert state() == (State.SENT, "")


def test_a_text_is_handed_to_notify_signed_and_with_the_message_as_its_reference(put, settings):
    put(key="invitation:7:1")
    with notify_server() as notify:
        settings.WITHNESS_SMS = notify.setting
        tasks.send_due(later())
        tasks.send_due(later(days=1))
    assert [
        {k: one[k] for k in ("phone_number", "personalisation", "reference")}
        for one in notify.taken
    ] == [
        {
            "phone_number": "07700900001",
            "personalisation": {"body": "Riverside: a meeting on Thursday."},
            "reference": "invitation:7:1",
        }
    ]
    assert state() == (State.SENT, "")


@pytest.mark.parametrize(
    ("answer", "settled"),
    [
        (400, (State.FAILED, "refused")),
        (403, (State.WAITING, "not_let_in")),
        (429, (State.WAITING, "busy")),
        (500, (State.WAITING, "not_reached")),
        (503, (State.WAITING, "not_reached")),
        ("hang up", (State.UNSURE, "broke_off")),
    ],
)
def test_what_notify_answers(put, settings, answer, settled, caplog):
    put()
    with notify_server() as notify:
        settings.WITHNESS_SMS = notify.setting
        notify.answers = [answer]
        tasks.send_due(later())
    assert state() == settled
    assert "07700900001" not in caplog.text


def test_a_wrong_key_is_tried_again_once_somebody_has_mended_it(put, settings):
    put()
    with notify_server() as notify:
        settings.WITHNESS_SMS = notify.setting.replace("9a1b2c3d", "00000000")
        tasks.send_due(later())
        assert state() == (State.WAITING, "not_let_in")
        settings.WITHNESS_SMS = notify.setting
        tasks.send_due(later(minutes=2))
    assert len(notify.taken) == 1
    assert state() == (State.SENT, "")


def test_a_gateway_that_is_not_there_is_tried_again(put, settings):
    with notify_server() as notify:
        settings.WITHNESS_SMS = notify.setting
    put()
    tasks.send_due(later())
    assert state() == (State.WAITING, "not_reached")


def test_a_setting_nobody_can_read_keeps_the_text_and_says_so(put, settings):
    settings.WITHNESS_SMS = "notify://half a key"
    put()
    tasks.send_due(later())
    assert state() == (State.WAITING, "not_let_in")


def test_without_a_number_nothing_goes(put):
    put(to="jonas")
    tasks.send_due(later())
    assert state() == (State.FAILED, "no_address")


def test_settings_that_tell_too_much_or_cannot_be_read_are_warned_of(settings):
    """Promise 20."""
    assert settings_that_leave() == []
    settings.WITHNESS_ORIGIN, settings.WITHNESS_SMS = "https://crisis.example", "notify://secret@x"
    found = settings_that_leave()
    assert [one.id for one in found] == ["delivery.W001", "delivery.W002"]
    assert "secret" not in str(found)
