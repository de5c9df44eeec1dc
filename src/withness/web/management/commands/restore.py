"""`./withness restore FILE`: bring a copy back into an empty house."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from withness.service.models import walls
from withness.web.management.copying import house
from withness.web.management.copying.archive import CopyRefused


class Command(BaseCommand):
    """Bring a copy back, bring its tables up to date, and open one name with this house's keys."""

    help = "Brings a copy back into an empty service. Bring the keys of its house first."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `withness backup` made")
        parser.add_argument(
            "--into",
            type=Path,
            metavar="FOLDER",
            help="try it out in a new folder, with this house's keys (SQLite only)",
        )

    def handle(self, *, file: Path, into: Path | None = None, **_options: object) -> None:
        if into is not None:
            raise SystemExit(_elsewhere(file.absolute(), into.absolute()))
        try:
            with walls.as_owner():
                came = house.bring_back(file.absolute())
        except CopyRefused as why:
            self.stderr.write(str(why))
            raise SystemExit(1) from None
        self.stdout.write(f"The copy of {came.made_at} is back in {settings.WITHNESS_HOME}.")
        self.stdout.write(
            "A sealed name opens with the keys that are here."
            if came.names_opened
            else "Nobody's name is in it yet, so there was nothing to open."
        )
        if came.messages_unsure:
            self.stdout.write(
                f"Messages that were waiting when the copy was made: {came.messages_unsure}. They"
                " may have gone out since, so none goes by itself. They stand under"
                " \u201cWhat has not arrived\u201d."
            )


def _elsewhere(file: Path, folder: Path) -> int:
    """Bring the copy back in a process of its own, in another home, with the keys of this one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment = os.environ | {
        "WITHNESS_HOME": str(folder),
        "WITHNESS_DATABASE": f"sqlite:{folder / 'withness.sqlite3'}",
        "WITHNESS_KEYS": settings.WITHNESS_KEYS.replace("\n", ","),
    }
    words = [sys.executable, "-m", "django", "restore", str(file)]
    return subprocess.run(words, env=environment, check=False).returncode
