"""Telling those who joined while something was open, and networks whose day to be told has come."""

from collections.abc import Callable
from datetime import datetime

from django_scopes import scope

from withness.consents.actions import demand, glass
from withness.service import queries as services

MINUTE = 60


def tell_who_joined(now: datetime) -> int:
    """Tell who joined while a glass was open, each once; return how many were looked at."""
    return _everywhere(glass.tell_who_joined, now)


def tell_of_demands(now: datetime) -> int:
    """Tell networks of a demand once the order allows it; return how many were told."""
    return _everywhere(demand.tell_due, now)


def _everywhere(deed: Callable[[datetime, services.ServiceFact], int], now: datetime) -> int:
    done = 0
    for service in services.all_begun():
        with scope(service=service.id):
            done += deed(now, service)
    return done


TASKS = (
    ("consents.tell_who_joined", MINUTE, tell_who_joined),
    ("consents.tell_of_demands", 10 * MINUTE, tell_of_demands),
)
