"""Nothing the launcher began outlives it, whoever ends it and however."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

STAND_IN = Path(__file__).with_name("stand_in.py")
LIMIT = 5.0


def alive(number):
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_for(true, seconds):
    last = time.monotonic() + seconds
    while not true():
        if time.monotonic() > last:
            return False
        time.sleep(0.02)
    return True


def listen_to_hanging_up():
    """Tests may run under nohup, which the launcher respects; here it shall hear."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextmanager
def supervised(folder, *kinds, before=None):
    """The stand-in with its children running, and their process ids by name."""
    names = [*kinds, *(["parent-child"] if "parent" in kinds else [])]
    process = subprocess.Popen(
        [sys.executable, STAND_IN, folder, *kinds],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before or listen_to_hanging_up,
        start_new_session=True,
    )
    numbers = {}
    try:
        assert wait_for(lambda: all((folder / name).exists() for name in names), 20)
        numbers = {name: int((folder / name).read_text()) for name in names}
        yield process, numbers
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
        for number in filter(alive, numbers.values()):
            os.kill(number, signal.SIGKILL)


def ignore_sigint():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_the_launcher_ends_every_child(tmp_path, number):
    with supervised(tmp_path, "calm", "parent") as (process, children):
        begin = time.monotonic()
        process.send_signal(number)
        assert process.wait(LIMIT) == 0
        assert time.monotonic() - begin < LIMIT
        assert [name for name, child in children.items() if alive(child)] == []


def test_a_launcher_that_began_with_sigint_ignored_still_ends_at_sigint(tmp_path):
    with supervised(tmp_path, "calm", before=ignore_sigint) as (process, children):
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT) == 0
        assert not alive(children["calm"])


def test_a_child_that_does_not_listen_is_stopped_within_five_seconds(tmp_path):
    with supervised(tmp_path, "deaf", "calm") as (process, children):
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0
        assert time.monotonic() - begin < LIMIT
        assert not alive(children["deaf"])
        assert "The deaf did not end when asked" in process.stderr.read()


def test_a_second_signal_does_not_wait_for_the_deaf(tmp_path):
    with supervised(tmp_path, "deaf") as (process, children):
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        process.wait(LIMIT)
        assert time.monotonic() - begin < 2
        assert not alive(children["deaf"])


def test_a_child_that_ends_by_itself_ends_the_others_and_is_named(tmp_path):
    with supervised(tmp_path, "calm", "brief") as (process, children):
        assert process.wait(LIMIT) == 1
        assert process.stderr.read() == (
            "The brief ended by itself (exit code 7), so everything is ended.\n"
        )
        assert not alive(children["calm"])


def test_children_of_a_killed_launcher_end_too(tmp_path):
    with supervised(tmp_path, "calm") as (process, children):
        process.kill()
        process.wait()
        assert wait_for(lambda: not alive(children["calm"]), LIMIT)
