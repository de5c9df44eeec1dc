"""Measure pages in one process: requests a second, 95th percentile, queries, bytes.

A page is asked for through the product's WSGI door, with every layer it has, by somebody signed in.
No server and no network stand between, so that what is measured is the page. Pages are asked for in
rounds, each page once in every round, so that whatever else the machine does hits all alike.
"""

import io
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.wsgi import get_wsgi_application
from django.db import connection

from withness.web.models import SessionStore

FORM = "x" * 32
FRAME = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")  # no questions
LEAST = 5  # rounds in a turn, however long they take


@dataclass(frozen=True)
class Figure:
    """What one page costs, in milliseconds. `quiet_ms`: a tenth of all answers were faster."""

    page: str
    a_second: float
    median_ms: float
    p95_ms: float
    quiet_ms: float
    queries: int
    kilobytes: float


class Door:
    """Asks for pages as one person."""

    def __init__(self, account: Any) -> None:
        self.application = get_wsgi_application()
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.create()
        self.cookie = f"withness={session.session_key}; withness_form={FORM}"

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Return the status and the whole body of a page."""
        body = urlencode({**form, "csrfmiddlewaretoken": FORM}).encode() if form else b""
        status: list[int] = []

        def start(line: str, _headers: Any, _trouble: Any = None) -> Callable[[bytes], object]:
            status.append(int(line.split(maxsplit=1)[0]))
            return lambda _data: None

        environ = {
            "REQUEST_METHOD": "POST" if form else "GET",
            "PATH_INFO": path.partition("?")[0],
            "QUERY_STRING": path.partition("?")[2],
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1:8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": self.cookie,
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        answer = self.application(environ, start)
        content = b"".join(answer)
        answer.close()
        return status[0], content


@dataclass(frozen=True)
class Page:
    """An address to ask for, and what to send there."""

    name: str
    path: str
    form: Callable[[], dict[str, str]] | None = None

    def typed(self) -> dict[str, str] | None:
        """Return what is sent this time."""
        return self.form() if self.form else None


class Measure:
    """Asks for these pages in rounds, for as many turns as it is given."""

    def __init__(self, door: Door, pages: list[Page]) -> None:
        self.door = door
        self.first = {page: _first(door, page) for page in pages}
        self.took: dict[Page, list[float]] = {page: [] for page in pages}
        for page in pages:
            for _ in range(5):
                door.ask(page.path, page.typed())

    def turn(self) -> None:
        """Ask for every page in rounds: a second a page, and at least once."""
        until = time.perf_counter() + len(self.took)
        rounds = 0
        while time.perf_counter() < until or rounds < LEAST:
            rounds += 1
            for page, took in self.took.items():
                form = page.typed()
                began = time.perf_counter()
                self.door.ask(page.path, form)
                took.append(time.perf_counter() - began)

    def figures(self) -> list[dict[str, Any]]:
        """Return what the pages cost, as dicts."""
        return [asdict(_figure(page, took, *self.first[page])) for page, took in self.took.items()]


def _first(door: Door, page: Page) -> tuple[int, int]:
    """Ask once for all; return how many queries and bytes that took."""
    expected = 302 if page.form else 200
    caught: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(FRAME):
            caught.append(sql)
        return execute(sql, *rest)

    door.ask(page.path, page.typed())
    with connection.execute_wrapper(count):
        status, content = door.ask(page.path, page.typed())
    if status != expected:
        raise SystemExit(f"{page.name} answered {status}, not {expected}: nothing was measured")
    return len(caught), len(content)


def _figure(page: Page, took: list[float], queries: int, size: int) -> Figure:
    took.sort()

    def at(share: float) -> float:
        return round(took[int(len(took) * share)] * 1000, 2)

    return Figure(
        page=page.name,
        a_second=round(len(took) / sum(took), 1),
        median_ms=at(0.5),
        p95_ms=at(0.95),
        quiet_ms=at(0.1),
        queries=queries,
        kilobytes=round(size / 1024, 1),
    )
