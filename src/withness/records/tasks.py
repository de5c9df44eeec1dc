"""What the clock does for records: destroys what was taken back, asks to look again."""

from datetime import datetime

from django_scopes import scope

from withness.records.actions import destroying
from withness.records.actions import held as holding
from withness.records.queries import held, taken_back
from withness.service import queries as services
from withness.service.queries import law


def destroy(now: datetime) -> int:
    """Destroy what was taken back and has been kept long enough; return how many lines.

    Where the law of the place says no time, it stays sealed: nothing is destroyed on a guess.
    """
    gone = 0
    for service in services.all_begun():
        with scope(service=service.id):
            days = law.days("retention.taken_back", now)
            if days is None:
                continue
            for line_id in taken_back.until(now, days):
                gone += destroying.destroy(line_id=line_id, days=days, now=now)
    return gone


def look_again(now: datetime) -> int:
    """Ask the authors of entries whose day has come to look again; return how many are told."""
    told = 0
    for service in services.all_begun():
        with scope(service=service.id):
            for held_id in held.due(now, service.zone):
                told += holding.ask_again(held_id=held_id)
    return told


TASKS = (
    ("records.destroy", 3600, destroy),
    ("records.look_again", 3600, look_again),
)
