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
from withness.delivery.rules.states import WAYS
from withness.people.actions import backs as returning
from withness.people.actions import telling
from withness.people.actions.proofs import Coded
from withness.people.queries import backs, changes
from withness.people.rules import ReachKind
from withness.service import queries as services

AT_ONCE = 100


def send(coded: Coded, service: services.ServiceFact) -> None:
    """Queue six digits to where they go."""
    notice = Notice(language=coded.language, sender_name=service.sender_name)
    text = words.code(notice, coded.digits, WAYS[coded.kind])
    key = f"{private.CODE}{coded.code_id}"
    _queue(service, coded.person_id, coded.kind, coded.value, key, text)


def ask_named(*, back_id: UUID, service: services.ServiceFact) -> None:
    """Ask each of the people somebody named; each gets a link of their own, and no name."""
    for one in backs.asked_of(back_id):
        notice = Notice(
            language=one.language,
            sender_name=service.sender_name,
            link=services.address(service.slug, "web:named", one.token),
        )
        text = words.asked_to_help(notice, WAYS[one.kind])
        _queue(service, one.person_id, one.kind, one.value, f"{private.NAMED}{one.vouch_id}", text)


def tell_changes(*, service: services.ServiceFact) -> None:
    """Tell people on every other way that something about their way in has changed."""
    ring = services.own_number()
    for one in changes.untold(AT_ONCE):
        with transaction.atomic():
            if not telling.told(change_id=one.id):
                continue  # another worker does
            notice = Notice(
                language=one.language,
                sender_name=service.sender_name,
                link=_stops(one, service),
                at=one.at,
                zone=service.zone,
                ring=ring,
            )
            say = words.way_back if one.stop else words.door_changed
            for way_id, kind, value in one.ways:
                key = f"{private.CHANGED}{one.id}:{way_id}"
                _queue(service, one.person_id, kind, value, key, say(notice, WAYS[kind]))


def let_back_in(*, service: services.ServiceFact, now: datetime) -> None:
    """Send a new link to everybody whose waiting is over."""
    for back_id in backs.due(now):
        with transaction.atomic():
            found = returning.finish(back_id=back_id, days=service.link_days)
            if found is None or found.token is None:
                continue
            notice = Notice(
                language=found.language,
                sender_name=service.sender_name,
                link=services.address(service.slug, "web:open", found.token),
                ring=services.own_number(),
            )
            text = words.own_link(notice, WAYS[found.kind])
            key = f"{private.BACK}{back_id}"
            _queue(service, found.person_id, found.kind, found.value, key, text)


def _queue(
    service: services.ServiceFact, to: UUID, kind: ReachKind, value: str, key: str, text: words.Text
) -> None:
    subject, body = text
    outbox.queue(
        service_id=service.id, to=to, way=WAYS[kind], key=key,
        subject=subject, body=body, address=value,
    )  # fmt: skip


def _stops(one: changes.ToTell, service: services.ServiceFact) -> str:
    return services.address(service.slug, "web:stop_back", one.stop) if one.stop else ""
