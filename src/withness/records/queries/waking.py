"""Waking those who wait for something to happen in a meeting.

SQLite: one look at the database's version every 50 ms for the whole process. PostgreSQL: one
connection that listens for the ids of meetings, and for a note without any where somebody left or a
link was revoked: then everybody looks. A bell says "look again" and nothing else: whoever
hears it reads what is open to them, so nothing can be dropped.
"""

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from django.db import connection

from withness.meetings.rules.channel import CHANNEL

LOOK = 0.05  # seconds between two looks at an SQLite database
AGAIN = 1.0  # seconds before listening again, after PostgreSQL went away


class Bell:
    """The bell of one event loop: rings for meetings somebody waits at, while somebody waits."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, set[asyncio.Event]] = {}
        self._watch: asyncio.Task[None] | None = None
        self.is_over = False  # the server is going: whoever hears the bell goes home

    @contextlib.contextmanager
    def at(self, meeting_id: UUID) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever something may have happened in the meeting."""
        heard = asyncio.Event()
        self._waiting.setdefault(meeting_id, set()).add(heard)
        if self._watch is None or self._watch.done():
            watch = _listen if connection.vendor == "postgresql" else _look
            self._watch = asyncio.get_running_loop().create_task(watch(self))
        try:
            yield heard
        finally:
            self._waiting[meeting_id].discard(heard)
            if not self._waiting[meeting_id]:
                del self._waiting[meeting_id]
            if not self._waiting and self._watch is not None:
                self._watch.cancel()
                self._watch = None

    def ring(self, meeting_id: UUID | None = None) -> None:
        """Wake those who wait at a meeting, or everybody where it is not known which."""
        if meeting_id is None:
            for waiting in self._waiting.values():
                for heard in waiting:
                    heard.set()
        else:
            for heard in self._waiting.get(meeting_id, ()):
                heard.set()


def end() -> None:
    """Send everybody home who waits, in every loop; called when the server is told to stop."""
    for loop, bell in list(_bells.items()):
        if not loop.is_closed():
            loop.call_soon_threadsafe(_send_home, bell)


def _send_home(bell: Bell) -> None:
    bell.is_over = True
    bell.ring()


_bells: WeakKeyDictionary[asyncio.AbstractEventLoop, Bell] = WeakKeyDictionary()


def bell() -> Bell:
    """Return the bell of the running event loop."""
    return _bells.setdefault(asyncio.get_running_loop(), Bell())


async def _look(bell: Bell) -> None:
    name = str(connection.settings_dict["NAME"])
    with contextlib.closing(
        sqlite3.connect(name, uri=name.startswith("file:"), timeout=0.2, isolation_level=None)
    ) as database:
        seen: int | None = None
        while True:
            version = _version(database)
            if version != seen:
                bell.ring()
            seen = version
            await asyncio.sleep(LOOK)


def _version(database: sqlite3.Connection) -> int | None:
    try:
        return int(database.execute("PRAGMA data_version").fetchone()[0])
    except sqlite3.OperationalError:
        return None  # busy for a moment: ring, and look again


async def _listen(bell: Bell) -> None:
    while True:
        with contextlib.suppress(psycopg.OperationalError):
            async with await psycopg.AsyncConnection.connect(**_place(), autocommit=True) as line:
                await line.execute(f"LISTEN {CHANNEL}")
                bell.ring()  # for what happened while nobody listened
                async for note in line.notifies():
                    with contextlib.suppress(ValueError):
                        bell.ring(UUID(note.payload) if note.payload else None)
        bell.ring()
        await asyncio.sleep(AGAIN)


def _place() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {
        key: value
        for key, value in given.items()
        if key in ("dbname", "user", "password", "host", "port", "service", "passfile")
        or key.startswith("ssl")
    }
