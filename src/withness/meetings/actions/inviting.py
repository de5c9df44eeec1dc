"""Telling everybody who is asked, each by their own way and with their own link.

What leaves the house names nobody else and gives no reason (promise 20); a place only if the
service lets it be named outside.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery import words as delivery
from withness.delivery.actions import calendar, caring, outbox
from withness.delivery.models import Message
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import State as MessageState
from withness.delivery.rules.states import Way
from withness.meetings import models
from withness.meetings.actions import asking, loading, speakers
from withness.meetings.rules import life, ways
from withness.meetings.rules.states import State, Where
from withness.people.actions import links
from withness.people.models import Person
from withness.people.queries import persons
from withness.people.rules import Purpose, ReachKind
from withness.service import queries as services
from withness.service import rules as service_rules
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


class What(StrEnum):
    """What a message tells."""

    ASKED = "invitation"
    MOVED = "moved"
    CALLED_OFF = "called_off"


SENTENCES = {
    What.ASKED: delivery.invitation,
    What.MOVED: delivery.moved,
    What.CALLED_OFF: delivery.called_off,
}


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who is told: their language, their address, the ways open to them."""

    person_id: UUID
    language: str
    mail: str  # "" where there is none
    open_ways: tuple[Way, ...]


def receivers(asked: list[models.Invitation]) -> dict[UUID, Receiver]:
    """Return everybody who is asked, by person, in two queries."""
    ids = [one.person_id for one in asked]
    working = {one.person_id for one in asked if one.practitioner_id}
    rows = Person.objects.filter(pk__in=ids).values_list("id", "language", "account__email")
    reaches = persons.reaches_of_all(ids)
    return {
        person_id: _receiver(
            person_id,
            language,
            account or "",
            reaches.get(person_id, ()),
            works_here=person_id in working,
        )
        for person_id, language, account in rows
    }


def _receiver(
    person_id: UUID,
    language: str,
    account: str,
    reaches: tuple[persons.ReachFact, ...],
    *,
    works_here: bool,
) -> Receiver:
    known = [ways.Reachable(one.kind, one.may_write) for one in reaches]
    mails = [one.value for one in reaches if one.kind == ReachKind.MAIL and one.may_write]
    mail = (account if works_here else "") or next(iter(mails), "")
    open_ways = ways.possible(known, works_here=works_here and bool(mail))
    return Receiver(person_id, language, mail, open_ways)


def tell(
    meeting: models.Meeting,
    asked: list[models.Invitation],
    what: What,
    chosen: dict[UUID, Way] | None = None,
) -> None:
    """Tell everybody who is asked; called inside the transaction of the deed it tells of.

    `chosen`: the way for a person; without one the way they were asked before, or their usual one.
    Messages that still wait are called off first, so that nobody reads two truths. Whoever left
    the network since they were asked is told nothing.
    """
    asked = asking.still(meeting.network_id, asked)
    service = services.by_id(meeting.service_id)
    known = receivers(asked)
    for one in asked:
        to = known[one.person_id]
        way = (chosen or {}).get(one.person_id) or (Way(one.way) if one.way else None)
        if way is not None and way not in to.open_ways:
            way = None
        _tell_one(meeting, one, what, to, ways.chosen(way, to.open_ways), service)
    speakers.tell(meeting, asked, what)


def again(*, invitation_id: UUID, way: Way, by: Viewer) -> None:
    """Ask somebody once more, or by another way; raise `NotAllowed`, `NotPossible`, `NoWayThere`.

    By telephone: writes down who told them. Anything else is queued with a new personal link.
    """
    with transaction.atomic():
        one = loading.invitation(invitation_id)
        right = policy.require(by, "meetings.ask_again", one)
        meeting = one.meeting
        if not asking.still(meeting.network_id, [one]):
            raise NotAllowed
        life.may_change(State(meeting.state))
        to = receivers([one])[one.person_id]
        service = services.by_id(meeting.service_id)
        what = What.MOVED if one.sequence else What.ASKED
        _tell_one(meeting, one, what, to, ways.chosen(way, to.open_ways), service, anew=True)
        if way == Way.TOLD:
            outbox.told(
                service_id=meeting.service_id,
                to=one.person_id,
                key=f"told:{one.pk}:{one.sequence}",
                about=one.pk,
                by=by,
                network=meeting.network_id,
            )
        trail.did(
            "meetings.ask_again", by=by, right=right, about=one.pk, network=meeting.network_id
        )


