"""A practitioner who knows somebody helps them back in: in the open, with waiting, never alone.

It makes a new way to reach the person and nothing else. Every other way to reach them and every
other practitioner of the network hears of it, and each of them can stop it.
"""

from uuid import UUID

from django.db import transaction

from withness.access import policy
from withness.delivery import words
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.networks import models
from withness.networks.actions import loading
from withness.people import rules as people
from withness.people.actions import backs
from withness.people.models import Person
from withness.people.queries import accounts, changes
from withness.people.queries import backs as going
from withness.people.rules import back
from withness.service import queries as services
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Viewer


def know(
    *, network_id: UUID, person_id: UUID, kind: people.ReachKind, value: str, by: Viewer
) -> UUID:
    """Say that one knows somebody and spoke with them, and where they can be reached now.

    Raises `NobodyToTell`, `UnderWay`, `NotAllowed`.
    """
    with transaction.atomic():
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.know_person", place)
        others = _others(network_id, by)
        needs = back.practitioners_needed(changes.channels(person_id, but_value=value), len(others))
        back_id = backs.know(
            person_id=person_id,
            new=(kind, value),
            needs=needs,
            by=by,
            right=right,
            network_id=network_id,
        )
        _tell(others, back_id, network_id, person_id, by.service_id)
        return back_id


def know_too(*, network_id: UUID, person_id: UUID, by: Viewer) -> None:
    """Say, as the second practitioner of the network, that one knows them, too.

    Raises `NotYourself`, `NotOver`, `NotAllowed`.
    """
    with transaction.atomic():
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.know_person", place)
        backs.know_too(back_id=_going(person_id), by=by, right=right)
        trail.did(
            "networks.know_person_too", by=by, right=right, about=person_id, network=network_id
        )


def stop(*, network_id: UUID, person_id: UUID, by: Viewer) -> None:
    """Stop a way back of somebody in one's network. Raises `NotOver`, `NotAllowed`."""
    with transaction.atomic():
        place = loading.place(network_id, person_id)
        right = policy.require(by, "networks.know_person", place)
        backs.stop(back_id=_going(person_id), who=back.Stop.PRACTITIONER, by=by, right=right)


def _going(person_id: UUID) -> UUID:
    fact = going.going(person_id)
    if fact is None:
        raise back.NotOver
    return fact.id


def _others(network_id: UUID, by: Viewer) -> list[UUID]:
    """Return the other practitioners who belong now, as persons."""
    rows = models.Membership.objects.filter(
        network_id=network_id, belonging=Belonging.PRACTITIONER, left_at=None
    )
    return [one for one in rows.values_list("person_id", flat=True) if one != by.person_id]


def _tell(
    others: list[UUID], back_id: UUID, network_id: UUID, person_id: UUID, service_id: UUID
) -> None:
    addresses = accounts.addresses_of(others)
    service = services.by_id(service_id)
    rows = Person.objects.filter(pk__in=addresses).values_list("id", "language")
    for one, language in rows:
        notice = Notice(
            language=language,
            sender_name=service.sender_name,
            link=services.address(service.slug, "networks:know", network_id, person_id),
        )
        subject, body = words.colleague_way_back(notice)
        outbox.queue(
            service_id=service.id, to=one, way=Way.MAIL, key=f"know:{back_id}:{one}",
            subject=subject, body=body, about=back_id, address=addresses[one], network=network_id,
        )  # fmt: skip
