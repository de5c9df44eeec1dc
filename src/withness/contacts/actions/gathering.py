"""Forming the network that comes of a contact."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from withness.contacts import models
from withness.contacts.actions import ending
from withness.contacts.rules import said
from withness.networks.actions import forming
from withness.people.actions import persons
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def gather(
    *,
    contact_id: UUID,
    name: str,
    centre_name: str = "",
    language: str,
    practitioner_ids: Iterable[UUID],
    by: Viewer,
) -> UUID:
    """Form the network of a contact with its team, and return the network's id.

    The promise goes on until that network has met. `centre_name`: what to call the person at the
    centre, where the caller asked for somebody else. A contact that has a network keeps it.
    Raises `NoName`, `TooLong`, or what `networks.actions.forming.form` refuses.
    """
    with transaction.atomic():
        contact, right = ending.open_to("contacts.gather", contact_id, by)
        if contact.network_id is not None:
            return contact.network_id
        network_id = forming.form(
            team_id=contact.team_id,
            centre_id=contact.centre_id or _centre(contact, centre_name),
            name=text.kept(name, text.NAME),
            language=language,
            practitioner_ids=tuple(practitioner_ids),
            by=by,
        )
        contact.network_id = network_id
        contact.save(update_fields=["network", "centre"])
        trail.did("contacts.gather", by=by, right=right, about=contact_id, network=network_id)
        return network_id


def _centre(contact: models.Contact, typed: str) -> UUID:
    name = text.kept(typed, text.NAME) or contact.for_whom
    if not name:
        raise said.NoName
    contact.centre_id = persons.add(
        service_id=contact.service_id, name=name, language=contact.language
    )
    return contact.centre_id
