"""Asking people to look again at what may be told about them, a fortnight before and on the day."""

from datetime import datetime

from django_scopes import scope

from withness.consents.actions import outside_asking
from withness.service import queries as services

HOUR = 3600


def ask(now: datetime) -> int:
    """Ask those whose day comes or has come, once for each; return how many stand asked."""
    told = 0
    for service in services.all_begun():
        with scope(service=service.id):
            told += outside_asking.ask(service_id=service.id, now=now)
    return told


TASKS = (("consents.ask_again", HOUR, ask),)
