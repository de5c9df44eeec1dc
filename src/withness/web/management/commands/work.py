"""`./withness manage work`: the worker that sends what is due."""

import signal
from threading import Thread

from django.core.management.base import BaseCommand, CommandParser

from withness.web import tasks

GRACE = 0.3  # seconds for what is going to end by itself
LAST = 0.2  # seconds more after hanging connections were broken


class Command(BaseCommand):
    """Do what is due until told to stop; with `--once`, do it once."""

    help = "Sends what is due and does what the clock asks for, until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do everything once and end")
        parser.add_argument(
            "--every", type=float, default=2.0, help="seconds between two rounds (2)"
        )

    def handle(self, *, once: bool = False, every: float = 2.0, **_options: object) -> None:
        worker = tasks.Worker(every=max(0.1, every))
        if once:
            if not worker.round():
                self.stderr.write("A task failed; the log says which.")
                raise SystemExit(1)
            return
        _until_told(worker)


def _until_told(worker: tasks.Worker) -> None:
    """Work in a thread of its own, so that a signal is heard while a server does not answer.

    Handlers are set also where a parent had the signals ignored.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    thread = Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    worker.stopping.wait()
    thread.join(GRACE)
    if thread.is_alive():
        worker.let_go()
        thread.join(LAST)
