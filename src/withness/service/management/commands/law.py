"""Brings the dated facts of a place into a service: `./withness manage law england riverside`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_scopes import scope

from withness.service import queries as services
from withness.service.actions import law
from withness.service.rules.law import NoSuchPlace, SaidAlready


class Command(BaseCommand):
    """Write down the facts that we bring for a place, once; nothing that is there is changed."""

    help = "Brings the dated facts of a place (england) into a service."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("place", help="so far: england")
        parser.add_argument("service", help="the short name of the service")

    def handle(self, *, place: str, service: str, **_options: object) -> None:
        fact = services.by_slug(service)
        if fact is None:
            raise CommandError(f"there is no service {service}")
        try:
            with scope(service=fact.id):
                count = law.write(service_id=fact.id, jurisdiction=place)
        except NoSuchPlace:
            raise CommandError(f"no facts are brought for {place}; there are: england") from None
        except SaidAlready:
            raise CommandError(f"{service} has facts already; nothing was changed") from None
        self.stdout.write(f"{count} facts of {place}. Each waits to be looked at by the service.")
