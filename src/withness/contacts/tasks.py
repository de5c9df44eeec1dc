"""What the clock does for promises, and for calls whose time is over."""

from datetime import datetime

from django_scopes import scope

from withness.contacts.actions import forgetting, warning
from withness.contacts.queries import due
from withness.service import queries as services
from withness.service.queries import law
from withness.service.rules.law import Rule


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


def forget(now: datetime) -> int:
    """Destroy the words of old calls of which nothing came, where the law says after how long."""
    gone = 0
    for service in services.all_begun():
        with scope(service=service.id):
            days = law.days(Rule.KEEP_NEVER_MET, now)
            if days is not None:
                gone += forgetting.let_go(now=now, days=days)
    return gone


TASKS = (("contacts.warn", 60, warn), ("contacts.forget", 3600, forget))
