"""The caller's own link: made, and sent where they said we may write, or as a letter."""

from uuid import UUID

from withness.delivery import words as letters
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.people import rules as people
from withness.people.actions import links
from withness.service import queries as services
from withness.service import rules as service_rules


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
) -> None:
    """Queue the caller's link to an address they gave, or as a letter; inside the deed."""
    own = [n.number for n in services.numbers() if n.kind == service_rules.NumberKind.SERVICE]
    notice = Notice(
        language=language,
        sender_name=service.sender_name,
        link=services.address(service.slug, "web:open", token),
        ring=own[0] if own else "",
    )
    subject, body = letters.own_link(notice, way)
    outbox.queue(
        service_id=service.id, to=person_id, way=way, key=f"contact:{contact_id}:link",
        subject=subject, body=body, about=contact_id, address=address,
    )  # fmt: skip
