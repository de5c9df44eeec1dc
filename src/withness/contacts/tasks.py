"""What the clock does for promises. The worker calls `warn` about once a minute."""

from datetime import datetime

from django_scopes import scope

from withness.contacts.actions import warning
from withness.contacts.queries import due
from withness.service import queries as services


def warn(now: datetime) -> int:
    """Tell holders, then all on duty, of promises that run out; return how many were told.

    Each warning is given once, also by two workers or after a long sleep.
    """
    told = 0
    for service in services.all_begun():
        with scope(service=service.id):
            for one in due.due(now, service.warn_hours):
                told += warning.tell(due=one, now=now, service=service)
    return told


TASKS = (("contacts.warn", 60, warn),)
