"""Personal links of those who belong: shown once, printed, or sent in neutral words."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from withness.access import policy
from withness.delivery import words
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.networks import models
from withness.networks.actions import loading
from withness.networks.rules import belonging, deciding
from withness.people import rules as people
from withness.people.actions import agreed, links
from withness.people.queries import doors, persons, proving
from withness.people.rules.proof import Without
from withness.service import queries as services
from withness.service.rules import NumberKind
from withness.trail import actions as trail
from withness.values.rules.viewer import Belonging, Viewer

KINDS = {Way.MAIL: people.ReachKind.MAIL, Way.SMS: people.ReachKind.PHONE}


def asks_word(person_id: UUID) -> bool:
    """Whether there is no way yet to know that it is them: a word is to be agreed on."""
    return not proving.choices(person_id, timezone.now())


def give(
    *, network_id: UUID, person_id: UUID, by: Viewer, way: Way | None = None, word: str = ""
) -> str:
    """Make somebody's personal link anew and return its full address; earlier ones end.

    With `way` mail or SMS it goes into the outbox instead, in words that tell a stranger nothing
    (promise 20), and "" is returned: then nobody but the receiver sees it.
    Behind the link stands one proof that whoever makes it does not have: six digits go to the
    person's own reach. Where there is none, `word` is agreed on with them, and opens it once.
    Raises `NoLinkNeeded` for practitioners, `WordWanted`, `HasAWay`, `WordTooShort`,
    `NoWay` where nothing can be sent, `NotAllowed`.
    """
    with transaction.atomic():
        place = loading.place(network_id, person_id)
        if place.belonging == Belonging.PRACTITIONER and loading.acts_as(by, network_id):
            raise belonging.NoLinkNeeded
        right = policy.require(by, "networks.give_link", place)
        if loading.has_died(person_id):
            raise deciding.HasDied
        if person_id != by.person_id:
            _agree(person_id, word, network_id=network_id, by=by, right=right)
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


def _agree(person_id: UUID, word: str, *, network_id: UUID, by: Viewer, right: policy.Row) -> None:
    """Keep the word that was agreed on, where there is no other way; or ask for one."""
    if not asks_word(person_id):
        if word:
            raise belonging.HasAWay
        return
    if word:
        agreed.write(service_id=by.service_id, person_id=person_id, word=word, by=by.person_id)
        trail.did("networks.agree_word", by=by, right=right, about=person_id, network=network_id)
    elif doors.door().without != Without.EVERYBODY:
        raise belonging.WordWanted


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
