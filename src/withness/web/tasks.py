"""The worker: does what each room's `tasks.py` declares, until told to stop.

A room writes `TASKS = (("delivery.send_due", 2, send_due),)`: a name, seconds between two runs, and
a function of the time now, which goes through the services by itself. A room may also offer `stop`
(finish what is going) and `let_go` (break what hangs). Several workers may run at once.
"""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from time import monotonic
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

log = logging.getLogger("withness.web.worker")

LONGEST_PAUSE = 900.0  # seconds a failing task waits at most
BEATS_EVERY = 5.0


@dataclass(slots=True)
class Turn:
    """When a task is next, and how often it failed in a row."""

    next_at: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something a room does by the clock."""

    name: str
    seconds: float
    run: Callable[[datetime], None]


def pause(seconds: float, failures: int) -> float:
    """Return the seconds until a task's next turn: longer after each failure, with an end."""
    return max(seconds, min(seconds * 2**failures, LONGEST_PAUSE)) if failures else seconds


def rooms_with_tasks() -> tuple[ModuleType, ...]:
    """Return the `tasks` of every installed room that has some, lower rooms first."""
    names = [f"{config.name}.tasks" for config in apps.get_app_configs()]
    own = [name for name in names if name.startswith("withness.") and name != __name__]
    rooms = [import_module(name) for name in reversed(own) if find_spec(name)]
    return (*rooms, import_module(__name__))


class Worker:
    """Does all tasks in turn; one that fails never keeps the others."""

    def __init__(self, every: float, rooms: tuple[ModuleType, ...] | None = None) -> None:
        self.every = every
        self.stopping = Event()
        self.rooms = rooms_with_tasks() if rooms is None else rooms
        self.tasks = [Task(*task) for room in self.rooms for task in getattr(room, "TASKS", ())]
        self._turns = {task.name: Turn() for task in self.tasks}
        self._beaten = -BEATS_EVERY

    def run(self) -> None:
        """Do rounds until told to stop."""
        failures = 0
        while not self.stopping.is_set():
            failures = 0 if self._whole_round() else failures + 1
            self.stopping.wait(min(pause(self.every, failures), 60.0))
        connection.close()

    def stop(self) -> None:
        """Ask every room to finish what is going; the worker ends after it."""
        self.stopping.set()
        self._ask_rooms("stop")

    def let_go(self) -> None:
        """Ask every room to break what hangs."""
        self._ask_rooms("let_go")

    def round(self) -> bool:
        """Do what is due; return whether all of it went well."""
        well = True
        for task in self.tasks:
            if not self.stopping.is_set():
                well = self._turn(task) and well
        return well

    def _whole_round(self) -> bool:
        """Do a round; a database that is away is waited for."""
        try:
            close_old_connections()
            self.round()
        except Exception:  # a worker outlives whatever happens; only the kind reaches the log
            log.exception("a round failed")
            connection.close()
            return False
        self._beat()
        return True

    def _turn(self, task: Task) -> bool:
        turn = self._turns[task.name]
        if monotonic() < turn.next_at:
            return True
        try:
            task.run(timezone.now())
        except Exception:  # one failing task never keeps the others
            turn.failures += 1
            log.exception("a task failed", extra={"task": task.name})
        else:
            turn.failures = 0
        turn.next_at = monotonic() + pause(task.seconds, turn.failures)
        return turn.failures == 0

    def _ask_rooms(self, what: str) -> None:
        for room in self.rooms:
            asked = getattr(room, what, None)
            if asked is not None:
                asked()

    def _beat(self) -> None:
        """Write down that the worker lives, for whoever asks `/health`."""
        if monotonic() - self._beaten < BEATS_EVERY:
            return
        self._beaten = monotonic()
        path = _beat_path()
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_text(json.dumps({"at": timezone.now().isoformat()}))
        fresh.replace(path)


def sweep(now: datetime) -> None:
    """Remove sessions that are over, and what the cache holds past its time.

    The cache counts tries: it is swept here, so that it never has to make room by forgetting some.
    """
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    until = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_cache WHERE expires < %s", [until])


TASKS = (("web.sweep", 600, sweep),)


def _beat_path() -> Path:
    return Path(settings.WITHNESS_HOME) / "worker.beat"


def beaten_at() -> datetime | None:
    """Return when a worker of this house last finished a round, None where none ever did."""
    try:
        return datetime.fromisoformat(json.loads(_beat_path().read_text())["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
