"""Telling somebody, on every way to reach them, that there is something on their own page."""

from uuid import UUID

from withness.delivery import words as letters
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import WAYS
from withness.people.models import Person
from withness.people.queries import persons
from withness.service import queries as services


def every_way(*, person: Person, key: str, about: UUID, network: UUID | None = None) -> None:
    """Queue one neutral message to each way that may be written to; `key` names the reason.

    `network`: whose practitioners see it if it does not arrive (None: everybody who works here).
    """
    service = services.by_id(person.service_id)
    notice = Notice(
        language=person.language, sender_name=service.sender_name, ring=services.own_number()
    )
    for reach in persons.reaches_of(person.pk):
        if reach.may_write:
            way = WAYS[reach.kind]
            subject, body = letters.on_your_page(notice, way)
            outbox.queue(
                service_id=person.service_id, to=person.pk, way=way, key=f"{key}:{reach.id}",
                subject=subject, body=body, about=about, address=reach.value, network=network,
            )  # fmt: skip
