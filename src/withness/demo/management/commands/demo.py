"""`manage demo`: fill the demo's own home with a made-up service, once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from withness.demo.actions import populate
from withness.service import queries as services

MOST = 100_000


class Command(BaseCommand):
    """Fills an empty house; leaves a filled one as it is, unless asked to begin afresh."""

    help = "Fill the demo's home with a made-up service."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many networks, and whether to begin afresh."""
        parser.add_argument("--scale", type=int, default=40, help="how many networks (40)")
        parser.add_argument("--fresh", action="store_true", help="forget the last demo first")

    def handle(self, *_args: Any, scale: int, fresh: bool, **_options: Any) -> None:
        """Write progress on standard error."""
        if not 1 <= scale <= MOST:
            raise CommandError("--scale takes a number from 1 to 100000.")
        begun = services.all_begun()
        if any(not service.is_made_up for service in begun):
            raise CommandError("This home holds a real service. A demo never touches one.")
        if begun and fresh:
            _empty()
        elif begun:
            self.stderr.write("The demo of last time is still here (--fresh begins a new one).")
            return
        rows = populate.populate(networks=scale, tell=lambda line: self.stderr.write(f"  {line}"))
        self.stderr.write(f"A made-up service of {scale} networks is ready ({rows} rows).")


def _empty() -> None:
    """Begin with an empty database; only ever in demo mode, only ever a made-up service."""
    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
