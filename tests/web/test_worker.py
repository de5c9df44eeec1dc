"""The worker: every room's clockwork, one failing task never keeps the others, and it ends at once."""

import json
import logging
import signal
import socket
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django_scopes import scope

from tests.delivery import real_house
from withness.delivery import tasks as delivery_tasks
from withness.delivery.actions import outbox
from withness.web import tasks
from withness.web.logs import Lines


@contextmanager
def silent_server():
    """A mail server that takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def waited_for(what, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    ("number", "deaf"), [(signal.SIGTERM, False), (signal.SIGINT, False), (signal.SIGINT, True)]
)
def test_it_ends_within_a_second_of_being_told(tmp_path, number, deaf):
    house = real_house.a_house(tmp_path).with_messages(0)
    with house.working(deaf=deaf) as worker:
        assert waited_for((tmp_path / "worker.beat").exists)
        told = time.monotonic()
        worker.send_signal(number)
        assert worker.wait(5) == 0
        assert time.monotonic() - told < 2  # one, and a busy machine
        assert worker.stderr.read() == ""


def test_it_ends_within_a_second_while_a_mail_server_says_nothing_and_holds_no_message(tmp_path):
    with silent_server() as port:
        house = real_house.a_house(tmp_path, WITHNESS_MAIL=f"smtp://127.0.0.1:{port}")
        house.with_messages(2)
        with house.working() as worker:
            time.sleep(3)
            told = time.monotonic()
            worker.terminate()
            assert worker.wait(5) == 0
            assert time.monotonic() - told < 2  # one, and a busy machine
    assert house.states() == ["waiting", "waiting"]


def test_once_does_everything_once_and_keeps_mails_as_files(tmp_path):
    house = real_house.a_house(tmp_path).with_messages(3)
    done = house.manage("work", "--once")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert house.states() == ["sent"] * 3
    assert len(list((tmp_path / "mail").iterdir())) == 1  # one connection, one file


def test_mail_goes_for_every_service(cast, mailoutbox):
    for service, person in ((cast.riverside, cast.jonas), (cast.hillside, cast.wilhelm.person)):
        with scope(service=service.pk):
            outbox.queue(
                service_id=service.pk, to=person.pk, way="mail", key="1", subject="Meeting", body="Hello"
            )  # fmt: skip
    assert tasks.Worker(1, rooms=(delivery_tasks,)).round()
    assert sorted(mail.to[0] for mail in mailoutbox) == ["jonas@example.net", "wilhelm@example.org"]


def test_a_task_that_fails_keeps_no_other_and_tells_no_words(cast, caplog):
    seen = []

    def broken(_now):
        raise ValueError("Mira's words")

    room = SimpleNamespace(TASKS=(("room.broken", 1, broken), ("room.well", 1, seen.append)))
    with caplog.at_level(logging.ERROR):
        assert not tasks.Worker(1, rooms=(room,)).round()
    assert len(seen) == 1
    lines = [json.loads(Lines().format(record)) for record in caplog.records]
    assert [(line["what"], line["task"], line["kind"]) for line in lines] == [
        ("a task failed", "room.broken", "ValueError")
    ]
    assert "Mira" not in json.dumps(lines)


def test_a_failing_task_pauses_longer_and_longer_and_comes_back():
    pauses = [tasks.pause(2, failures) for failures in range(12)]
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == tasks.LONGEST_PAUSE
    assert tasks.pause(3600, 3) == 3600


def test_once_says_that_a_task_failed(cast, monkeypatch):
    def broken(_now):
        raise ValueError

    room = SimpleNamespace(TASKS=(("room.broken", 1, broken),))
    monkeypatch.setattr(tasks, "rooms_with_tasks", lambda: (room,))
    with pytest.raises(SystemExit):
        call_command("work", "--once")


def test_nothing_runs_before_its_time(cast):
    seen = []
    room = SimpleNamespace(TASKS=(("room.seldom", 3600, seen.append),))
    worker = tasks.Worker(1, rooms=(room,))
    assert worker.round()
    assert worker.round()
    assert len(seen) == 1


def test_every_room_with_a_clockwork_says_what_and_how_often():
    for config in apps.get_app_configs():
        if config.name.startswith("withness.") and config.name != "withness.web":
            try:
                room = import_module(f"{config.name}.tasks")
            except ModuleNotFoundError:
                continue
            for name, seconds, run in room.TASKS:
                assert name.startswith(f"{config.label}.")
                assert seconds > 0
                assert callable(run)


def test_the_rooms_are_found():
    assert delivery_tasks in tasks.rooms_with_tasks()


def test_a_beat_is_read_back_and_a_broken_one_is_none(settings, tmp_path):
    settings.WITHNESS_HOME = tmp_path
    assert tasks.beaten_at() is None
    (tmp_path / "worker.beat").write_text('{"at": "2026-11-26T13:00:00+00:00"}')
    assert tasks.beaten_at() == datetime(2026, 11, 26, 13, tzinfo=UTC)
    for broken in ("", "{}", "[]", '{"at": "yesterday"}'):
        (tmp_path / "worker.beat").write_text(broken)
        assert tasks.beaten_at() is None
