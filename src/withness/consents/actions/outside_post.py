"""Telling somebody that there is something on their own page: no name, no reason (promise 20)."""

from collections.abc import Iterable
from uuid import UUID

from withness.delivery import words
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.people import rules as people
from withness.people.models import Person
from withness.people.queries import persons
from withness.service import queries as services
from withness.service.rules import NumberKind

WAYS = {people.ReachKind.MAIL: Way.MAIL, people.ReachKind.PHONE: Way.SMS}


def look(
    *, service_id: UUID, people_ids: Iterable[UUID], key: str, about: UUID, network: UUID
) -> int:
    """Tell these people that something stands on their own page; return how many can be told.

    By mail where they have one and want it, else by SMS. Those without either are told when one
    rings them or meets. The same `key` tells each of them once.
    """
    ids = list(people_ids)
    service = services.by_id(service_id)
    reaches = persons.reaches_of_all(ids)
    ring = [one.number for one in services.numbers() if one.kind == NumberKind.SERVICE]
    told = 0
    for person_id, language in Person.objects.filter(pk__in=ids).values_list("id", "language"):
        to = _way(reaches.get(person_id, ()))
        if to is None:
            continue
        notice = Notice(
            language=language,
            sender_name=service.sender_name,
            link=services.address(service.slug, "web:front"),
            ring=ring[0] if ring else "",
        )
        subject, body = words.on_your_page(notice, WAYS[to.kind])
        outbox.queue(
            service_id=service_id,
            to=person_id,
            way=WAYS[to.kind],
            key=f"{key}:{person_id}",
            subject=subject,
            body=body,
            about=about,
            address=to.value,
            network=network,
        )
        told += 1
    return told


def _way(reaches: tuple[persons.ReachFact, ...]) -> persons.ReachFact | None:
    open_ways = [one for one in reaches if one.may_write]
    mails = [one for one in open_ways if one.kind == people.ReachKind.MAIL]
    return next(iter(mails or open_ways), None)
