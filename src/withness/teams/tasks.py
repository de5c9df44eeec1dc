"""What the worker does for teams: reading the calendar feeds that are due."""

import logging
import socket
import ssl
import time
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import httpcore
import httpx
from django.conf import settings
from django_scopes import scope

from withness.service import queries as services
from withness.teams.actions import calendars
from withness.teams.forms import calendar
from withness.teams.queries import own
from withness.teams.rules import feeds, posts
from withness.teams.rules.busy import CalendarRefused

log = logging.getLogger("withness.teams")
CHUNK = 65_536


def read_feeds(now: datetime) -> int:
    """Read every feed that is due, in all services; return how many were read well.

    Trouble with one feed is kept beside it and stops no other. A feed that two workers want is
    read by one.
    """
    well = 0
    for service in services.all_begun():
        with scope(service=service.id):
            for feed in own.feeds_due(now):
                if calendars.claim(calendar_id=feed.id, now=now):
                    well += _read(feed.id, feed.address, feed.zone, now)
    return well


def _read(calendar_id: UUID, address: str, zone: str, now: datetime) -> bool:
    """Read one feed and keep what it brings, or why it brought nothing."""
    try:
        data = fetched(address)
        busy = calendar.read_busy(data, posts.reading_window(now), zone)
    except (CalendarRefused, posts.FeedNotAllowed) as refused:
        calendars.had_trouble(calendar_id=calendar_id, code=refused.code, now=now)
        log.info("feed not read", extra={"code": refused.code})
        return False
    calendars.was_read(calendar_id=calendar_id, busy=busy, now=now)
    return True


def fetched(address: str) -> bytes:
    """Return what lies at a feed's address: at most 5 MB within 10 seconds.

    Every host on the way, redirects included, is looked up and must lead outside; the connection
    goes to the very number that was checked. Raises `FeedNotAllowed`, `FeedSilent`, `FeedTooLarge`.
    """
    anywhere = settings.WITHNESS_FEEDS_ANYWHERE
    deadline = time.monotonic() + feeds.MOST_SECONDS
    where = httpx.URL(feeds.address(address, anywhere=anywhere))
    with httpx.Client(
        transport=_Outside(deadline, anywhere=anywhere),
        trust_env=False,
        headers={"User-Agent": "calendar reader", "Accept-Encoding": "identity"},
    ) as client:
        for _turn in range(feeds.MOST_TURNS + 1):
            try:
                with client.stream("GET", where) as answer:
                    if answer.next_request is None:
                        return _body(answer, deadline)
                    where = answer.next_request.url
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
                raise feeds.FeedSilent from None
            feeds.address(str(where), anywhere=anywhere)
    raise feeds.FeedSilent


def _body(answer: httpx.Response, deadline: float) -> bytes:
    """Return the body of a good answer, counted while it comes."""
    if answer.status_code != httpx.codes.OK or answer.headers.get("Content-Encoding"):
        raise feeds.FeedSilent
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_raw(CHUNK):
        size += len(part)
        if size > feeds.MOST_BYTES:
            raise feeds.FeedTooLarge
        if time.monotonic() > deadline:
            raise feeds.FeedSilent
        parts.append(part)
    return b"".join(parts)


class _Outside(httpx.HTTPTransport):
    """Connects only to numbers that lead outside, and stops at a deadline."""

    def __init__(self, deadline: float, *, anywhere: bool) -> None:
        super().__init__(trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=1,
            network_backend=_Network(deadline, anywhere=anywhere),
        )


class _Network(httpcore.NetworkBackend):
    """Looks a name up once, checks every number, and connects to one that was checked."""

    def __init__(self, deadline: float, *, anywhere: bool) -> None:
        self.deadline = deadline
        self.anywhere = anywhere
        self.below = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first number of the host; refuse where any of them leads inside."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise feeds.FeedSilent from None
        numbers = [str(row[4][0]) for row in found]
        if not numbers or not (self.anywhere or all(map(feeds.leads_outside, numbers))):
            raise posts.FeedNotAllowed
        stream = self.below.connect_tcp(
            numbers[0], port, _left(self.deadline, timeout), local_address, socket_options
        )
        return _Timed(stream, self.deadline)


class _Timed(httpcore.NetworkStream):
    """A stream on which nothing may wait past the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes in the time that is left."""
        return self.stream.read(max_bytes, _left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write in the time that is left."""
        self.stream.write(buffer, _left(self.deadline, timeout))

    def close(self) -> None:
        """Close the stream."""
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """Speak TLS under the name that was asked for, not under its number."""
        inner = self.stream.start_tls(ssl_context, server_hostname, _left(self.deadline, timeout))
        return _Timed(inner, self.deadline)

    def get_extra_info(self, info: str) -> object:
        """Answer what the stream below knows."""
        return self.stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise feeds.FeedSilent
    return left if timeout is None else min(left, timeout)


TASKS = (("teams.read_feeds", 60, read_feeds),)
