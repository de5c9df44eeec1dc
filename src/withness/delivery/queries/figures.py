"""What a monitor may know of the outbox: how many messages lie where, of all services together."""

from collections import Counter

from django.db.models import Count
from django_scopes import scope

from withness.delivery.models import Message
from withness.delivery.rules.states import State
from withness.service import queries as services

WATCHED = (State.WAITING, State.UNSURE, State.FAILED)


def by_state() -> tuple[tuple[State, int], ...]:
    """Return how many messages wait, may not have gone, and failed, over the whole house."""
    counted: Counter[str] = Counter()
    for service in services.all_begun():
        with scope(service=service.id):
            rows = Message.objects.filter(state__in=WATCHED).values_list("state")
            counted.update(dict(rows.annotate(number=Count("id")).order_by()))
    return tuple((state, counted[state]) for state in WATCHED)
