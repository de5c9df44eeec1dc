"""Telling those concerned, in words that tell a stranger nothing (promise 20).

The fact itself stands on each one's own page. Nobody learns of a death or a danger from a message.
"""

from collections.abc import Iterable
from uuid import UUID

from withness.delivery import words
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.people.models import Person
from withness.people.queries import persons
from withness.people.rules import ReachKind
from withness.service import queries as services
from withness.service.rules import NumberKind

WAYS = {ReachKind.MAIL: Way.MAIL, ReachKind.PHONE: Way.SMS}


def look(people: Iterable[UUID], *, service_id: UUID, key: str, about: UUID, network: UUID) -> None:
    """Ask people to look at their own page; who cannot be written to is told by somebody.

    Called inside the transaction of the deed it tells of. The same `key` tells once.
    """
    _send(people, service_id=service_id, key=key, about=about, network=network, over=False)


def over(person_id: UUID, *, service_id: UUID, key: str, about: UUID, network: UUID) -> None:
    """Tell somebody that their own page here has ended: one sentence, and a number to ring."""
    _send([person_id], service_id=service_id, key=key, about=about, network=network, over=True)


def _send(
    people: Iterable[UUID], *, service_id: UUID, key: str, about: UUID, network: UUID, over: bool
) -> None:
    ids = list(dict.fromkeys(people))
    if not ids:
        return
    service = services.by_id(service_id)
    numbers = [one.number for one in services.numbers() if one.kind == NumberKind.SERVICE]
    reaches = persons.reaches_of_all(ids)
    rows = Person.objects.filter(pk__in=ids).values_list("id", "language", "account__email")
    for person_id, language, account in rows:
        way, address = _way(reaches.get(person_id, ()), account or "")
        if way is None:
            continue
        notice = Notice(
            language=language,
            sender_name=service.sender_name,
            link=services.address(service.slug, "networks:hard", network) if account else "",
            ring=numbers[0] if numbers and not account else "",
        )
        sentence = words.page_is_over if over else words.look_at_network
        subject, body = sentence(notice, way)
        outbox.queue(
            service_id=service_id, to=person_id, way=way, key=f"{key}:{person_id}",
            subject=subject, body=body, about=about, address=address, network=network,
        )  # fmt: skip


def _way(reaches: tuple[persons.ReachFact, ...], account: str) -> tuple[Way | None, str | None]:
    """Return the way to somebody; None where Withness may not write to them."""
    open_ways = sorted(WAYS[one.kind] for one in reaches if one.may_write)
    if Way.MAIL in open_ways:
        return Way.MAIL, None
    if account:
        return Way.MAIL, account
    return (open_ways[0], None) if open_ways else (None, None)
