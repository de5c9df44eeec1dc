"""Sending by mail: one message, one receiver, and an honest answer about what became of it.

A mail server is spoken to step by step, because only then is it known whether a broken connection
came before the words were handed over (try again) or while they were (nobody can know).
"""

import re
import smtplib
import socket
from email.utils import formataddr
from types import TracebackType
from typing import Self
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import sanitize_address

from withness.delivery.actions.sending import Taken
from withness.delivery.rules import neutral, outcomes
from withness.delivery.rules.outcomes import Outcome, Result
from withness.service import queries as services

NOT_REACHED = Result(Outcome.LATER, "not_reached")
NOT_LET_IN = Result(Outcome.LATER, "not_let_in")
BROKE_OFF = Result(Outcome.UNSURE, "broke_off")
WRONG = Result(Outcome.REFUSED, "unknown_address")
GO_ON = 354
LINE_END = re.compile(rb"\r\n|\r|\n")


def written(message: Taken) -> EmailMultiAlternatives:
    """Return a message as mail: plain words, and the calendar file both ways programs read it.

    Its Message-ID is the same at every attempt, and it answers the first message of its thread.
    """
    sender = neutral.one_line(services.by_id(message.service_id).sender_name)
    headers = {
        "Message-ID": _name(message.id),
        "Auto-Submitted": "auto-generated",  # no out-of-office answers: RFC 3834
    }
    if message.first_id != message.id:
        headers |= {"In-Reply-To": _name(message.first_id), "References": _name(message.first_id)}
    mail = EmailMultiAlternatives(
        neutral.one_line(message.subject),
        message.body,
        formataddr((sender, settings.WITHNESS_SENDER)),
        [neutral.one_line(message.address)],
        headers=headers,
    )
    if message.calendar:
        mail.attach_alternative(
            message.calendar, f"text/calendar; method={message.calendar_method or 'PUBLISH'}"
        )
        mail.attach("invite.ics", message.calendar.encode(), "application/ics")
    return mail


def _name(message_id: UUID) -> str:
    return f"<{message_id}@{settings.WITHNESS_SENDER.rpartition('@')[2]}>"


class Post:
    """A way to the mail server, opened when the first mail goes and closed at the end."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        """Begin without a connection."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Say goodbye to the server."""
        self._close()

    def open(self) -> Result | None:
        """Reach the server unless that is done, and return what stands in the way, or None.

        Called before a message is taken: what hangs here has no message in its hands.
        """
        if self._backend is not None:
            return None
        try:
            backend = get_connection()
            backend.open()
        except smtplib.SMTPAuthenticationError:
            return NOT_LET_IN
        except (OSError, smtplib.SMTPException):
            return NOT_REACHED
        self._backend = backend
        return None

    def send(self, message: Taken) -> Result:
        """Send one message and return what became of it."""
        if not message.address:
            return Result(Outcome.REFUSED, "no_address")
        try:
            mail = written(message)
            message.address.rpartition("@")[0].encode("ascii")  # no server of ours speaks more
            receiver = sanitize_address(message.address, "utf-8")
            raw = LINE_END.sub(b"\r\n", mail.message().as_bytes())
        except (ValueError, UnicodeError, neutral.NotOneLine):
            return WRONG
        closed = self.open()
        if closed or self._backend is None:
            return closed or NOT_REACHED
        line = getattr(self._backend, "connection", None)
        if not isinstance(line, smtplib.SMTP):
            return _kept(self._backend, mail)
        result = handed_over(line, settings.WITHNESS_SENDER, receiver, raw)
        if result.outcome != Outcome.SENT:
            self._close()  # the next mail begins afresh
        return result

    def let_go(self) -> None:
        """Break the connection from another thread, so that a stopping worker need not wait."""
        line = getattr(self._backend, "connection", None)
        sock = getattr(line, "sock", None)
        if sock is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def _close(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            try:
                backend.close()
            except (OSError, smtplib.SMTPException):
                return


def _kept(backend: BaseEmailBackend, mail: EmailMultiAlternatives) -> Result:
    """Hand a mail to a backend that keeps it on this machine."""
    try:
        backend.send_messages([mail])
    except OSError:
        return NOT_REACHED
    return outcomes.SENT


def handed_over(line: smtplib.SMTP, sender: str, receiver: str, raw: bytes) -> Result:
    """Speak one mail to a server, and return what became of it.

    Until the server says "go on" nothing has left; from then until its last answer nobody knows.
    """
    try:
        line.ehlo_or_helo_if_needed()
        welcome = outcomes.of_smtp(line.mail(sender)[0])
        if welcome == outcomes.SENT:
            welcome = outcomes.of_smtp(line.rcpt(receiver)[0], about_receiver=True)
        if welcome != outcomes.SENT:
            return welcome
        code = line.docmd("DATA")[0]
    except UnicodeError:
        return WRONG
    except (OSError, smtplib.SMTPException):
        return NOT_REACHED
    if code != GO_ON:
        return outcomes.of_smtp(code) if code >= GO_ON else NOT_REACHED
    try:
        line.send(re.sub(rb"(?m)^\.", b"..", raw.rstrip(b"\r\n")) + b"\r\n.\r\n")
        return outcomes.of_smtp(line.getreply()[0])
    except (OSError, smtplib.SMTPException):
        return BROKE_OFF
