"""Telling those who hold a promise, and those on duty, in words that say nothing outside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from withness.contacts import models
from withness.contacts.queries import holders
from withness.contacts.queries.due import DueFact
from withness.contacts.rules import promise
from withness.delivery import words as letters
from withness.delivery.actions import outbox
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import Way
from withness.people.queries import persons
from withness.service import queries as services
from withness.teams.queries import duty


def came_in(*, contact_id: UUID, service: services.ServiceFact) -> None:
    """Tell the holder that a promise came to them; called inside the deed."""
    contact = models.Contact.objects.get(pk=contact_id)
    holder = holders.now([contact_id])[contact_id]
    _tell(contact, holder.person_id, "new", service, others=False)


def tell(*, due: DueFact, now: datetime, service: services.ServiceFact) -> int:
    """Give one warning of a promise, once, and return how many people are told.

    Asked again, also by two workers at once, it tells nobody a second time.
    """
    with transaction.atomic():
        contact = (
            models.Contact.objects.select_for_update()
            .filter(pk=due.contact_id, ended_at=None)
            .first()
        )
        if contact is None:
            return 0
        one = promise.warning(
            contact.asked_at,
            contact.promised_until,
            now,
            hours=service.warn_hours,
            told=contact.warned,
        )
        if one is None:
            return 0
        contact.warned = sorted({*contact.warned, *one.settled}, reverse=True)
        contact.save(update_fields=["warned"])
        holder_id = holders.now([contact.pk])[contact.pk].person_id
        _tell(contact, holder_id, str(one.mark), service, others=False)
        if not one.everyone:
            return 1
        beside = {p.person_id for p in duty.on_duty(contact.team_id, now)} - {holder_id}
        for person_id in sorted(beside):
            _tell(contact, person_id, str(one.mark), service, others=True)
        return 1 + len(beside)


def _tell(
    contact: models.Contact,
    person_id: UUID,
    mark: str,
    service: services.ServiceFact,
    *,
    others: bool,
) -> None:
    person = persons.person(person_id)
    notice = Notice(
        language=person.language if person else service.languages[0],
        sender_name=service.sender_name,
        link=services.address(service.slug, "contacts:contact", contact.pk),
        at=contact.promised_until,
        zone=service.zone,
    )
    subject, body = (letters.promise_waits if others else letters.promise_warning)(notice)
    outbox.queue(
        service_id=service.id, to=person_id, way=Way.MAIL, subject=subject, body=body,
        key=f"promise:{contact.pk}:{mark}:{person_id}", about=contact.pk,
    )  # fmt: skip
