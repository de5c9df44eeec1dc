"""Whoever asked adds to what they said."""

from uuid import UUID

from django.db import transaction

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.rules import said
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def add(*, contact_id: UUID, words: str, by: Viewer) -> None:
    """Put words below what the caller said, verbatim. Raises `NothingSaid` or `TooLong`."""
    with transaction.atomic():
        contact = models.Contact.objects.select_for_update().filter(pk=contact_id).first()
        if contact is None:
            raise NotAllowed
        right = policy.require(by, "contacts.add_words", contact)
        new = text.kept(words, text.WORDS)
        if not new:
            raise said.NothingSaid
        contact.hope = said.joined(contact.hope or "", new)
        contact.save(update_fields=["hope"])
        trail.did("contacts.add_words", by=by, right=right, about=contact_id)
