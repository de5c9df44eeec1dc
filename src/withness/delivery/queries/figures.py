"""What a monitor may know of the outbox: how many messages lie where, of all services together."""

from django.db.models import Count
from django_scopes import scopes_disabled

from withness.delivery.models import Message
from withness.delivery.rules.states import State

WATCHED = (State.WAITING, State.UNSURE, State.FAILED)


def by_state() -> tuple[tuple[State, int], ...]:
    """Return how many messages wait, may not have gone, and failed, over the whole house."""
    with scopes_disabled():
        rows = Message.objects.filter(state__in=WATCHED).values_list("state")
        counted = dict(rows.annotate(number=Count("id")).order_by())
    return tuple((state, counted.get(state, 0)) for state in WATCHED)
