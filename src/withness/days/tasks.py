"""What the worker does with the trail: seal it, and send its head to whoever looks after it."""

from datetime import datetime

from django.utils import translation
from django_scopes import scope

from withness.consents.queries import keepers
from withness.days.words import heads as words
from withness.delivery.actions import outbox
from withness.delivery.rules.states import Way
from withness.service import queries as services
from withness.trail import actions as trail
from withness.trail.queries import chain
from withness.values.rules import wall


def seal(now: datetime) -> None:
    """Seal what came into the trail of each service, and keep the head outside the database."""
    for service in services.all_begun():
        with scope(service=service.id):
            if trail.seal(service_id=service.id, now=now):
                trail.keep_head(service_id=service.id)


def send_heads(now: datetime) -> None:
    """Send each service's head to whoever keeps data protection there, once a day."""
    for service in services.all_begun():
        with scope(service=service.id):
            _send_head(service, now)


def _send_head(service: services.ServiceFact, now: datetime) -> None:
    last = chain.last(service.id)
    if last is None:
        return
    today = wall.wall_time(now, service.zone).date()
    for one in keepers.keepers():
        with translation.override(one.language):
            subject, body = words.letter(last.number, last.head, service.sender_name)
        outbox.queue(
            service_id=service.id, to=one.id, way=Way.MAIL, subject=subject, body=body,
            key=f"trail:{service.id}:{today.isoformat()}:{one.id}",
        )  # fmt: skip


TASKS = (
    ("days.seal", 180, seal),
    ("days.send_heads", 3600, send_heads),
)
