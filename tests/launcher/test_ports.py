"""The first free port from 8000 up, never the same one for two."""

import socket

import pytest
from launch import ports, running
from launch.voice import Trouble

HERE = "127.0.0.1"


@pytest.fixture
def first():
    """A port with free ones after it, away from where demos live."""
    with socket.socket() as trial:
        trial.bind((HERE, 0))
        return min(trial.getsockname()[1], 60_000)


def listen(number):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((HERE, number))
    server.listen()
    return server


def test_a_port_somebody_listens_on_is_passed_over(first):
    begin = ports.choose(None, first=first)
    begin.release()
    with listen(begin.number):
        port = ports.choose(None, first=begin.number)
        port.release()
    assert port.number > begin.number


def test_two_launchers_never_choose_the_same(first):
    one, other = ports.choose(None, first=first), ports.choose(None, first=first)
    assert one.number != other.number
    one.release()
    other.release()


def test_a_chosen_port_can_still_be_listened_on(first):
    port = ports.choose(None, first=first)
    listen(port.number).close()
    port.release()


def test_a_wanted_port_that_is_taken_is_refused_kindly(first):
    begin = ports.choose(None, first=first)
    begin.release()
    with (
        listen(begin.number),
        pytest.raises(Trouble, match=f"Port {begin.number} is in use") as refused,
    ):
        ports.choose(begin.number)
    assert refused.value.code == 1


def test_a_host_that_is_not_ours_is_refused_kindly(first):
    with pytest.raises(Trouble, match=r"Nothing can listen on 192\.0\.2\.1"):
        ports.choose(first, "192.0.2.1")


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("10.0.0.8", "http://10.0.0.8:8000/"),
    ],
)
def test_the_address_shown_is_one_a_browser_opens(host, shown):
    assert running.address(host, 8000) == shown
