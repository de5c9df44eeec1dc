"""`setup_word`: print the word that opens the set-up from another machine."""

from typing import Any

from django.core.management.base import BaseCommand

from withness.service import queries as services
from withness.teams.actions import draft


class Command(BaseCommand):
    """Print the set-up word while no service has begun."""

    help = "Print the word that opens the set-up from another machine."

    def handle(self, *_args: object, **_options: Any) -> None:
        if services.all_begun():
            self.stderr.write("A service has begun here: there is nothing left to set up.")
            return
        self.stdout.write(draft.word())
