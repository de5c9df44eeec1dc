"""`./withness backup FILE`: a copy of a house in one file, without its keys."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from withness.service.models import walls
from withness.web.management.copying import house
from withness.web.management.copying.archive import CopyRefused


class Command(BaseCommand):
    """Keep a copy of this house's database, also while it is used."""

    help = "Keeps a copy of this service in one new file. Its keys are no part of it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make; it must not be there yet")

    def handle(self, *, file: Path, **_options: object) -> None:
        try:
            with walls.as_owner():
                manifest = house.copy_to(file.absolute())
        except CopyRefused as why:
            self.stderr.write(str(why))
            raise SystemExit(1) from None
        self.stdout.write(f"Kept a copy in {file} ({manifest.size:,} bytes of database).")
        self.stdout.write(
            f"Its keys are not in it. Keep {settings.WITHNESS_KEYS_FILE} in another safe place:"
            " without it nobody can read the names and words in this copy."
        )
