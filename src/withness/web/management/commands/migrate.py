"""`manage migrate`: Django's own, done by whoever owns the tables."""

from typing import Any

from django.core.management.commands import migrate

from withness.service.models import walls


class Command(migrate.Command):
    """Bring the tables up to date, then stand every one of them behind its wall."""

    def handle(self, *words: Any, **options: Any) -> None:
        with walls.as_owner():
            super().handle(*words, **options)
