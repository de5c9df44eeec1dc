"""The caller's own link: made, and sent where they said we may write, or as a letter."""

from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.rules import said
from withness.delivery import words as letters
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.people import rules as people
from withness.people.actions import links
from withness.people.queries import persons
from withness.service import queries as services
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

KINDS = {Way.MAIL: people.ReachKind.MAIL, Way.SMS: people.ReachKind.PHONE}


def anew(*, contact_id: UUID, by: Viewer, way: Way | None = None) -> str:
    """Make the caller's link anew and return its full address; earlier ones end.

    With `way` mail or SMS it goes into the outbox instead, and "" is returned: then nobody but
    the receiver sees it. Raises `NoWay` where nothing can be sent, `NotAllowed`.
    """
    with transaction.atomic():
        contact = models.Contact.objects.select_for_update().filter(pk=contact_id).first()
        if contact is None:
            raise NotAllowed
        right = policy.require(by, "contacts.give_link", contact)
        service = services.by_id(by.service_id)
        token = links.rotate(
            service_id=service.id,
            person_id=contact.caller_id,
            purpose=people.Purpose.CALLER,
            opens_id=contact.pk,
            days=service.link_days,
        )
        trail.did(
            "contacts.give_link",
            by=by,
            right=right,
            about=contact.pk,
            network=contact.network_id,
        )
        if way is None:
            return services.address(service.slug, "web:open", token)
        kind = KINDS.get(way)
        reaches = persons.reaches_of(contact.caller_id)
        to = next((one for one in reaches if one.kind == kind and one.may_write), None)
        if to is None:
            raise said.NoWay
        send(
            contact_id=contact.pk,
            person_id=contact.caller_id,
            token=token,
            way=way,
            address=to.value,
            language=contact.language,
            service=service,
            key=f"contact:{contact.pk}:link:{uuid7()}",
        )
        return ""


def make(*, contact_id: UUID, person_id: UUID, service: services.ServiceFact) -> str:
    """Make a link to the caller's page and return its token; called inside the deed."""
    return links.make(
        service_id=service.id,
        person_id=person_id,
        purpose=people.Purpose.CALLER,
        opens_id=contact_id,
        days=service.link_days,
    )


def send(
    *,
    contact_id: UUID,
    person_id: UUID,
    token: str,
    way: Way,
    address: str | None,
    language: str,
    service: services.ServiceFact,
    key: str = "",
) -> None:
    """Queue the caller's link to an address they gave, or as a letter; inside the deed."""
    notice = Notice(
        language=language,
        sender_name=service.sender_name,
        link=services.address(service.slug, "web:open", token),
        ring=services.own_number(),
    )
    subject, body = letters.own_link(notice, way)
    outbox.queue(
        service_id=service.id, to=person_id, way=way, key=key or f"contact:{contact_id}:link",
        subject=subject, body=body, about=contact_id, address=address,
    )  # fmt: skip
