"""Personal links of those who belong: shown once, printed, or sent in neutral words."""

from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from withness.access import policy
from withness.delivery import words
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.networks import models
from withness.networks.actions import loading
from withness.networks.rules import belonging
from withness.people import rules as people
from withness.people.actions import links
from withness.people.queries import persons
from withness.service import queries as services
from withness.service.rules import NumberKind
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Viewer

KINDS = {Way.MAIL: people.ReachKind.MAIL, Way.SMS: people.ReachKind.PHONE}


def give(*, network_id: UUID, person_id: UUID, by: Viewer, way: Way | None = None) -> str:
    """Make somebody's personal link anew and return its full address; earlier ones end.

    With `way` mail or SMS it goes into the outbox instead, in words that tell a stranger nothing
    (promise 20), and "" is returned: then nobody but the receiver sees it.
    Raises `NoLinkNeeded` for practitioners, `NoWay` where nothing can be sent, `NotAllowed`.
    """
    with transaction.atomic():
        place = loading.place(network_id, person_id)
        if place.belonging == Belonging.PRACTITIONER and loading.acts_as(by, network_id):
            raise belonging.NoLinkNeeded
        right = policy.require(by, "networks.give_link", place)
        service = services.by_id(by.service_id)
        token = links.rotate(
            service_id=by.service_id,
            person_id=person_id,
            purpose=people.Purpose.MEMBER,
            opens_id=network_id,
            days=service.link_days,
        )
        trail.did("networks.give_link", by=by, right=right, about=person_id, network=network_id)
        address = services.address(service.slug, "web:open", token)
        if way is None:
            return address
        _send(place, service, address, way)
        return ""


def _send(place: models.Membership, service: services.ServiceFact, address: str, way: Way) -> None:
    kind = KINDS.get(way)
    reaches = persons.reaches_of(place.person_id)
    to = next((one for one in reaches if one.kind == kind and one.may_write), None)
    receiver = persons.person(place.person_id)
    if to is None or receiver is None:
        raise belonging.NoWay
    ring = [one.number for one in services.numbers() if one.kind == NumberKind.SERVICE]
    notice = Notice(
        language=receiver.language,
        sender_name=service.sender_name,
        link=address,
        ring=ring[0] if ring else "",
    )
    subject, body = words.own_link(notice, way)
    outbox.call_off(about=place.pk)
    outbox.queue(
        service_id=service.id,
        to=place.person_id,
        way=way,
        key=f"own-link:{uuid7()}",
        subject=subject,
        body=body,
        about=place.pk,
        address=to.value,
        network=place.network_id,
    )
