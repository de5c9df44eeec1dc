"""./withness demo, from the outside: one line to read, pages to open, and a quick end."""

import http.client
import os
import select
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 5.0


def sharing(home):
    """The processes that were told of this home folder, by their ids."""
    told = f"WITHNESS_HOME={home}".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if told in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:
            continue
    return found - {os.getpid()}


def ignore_sigint():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def demo(home, *words, before=None):
    """A running demo, and the address it printed."""
    errors = home / "said.txt"
    home.mkdir(parents=True, exist_ok=True)
    with errors.open("w") as said:
        process = subprocess.Popen(
            [ROOT / "withness", "demo", "--no-browser", "--scale", "3", *words],
            stdout=subprocess.PIPE,
            stderr=said,
            env=os.environ | {"WITHNESS_HOME": str(home)},
            preexec_fn=before,
            text=True,
        )
    try:
        ready, _, _ = select.select([process.stdout], [], [], 150)
        assert ready, errors.read_text()
        line = process.stdout.readline()
        assert line.startswith("http://127.0.0.1:"), errors.read_text()
        yield process, line.strip()
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(10)
        process.stdout.close()
        for left in sharing(home):
            os.kill(left, signal.SIGKILL)


def get(address, path="/"):
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def keep_open(address, path):
    """A reader who has asked for a page and not gone away."""
    place = urlsplit(address)
    reader = socket.create_connection((place.hostname, place.port), timeout=20)
    reader.sendall(
        f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nAccept: text/event-stream\r\n\r\n".encode()
    )
    return reader


@pytest.mark.parametrize(
    ("number", "before"),
    [(signal.SIGTERM, None), (signal.SIGINT, ignore_sigint)],
    ids=["SIGTERM", "SIGINT, ignored at its start"],
)
def test_a_demo_says_one_line_answers_and_ends_in_five_seconds(tmp_path, number, before):
    home = tmp_path / "home"
    with demo(home, before=before) as (process, address):
        status, body = get(address)
        assert (status, b"<h1" in body) == (200, True)
        assert get(address, "/health")[0] == 200
        with keep_open(address, "/"), keep_open(address, "/live/"):
            begin = time.monotonic()
            process.send_signal(number)
            process.wait(LIMIT)
        assert time.monotonic() - begin < LIMIT
        assert process.stdout.read() == ""
        assert process.returncode == 0
        assert sharing(home) == set()
        with pytest.raises(OSError, match="refused"):
            get(address)


def test_a_port_in_use_is_refused_before_anything_is_made(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        said = subprocess.run(
            [ROOT / "withness", "demo", "--no-browser", "--port", str(number)],
            capture_output=True,
            text=True,
            timeout=120,
            env=os.environ | {"WITHNESS_HOME": str(tmp_path / "home")},
            check=False,
        )
    assert (said.returncode, said.stdout) == (1, "")
    assert f"Port {number} is in use by another program" in said.stderr
    assert not (tmp_path / "home").exists()
