"""What the clock does in this room: wishes whose week is over, and what was sealed until today."""

from datetime import datetime

from django_scopes import scope

from withness.exchange.actions import forgetting
from withness.service import queries as services

HOUR = 3600


def forget(now: datetime) -> int:
    """Carry out wishes and destroy what the law keeps no longer; return how many of both."""
    done = 0
    for service in services.all_begun():
        with scope(service=service.id):
            done += forgetting.carry_out(now=now, zone=service.zone)
            done += forgetting.destroy(now=now, zone=service.zone)
    return done


TASKS = (("exchange.forget", HOUR, forget),)
