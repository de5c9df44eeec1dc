"""`./withness manage walls`: whether the third wall between services stands."""

from django.core.management.base import BaseCommand
from django.db import connection

from withness.service.models import walls

NOT_HERE = "SQLite knows no third wall: every query and every manager names its service."
OWNER = (
    "Whoever is connected owns the tables or goes past the wall, so it holds nobody. Name the owner"
    " in WITHNESS_DATABASE_OWNER and another role in WITHNESS_DATABASE, then run"
    " `./withness manage migrate`, which makes that role where the owner may."
)


class Command(BaseCommand):
    """Say which tables lie behind the wall, and for whom it holds; end with 1 where it does not."""

    help = "Says whether PostgreSQL itself keeps the services apart."

    def handle(self, **_options: object) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write(NOT_HERE)
            return
        stands = walls.standing()
        for table in walls.tables():
            self.stdout.write(f"{'stands' if table in stands else 'MISSING'}  {table}")
        weak = walls.is_weak()
        if not weak:
            self.stderr.write(OWNER)
        if not weak or set(walls.tables()) - stands:
            raise SystemExit(1)
        self.stdout.write("The wall stands, and it holds for whoever runs the pages.")
