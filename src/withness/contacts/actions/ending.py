"""Reaching the person at the centre, and the ends of a promise that are somebody's word."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.policy import Row
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.rules import promise as rules
from withness.contacts.rules import states
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def reached(*, contact_id: UUID, caller_may_know: bool, by: Viewer) -> None:
    """Write down that the person at the centre was reached, and what their caller may know.

    `caller_may_know`: the person said so; asked again, the last word stands.
    """
    with transaction.atomic():
        contact, right = open_to("contacts.reached", contact_id, by)
        contact.reached_at = contact.reached_at or timezone.now()
        contact.caller_may_know = caller_may_know
        contact.save(update_fields=["reached_at", "caller_may_know"])
        trail.did(
            "contacts.reached", by=by, right=right, about=contact_id, network=contact.network_id
        )


def end(*, contact_id: UUID, how: states.End, words: str = "", by: Viewer) -> None:
    """Write down how a promise ended: no or later by the person, or another named service.

    `words`: which service took it up, or when to ask again. Raises `AlreadyEnded`, `NotReached`,
    `NotNamed`, `OnlyByMeeting` or `TooLong`.
    """
    with transaction.atomic():
        contact, right = open_to("contacts.end", contact_id, by)
        kept = text.kept(words, text.SHORT)
        reached = contact.reached_at is not None
        rules.may_end(how, ended=False, reached=reached, words=kept)
        _close(contact, how, kept, timezone.now())
        trail.did("contacts.end", by=by, right=right, about=contact_id, network=contact.network_id)


def take_back(*, contact_id: UUID, by: Viewer) -> None:
    """Take one's own request back, by one's own link.

    Whoever asked for themselves ends the promise by their no. Whoever asked for somebody else
    cannot say no for them: it is written down that they would rather not be rung.
    """
    with transaction.atomic():
        contact, right = open_to("contacts.take_back", contact_id, by)
        now = timezone.now()
        if contact.asked_by == states.Caller.SELF or contact.centre_id == contact.caller_id:
            contact.reached_at = contact.reached_at or now
            contact.save(update_fields=["reached_at"])
            _close(contact, states.End.NO, "", now)
        else:
            contact.withdrawn_at = now
            contact.save(update_fields=["withdrawn_at"])
        trail.did("contacts.take_back", by=by, right=right, about=contact_id)


def close_held(*, contact_id: UUID, at: datetime) -> None:
    """End a promise because a meeting was held; only `promise.kept` calls this."""
    contact = models.Contact.objects.select_for_update().get(pk=contact_id)
    _close(contact, states.End.HELD, "", at)


def open_to(deed: str, contact_id: UUID, by: Viewer) -> tuple[models.Contact, Row]:
    """Return an open contact, locked, with the right to this deed; else raise why not.

    Those who may read it are told that it has ended (`AlreadyEnded`); to everybody else it is
    absent (`NotAllowed`).
    """
    contact = models.Contact.objects.select_for_update().filter(pk=contact_id).first()
    if contact is None:
        raise NotAllowed
    if contact.ended_at is not None and policy.may(by, "contacts.read", contact):
        raise rules.AlreadyEnded
    return contact, policy.require(by, deed, contact)


def _close(contact: models.Contact, how: states.End, words: str, at: datetime) -> None:
    contact.ended_at = at
    contact.end = how
    contact.end_words = words or None
    contact.save(update_fields=["ended_at", "end", "end_words"])
    last = models.Holding.objects.get(contact=contact, until_at=None)
    last.until_at = max(at, last.from_at)
    last.save(update_fields=["until_at"])