def letter(*, invitation_id: UUID, by: Viewer) -> str:
    """Return the address of a new personal link, for a letter that is printed now."""
    with transaction.atomic():
        one = loading.invitation(invitation_id)
        right = policy.require(by, "meetings.letter", one)
        if not asking.still(one.meeting.network_id, [one]):
            raise NotAllowed
        service = services.by_id(one.service_id)
        _post_letters(one, by)
        trail.did(
            "meetings.letter", by=by, right=right, about=one.pk, network=one.meeting.network_id
        )
        return own_page(one, service)


def _post_letters(one: models.Invitation, by: Viewer) -> None:
    """Take letters that wait to be printed as printed: this one goes instead."""
    waiting = Message.objects.filter(about_id=one.pk, way=Way.LETTER, state=MessageState.WAITING)
    for message_id in list(waiting.values_list("pk", flat=True)):
        caring.arrived(message_id=message_id, by=by)


def own_file(*, invitation_id: UUID, by: Viewer) -> str:
    """Return one's own calendar file to take along; anybody else's raises `NotAllowed`."""
    one = models.Invitation.objects.select_related("meeting__place").filter(pk=invitation_id)
    row = one.first()
    if row is None:
        raise NotAllowed
    policy.require(by, "meetings.read_own_invitation", row)
    off = row.called_off_at is not None or row.meeting.state == State.CALLED_OFF
    return calendar_file(
        row.meeting,
        row,
        method="CANCEL" if off else "PUBLISH",
        language=by.language,
        sender_name=services.by_id(by.service_id).sender_name,
    )


def own_page(one: models.Invitation, service: services.ServiceFact) -> str:
    """Return the address of somebody's own page about a meeting, with a link made for them alone.

    Practitioners sign in, so theirs is the meeting's page.
    """
    if one.practitioner_id:
        return services.address(service.slug, "meetings:meeting", one.meeting_id)
    token = links.make(
        service_id=one.service_id,
        person_id=one.person_id,
        purpose=Purpose.INVITATION,
        opens_id=one.pk,
        days=service.link_days,
    )
    return services.address(service.slug, "web:open", token)


def where_outside(meeting: models.Meeting, language: str) -> str:
    """Return what may be said outside about the place; "" where nothing may."""
    if meeting.where == Where.ONLINE:
        with translation.override(language):
            return _("online")
    place = meeting.place
    if place is None or not place.may_be_named or service_rules.tells_too_much(place.name):
        return ""
    return place.name


def calendar_file(
    meeting: models.Meeting,
    one: models.Invitation,
    *,
    method: str,
    language: str,
    sender_name: str,
    attendee: str = "",
) -> str:
    """Return one person's own calendar file, with nobody else's address in it."""
    return calendar.file(
        uid=one.uid,
        sequence=one.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        zone=meeting.zone,
        summary=delivery.summary(language),
        where=where_outside(meeting, language),
        method=method,
        sender_name=sender_name,
        attendee=attendee,
    )


def _tell_one(
    meeting: models.Meeting,
    one: models.Invitation,
    what: What,
    to: Receiver,
    way: Way,
    service: services.ServiceFact,
    *,
    anew: bool = False,
) -> None:
    outbox.call_off(about=one.pk)
    if one.way != way:
        one.way = way
        one.save(update_fields=["way"])
    if way == Way.TOLD:
        return
    notice = Notice(
        language=to.language,
        sender_name=service.sender_name,
        link=own_page(one, service),
        at=meeting.starts_at,
        zone=meeting.zone,
        minutes=meeting.minutes,
        where=where_outside(meeting, to.language),
        ring=_number(),
    )
    subject, body = SENTENCES[what](notice, way)
    method = "CANCEL" if what == What.CALLED_OFF else "REQUEST"
    outbox.queue(
        service_id=one.service_id,
        to=one.person_id,
        way=way,
        key=f"{what}:{one.pk}:{one.sequence}" + (f":{timezone.now().timestamp()}" if anew else ""),
        subject=subject,
        body=body,
        about=one.pk,
        address=to.mail if way == Way.MAIL and one.practitioner_id else None,
        calendar=calendar_file(
            meeting,
            one,
            method=method,
            language=to.language,
            sender_name=service.sender_name,
            attendee=to.mail,
        )
        if way == Way.MAIL
        else None,
        calendar_method=method if way == Way.MAIL else "",
        network=meeting.network_id,
    )


def _number() -> str:
    """The service's own telephone number, where it has one."""
    kinds = service_rules.NumberKind
    own = [one.number for one in services.numbers() if one.kind == kinds.SERVICE]
    return own[0] if own else ""
