"""What the worker does for this room: send what is due, notice what was lost, empty what is old."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone
from django_scopes import scope

from withness.delivery.actions import codes, mail, sending, sms
from withness.delivery.rules.outcomes import Result
from withness.delivery.rules.states import Way
from withness.service import queries as services

AT_ONCE = 200  # messages in one round; the rest follows in the next


class Round:
    """One round of sending, which a stopping worker can end between two messages."""

    def __init__(self) -> None:
        self.stopped = False
        self._post: mail.Post | None = None

    def stop(self) -> None:
        """End after the message that is going."""
        self.stopped = True

    def let_go(self) -> None:
        """Let go of a mail server that does not answer."""
        if self._post is not None:
            self._post.let_go()

    def run(self, now: datetime) -> None:
        """Send what is due in the service in scope."""
        for _ in range(AT_ONCE):
            if not self._next(now, Way.SMS, lambda text: sms.send(text, timezone.now())):
                break
        if not sending.any_due(_later(now), Way.MAIL):
            return
        with mail.Post() as post:
            self._post = post
            closed: Result | None = None
            for _ in range(AT_ONCE):
                closed = closed or (None if self.stopped else post.open())
                if not self._next(now, Way.MAIL, _always(closed) if closed else post.send):
                    break
        self._post = None

    def _next(self, now: datetime, way: Way, send: Callable[[sending.Taken], Result]) -> bool:
        """Take one message, send it and settle it; return whether there was one."""
        message = None if self.stopped else sending.take(_later(now), (way,))
        if message is None:
            return False
        sending.settle(message, send(message), _later(now))
        return True


def _later(now: datetime) -> datetime:
    """A round takes a while: time goes on, but never before the moment it was asked for."""
    return max(now, timezone.now())


def _always(closed: Result) -> Callable[[sending.Taken], Result]:
    """A server that cannot be reached is asked once in a round; that answers every message."""
    return lambda _message: closed


_round = Round()
stop, let_go = _round.stop, _round.let_go


def send_due(now: datetime) -> None:
    """Send what is due."""
    for service in services.all_begun():
        with scope(service=service.id):
            _round.run(now)


def lose_sight(now: datetime) -> None:
    """Mark messages whose worker never came back."""
    for service in services.all_begun():
        with scope(service=service.id):
            sending.lose_sight(now)


def forget(now: datetime) -> None:
    """Empty the words of messages settled long ago."""
    for service in services.all_begun():
        with scope(service=service.id):
            sending.forget(now)


def tell_changes(now: datetime) -> None:
    """Tell people on every other way that their way in has changed; let back in who waited."""
    for service in services.all_begun():
        with scope(service=service.id):
            codes.let_back_in(service=service, now=now)
            codes.tell_changes(service=service)


TASKS: tuple[tuple[str, float, Callable[[datetime], None]], ...] = (
    ("delivery.send_due", 2, send_due),
    ("delivery.tell_changes", 10, tell_changes),
    ("delivery.lose_sight", 60, lose_sight),
    ("delivery.forget", 3600, forget),
)
