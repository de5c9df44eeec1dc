"""A real server on a database that everybody shares, and devices that listen."""

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress

import httpx
import pytest
import uvicorn
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from tests import cast as casting
from tests import coming_in
from withness.web.asgi import application
from withness.web.models import SessionStore

FORM = "a" * 32


@pytest.fixture
def house(living_cast):
    """Everybody, committed, so that every thread and every connection sees them."""
    return living_cast


class Device:
    """A browser somebody holds: it has a session, posts, and can listen to a meeting."""

    def __init__(self, base, session_key, link_id=None):
        self.link_id = link_id
        self.client = httpx.Client(
            base_url=base,
            cookies={"withness": session_key, "withness_form": FORM},
            headers={"X-CSRFToken": FORM},
            timeout=20,
        )

    @contextmanager
    def listening(self, meeting, after=0):
        heard = Heard()
        thread = threading.Thread(target=heard.listen, args=(self.client, meeting, after))
        thread.start()
        assert heard.open.wait(10)
        try:
            yield heard
        finally:
            heard.hang_up()
            thread.join(10)


class Heard:
    """What a stream said, with when."""

    def __init__(self):
        self.said = []
        self.open = threading.Event()
        self.over = threading.Event()
        self.answer = None
        self.wants = True

    def listen(self, client, meeting, after):
        try:
            with client.stream(
                "GET", f"/riverside/records/live/{meeting}/?after={after}"
            ) as answer:
                self.answer = answer
                self.open.set()
                for line in answer.iter_lines():
                    self.said.append((time.monotonic(), line))
                    if not self.wants:
                        return
        except (httpx.HTTPError, httpx.StreamError):
            pass
        finally:
            self.open.set()
            self.over.set()

    def hang_up(self):
        self.wants = False
        if self.answer is not None and not self.over.is_set():
            stream = self.answer.extensions["network_stream"]
            with suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def until(self, wanted, seconds=10):
        """Wait for a line and return when it came."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for at, line in list(self.said):
                if line == wanted:
                    return at
            time.sleep(0.005)
        raise AssertionError(f"{wanted} was not heard among {[line for _, line in self.said]}")

    def text(self):
        return json.dumps([line for _, line in self.said])


@pytest.fixture
def server(house):
    """The product served by uvicorn in a thread, on the shared database."""
    config = uvicorn.Config(
        application, port=0, log_level="warning", lifespan="off", timeout_graceful_shutdown=2
    )
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    running.address = f"http://127.0.0.1:{port}"
    yield running
    running.should_exit = True
    thread.join(20)
    if connection.vendor == "postgresql":  # threads keep their connections for the next reader
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def device_of(house, server):
    """A device on which somebody came in, by account or by link."""

    def come_in(name):
        person = house.person(name)
        session, link_id = SessionStore(), None
        if name in casting.PRACTITIONERS:
            session[SESSION_KEY] = str(person.account.pk)
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
        else:
            visit = coming_in.visit(person, opens_id=house.network.pk)
            session["visit"], link_id = str(visit.pk), visit.link_id
        session.create()
        return Device(server.address, session.session_key, link_id)

    return come_in
