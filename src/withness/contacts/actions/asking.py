"""Somebody asks for help, on the public page or through a practitioner who writes it down."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.contacts import models
from withness.contacts.actions import linking, warning
from withness.contacts.queries import reading
from withness.contacts.rules import promise, said, states
from withness.delivery.rules.states import Way
from withness.people import rules as people
from withness.people.actions import persons
from withness.service import queries as services
from withness.teams.queries import duty, teams, work
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer

TWICE = timedelta(hours=1)  # so long the same form gives its own link again


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the contact, the token of the caller's link, and how it went to them.

    `token` is None where they want no link, or where this form gave one long ago.
    """

    contact_id: UUID
    token: str | None
    link_by: said.LinkBy


def ask(*, words: said.Said, once: UUID, by: Viewer, team_id: UUID | None = None) -> Asked:
    """Keep a call for help from the public page; the promise runs from now.

    `once`: the form's own id; the same form sent again asks once, and what was changed in it is
    added. `team_id`: the team the caller chose, else whichever reads first. Raises `NoName`,
    `TooLong` or `NoTeam`.
    """
    right = policy.require(by, "contacts.ask")
    clean, now = said.kept(words), timezone.now()
    reader = reading.first_reader(now)
    if reader is None:
        raise said.NoTeam
    chosen = team_id if team_id and teams.by_id(team_id) else reader.team_id
    holder_id = duty.holder_for(chosen, now)
    return _once(_Call(clean, once, now, chosen, holder_id, right, by))


def write_down(
    *,
    words: said.Said,
    once: UUID,
    route: states.Route,
    link_by: said.LinkBy,
    by: Viewer,
    team_id: UUID | None = None,
) -> Asked:
    """Keep a call or a referral that a practitioner took, in the caller's words.

    Whoever took the call holds the promise until somebody takes it, in whichever team it is for
    (`team_id`, else their own). `link_by`: how the caller
    gets their own link (`SHOWN`: by mail or SMS to what they gave). Raises `NoName`, `TooLong`.
    """
    right = policy.require(by, "contacts.write_down")
    post = work.post_of(by.person_id) if by.person_id else None
    if post is None:
        raise NotAllowed
    chosen = team_id if team_id and teams.by_id(team_id) else post.team_id
    call = _Call(
        said.kept(words), once, timezone.now(), chosen, post.practitioner_id, right, by,
        route=route, link_by=link_by, written_by=post.practitioner_id,
    )  # fmt: skip
    return _once(call)


@dataclass(frozen=True, slots=True)
class _Call:
    words: said.Said
    once: UUID
    at: datetime
    team_id: UUID
    holder_id: UUID
    right: policy.Row
    by: Viewer
    route: states.Route = states.Route.PAGE
    link_by: said.LinkBy = said.LinkBy.SHOWN
    written_by: UUID | None = None


def _once(call: _Call) -> Asked:
    again = _again(call)
    if again is not None:
        return again
    try:
        with transaction.atomic():
            return _new(call, call.once)
    except IntegrityError:  # the same form, sent twice at the same moment
        again = _again(call)
    if again is not None:
        return again
    with transaction.atomic():
        return _new(call, uuid4())


def _new(call: _Call, once: UUID) -> Asked:
    words, service = call.words, services.by_id(call.by.service_id)
    caller_id = persons.add(service_id=service.id, name=words.name, language=words.language)
    found = said.reaches(words.how_to_reach, may_write=words.may_write)
    for kind, value in found:
        persons.reach(
            service_id=service.id,
            person_id=caller_id,
            kind=kind,
            value=value,
            when_safe=words.how_to_reach if words.how_to_reach != value else "",
            may_write=words.may_write,
            is_new=True,
        )
    contact = models.Contact(
        service_id=service.id,
        team_id=call.team_id,
        caller_id=caller_id,
        centre_id=caller_id if words.asked_by == states.Caller.SELF else None,
        asked_by=words.asked_by,
        route=call.route,
        for_whom=words.for_whom or None,
        how_to_reach=words.how_to_reach or None,
        hope=words.hope or None,
        who=words.who or None,
        when_and_where=words.when_and_where or None,
        agency=words.agency or None,
        language=words.language,
        written_by_id=call.written_by,
        once=once,
        asked_at=call.at,
        promised_until=promise.until(call.at, service.promise_hours),
    )
    contact.save(force_insert=True)
    models.Holding(
        service_id=service.id, contact=contact, holder_id=call.holder_id, from_at=call.at
    ).save(force_insert=True)
    deed = "contacts.write_down" if call.written_by else "contacts.ask"
    trail.did(deed, by=call.by, right=call.right, about=contact.pk)
    if call.written_by is None:
        warning.came_in(contact_id=contact.pk, service=service)
    return _linked(call, contact.pk, caller_id, service, found)


def _linked(
    call: _Call,
    contact_id: UUID,
    caller_id: UUID,
    service: services.ServiceFact,
    found: tuple[tuple[people.ReachKind, str], ...],
) -> Asked:
    words, link_by = call.words, call.link_by
    if link_by == said.LinkBy.NONE:
        return Asked(contact_id, None, link_by)
    token = linking.make(contact_id=contact_id, person_id=caller_id, service=service)
    way, address = Way.LETTER, None
    if link_by != said.LinkBy.LETTER:
        if not (found and words.may_write):
            alone = not words.how_to_reach
            return Asked(contact_id, token, said.LinkBy.ALONE if alone else link_by)
        kind, address = found[0]
        way = Way.MAIL if kind == people.ReachKind.MAIL else Way.SMS
        link_by = said.LinkBy(way)
    linking.send(
        contact_id=contact_id, person_id=caller_id, token=token, way=way, address=address,
        language=words.language, service=service,
    )  # fmt: skip
    return Asked(contact_id, token, link_by)


def _again(call: _Call) -> Asked | None:
    """Answer the same form sent again: one contact, and nothing that was changed is lost."""
    with transaction.atomic():
        rows = models.Contact.objects.select_for_update().filter(once=call.once)
        contact = rows.filter(ended_at=None).first()
        if contact is None:
            return None
        _add_what_is_new(contact, call.words)
        link_by = call.link_by if contact.how_to_reach else said.LinkBy.ALONE
        if call.at - contact.asked_at > TWICE or call.written_by:
            return Asked(contact.pk, None, link_by)
        service = services.by_id(contact.service_id)
        token = linking.make(contact_id=contact.pk, person_id=contact.caller_id, service=service)
        return Asked(contact.pk, token, link_by)


def _add_what_is_new(contact: models.Contact, words: said.Said) -> None:
    """Put what stands newly in a form that was sent again below what stood there before."""
    changed = []
    for name in ("how_to_reach", "hope", "who", "when_and_where"):
        before = getattr(contact, name) or ""
        after = said.joined(before, getattr(words, name))
        if after != before:
            setattr(contact, name, after)
            changed.append(name)
    if changed:
        contact.save(update_fields=changed)
