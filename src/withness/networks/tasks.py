"""What the clock ends by itself: speaking for somebody, and being under age."""

from datetime import datetime

from django_scopes import scope

from withness.networks.actions import speaking
from withness.service import queries as services


def end_what_is_over(now: datetime) -> int:
    """End what has reached its day, and tell those concerned; return how many ended.

    What has reached its day opens nothing before this runs, either.
    """
    ended = 0
    for service in services.all_begun():
        with scope(service=service.id):
            ended += speaking.over(now=now) + speaking.of_age(now=now)
    return ended


def end(now: datetime) -> None:
    """Do it, for the worker."""
    end_what_is_over(now)


TASKS = (("networks.end", 600, end),)
