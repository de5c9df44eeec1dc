"""Sending what opens a page: six digits to a reach that was there before, or a link to a new one.

Nobody who works here reads these messages: see this room's policy.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from withness.delivery import words
from withness.delivery.actions import outbox
from withness.delivery.rules import private
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.people.actions import backs as returning
from withness.people.actions import telling
from withness.people.actions.proofs import Coded
from withness.people.queries import backs, changes
from withness.people.rules import ReachKind
from withness.service import queries as services
from withness.service.rules import NumberKind

AT_ONCE = 100
WAYS = {ReachKind.MAIL: Way.MAIL, ReachKind.PHONE: Way.SMS}


def send(coded: Coded, service: services.ServiceFact) -> None:
    """Queue six digits to where they go."""
    way = WAYS[coded.kind]
    notice = Notice(language=coded.language, sender_name=service.sender_name)
    subject, body = words.code(notice, coded.digits, way)
    outbox.queue(
        service_id=service.id,
        to=coded.person_id,
        way=way,
        key=f"{private.CODE}{coded.code_id}",
        subject=subject,
        body=body,
        address=coded.value,
    )


def ask_named(*, back_id: UUID, service: services.ServiceFact) -> None:
    """Ask each of the people somebody named; each gets a link of their own, and no name."""
    for one in backs.asked_of(back_id):
        way = WAYS[one.kind]
        notice = Notice(
            language=one.language,
            sender_name=service.sender_name,
            link=services.address(service.slug, "web:named", one.token),
        )
        subject, body = words.asked_to_help(notice, way)
        outbox.queue(
            service_id=service.id,
            to=one.person_id,
            way=way,
            key=f"{private.NAMED}{one.vouch_id}",
            subject=subject,
            body=body,
            address=one.value,
        )


def tell_changes(*, service: services.ServiceFact) -> None:
    """Tell people on every other way that something about their way in has changed."""
    ring = _own_number()
    for one in changes.untold(AT_ONCE):
        with transaction.atomic():
            if not telling.told(change_id=one.id):
                continue  # another worker does
            for way_id, kind, value in one.ways:
                notice = Notice(
                    language=one.language,
                    sender_name=service.sender_name,
                    link=_stops(one, service),
                    at=one.at,
                    zone=service.zone,
                    ring=ring,
                )
                way = WAYS[kind]
                say = words.way_back if one.stop else words.door_changed
                subject, body = say(notice, way)
                outbox.queue(
                    service_id=service.id,
                    to=one.person_id,
                    way=way,
                    key=f"{private.CHANGED}{one.id}:{way_id}",
                    subject=subject,
                    body=body,
                    address=value,
                )


def let_back_in(*, service: services.ServiceFact, now: datetime) -> None:
    """Send a new link to everybody whose waiting is over."""
    for back_id in backs.due(now):
        with transaction.atomic():
            found = returning.finish(back_id=back_id, days=service.link_days)
            if found is None or found.token is None:
                continue
            way = WAYS[found.kind]
            notice = Notice(
                language=found.language,
                sender_name=service.sender_name,
                link=services.address(service.slug, "web:open", found.token),
                ring=_own_number(),
            )
            subject, body = words.own_link(notice, way)
            outbox.queue(
                service_id=service.id,
                to=found.person_id,
                way=way,
                key=f"{private.BACK}{back_id}",
                subject=subject,
                body=body,
                address=found.value,
            )


def _stops(one: changes.ToTell, service: services.ServiceFact) -> str:
    return services.address(service.slug, "web:stop_back", one.stop) if one.stop else ""


def _own_number() -> str:
    own = [one.number for one in services.numbers() if one.kind == NumberKind.SERVICE]
    return own[0] if own else ""
