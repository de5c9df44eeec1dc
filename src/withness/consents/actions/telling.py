"""Telling everyone in a network, and data protection, that something was opened.

What leaves the house names nobody and says nothing of what it is (promise 20): the fact stands on
everybody's own page. Each person is told once; one who joined meanwhile is told by the next round.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from withness.consents.queries import keepers
from withness.delivery import words as letters
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.meetings.rules import ways
from withness.networks.models import Membership
from withness.people.queries import persons
from withness.people.rules import ReachKind
from withness.service import queries as services
from withness.service import rules as service_rules


def network(
    *, service: services.ServiceFact, network_id: UUID, key: str, about: UUID, until: datetime
) -> int:
    """Tell everyone who belongs now, or joined before `until`; return how many those are.

    Called inside the transaction of the deed it tells of, and again by the clock.
    """
    rows = Membership.objects.filter(network_id=network_id).filter(
        Q(left_at=None), joined_at__lte=until
    )
    people = list(
        rows.values_list(
            "person_id", "person__language", "person__account__email", "practitioner_id"
        )
    )
    reaches = persons.reaches_of_all([row[0] for row in people])
    ring = _number()
    for person_id, language, account, practitioner_id in people:
        works = practitioner_id is not None
        way, address = _way(reaches.get(person_id, ()), (account or "") if works else "")
        link = services.address(service.slug, "consents:opened", network_id) if works else ""
        notice = Notice(
            language=language,
            sender_name=service.sender_name,
            link=link,
            ring="" if works else ring,
        )
        subject, body = letters.look_at_network(notice, way)
        outbox.queue(
            service_id=service.id, to=person_id, way=way, key=f"{key}:{person_id}",
            subject=subject, body=body, about=about, address=address, network=network_id,
        )  # fmt: skip
    return len(people)


def watchers(*, service: services.ServiceFact, key: str, about: UUID) -> int:
    """Tell whoever looks after data protection; return how many those are."""
    found = keepers.keepers()
    for one in found:
        notice = Notice(
            language=one.language,
            sender_name=service.sender_name,
            link=services.address(service.slug, "consents:openings"),
        )
        subject, body = letters.look_at_service(notice)
        outbox.queue(
            service_id=service.id, to=one.id, way=Way.MAIL, key=f"{key}:{one.id}",
            subject=subject, body=body, about=about,
        )  # fmt: skip
    return len(found)


def _way(reaches: tuple[persons.ReachFact, ...], account: str) -> tuple[Way, str | None]:
    """Return the usual way to somebody; the account's address for those who work here."""
    known = [ways.Reachable(one.kind, one.may_write) for one in reaches]
    has_mail = any(one.kind == ReachKind.MAIL and one.may_write for one in reaches)
    way = ways.possible(known, works_here=bool(account))[0]
    return way, account if way == Way.MAIL and account and not has_mail else None


def _number() -> str:
    """The service's own telephone number, where it has one."""
    own = service_rules.NumberKind.SERVICE
    return next((one.number for one in services.numbers() if one.kind == own), "")
