"""Measure pages in one process: requests a second, 95th percentile, queries, bytes.

A page is asked for through the product's WSGI door, with every layer it has, by somebody signed in.
No server and no network stand between, so that what is measured is the page.
"""

import io
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connection

FORM = "x" * 32


@dataclass(frozen=True)
class Figure:
    """What one page costs. Times in milliseconds."""

    page: str
    a_second: float
    median_ms: float
    p95_ms: float
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


def measure(
    door: Door,
    page: str,
    path: str,
    seconds: float,
    form: Callable[[], dict[str, str]] | None = None,
) -> dict[str, Any]:
    """Ask for a page for some seconds, after a warm-up, and return its figure as a dict."""
    expected = 302 if form else 200
    caught: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        caught.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        status, content = door.ask(path, form() if form else None)
    if status != expected:
        raise SystemExit(f"{page} answered {status}, not {expected}: nothing was measured")
    for _ in range(5):
        door.ask(path, form() if form else None)
    took: list[float] = []
    until = time.perf_counter() + seconds
    while (began := time.perf_counter()) < until or len(took) < 20:
        door.ask(path, form() if form else None)
        took.append(time.perf_counter() - began)
    took.sort()
    return asdict(
        Figure(
            page=page,
            a_second=round(len(took) / sum(took), 1),
            median_ms=round(took[len(took) // 2] * 1000, 2),
            p95_ms=round(took[int(len(took) * 0.95)] * 1000, 2),
            queries=len(caught),
            kilobytes=round(len(content) / 1024, 1),
        )
    )
