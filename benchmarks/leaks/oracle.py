"""Who may read a planted word: asked of the rules of the house, row by row, never of its questions.

The pages find what they show by filters; this asks the predicate of one row. Where a room has no
deed for a word, who may meet whom is worked out here from places, meetings and calls alone.
"""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django_scopes import scope

from withness.access import policy
from withness.consents.models import Glass
from withness.contacts.models import Contact
from withness.meetings.models import Attendance, Invitation
from withness.networks.models import Membership, Network
from withness.people.models import Link, Person
from withness.records.models import About, Line, Reader
from withness.teams.models import Practitioner
from withness.values.rules.viewer import Belonging, Viewer, Way, nobody

# Every deed that opens a kind of word; the predicate is asked with the row the word lies on.
DEEDS = {
    "line": ("records.read",),
    "agreement": ("records.read_agreement",),
    "question": ("records.read_question",),
    "held": ("records.read_held",),
    "closing": ("records.open",),
    "left_out": ("meetings.read_left_out",),
    "left_out_answer": ("meetings.read_left_out", "meetings.read_peers_answer"),
    "without_peer": ("networks.read_staff_reason",),
    "contact": ("contacts.read", "contacts.read_as_caller"),
    "where": ("meetings.read",),
    "working_name": ("networks.know", "networks.see_waiting", "consents.find_glass"),
    "consent": ("consents.read",),
    "told": ("consents.see_told",),
    "order": ("consents.read_order", "consents.read_demand"),
    "glass": ("consents.read_glass_reason",),
}


@dataclass(frozen=True)
class Planted:
    """A word that stands nowhere else: its kind, and the row that decides who may read it."""

    kind: str
    service_id: UUID
    model: type[Model]
    row_id: UUID


@dataclass(frozen=True)
class Persona:
    """Somebody who asks: nobody, or persons of one or two services, by account or by link."""

    kind: str
    persons: tuple[UUID, ...] = ()
    by_link: UUID | None = None  # what their link opens
    is_proved: bool = True


def viewer_of(persona: Persona, service_id: UUID) -> Viewer:
    """Return who a persona is in a service, from the tables themselves."""
    from tests import make

    person = Person.objects.filter(pk__in=persona.persons, service_id=service_id).first()
    if person is None or not persona.is_proved:
        return nobody(service_id)
    if persona.by_link is None:
        seen = make.viewer(person)
        return seen if seen.way == Way.SIGNED_IN else nobody(service_id)
    still = Link.objects.filter(
        person=person, opens_id=persona.by_link, revoked_at=None, ends_at__gt=timezone.now()
    ).exists()
    return (
        make.viewer(person, way=Way.LINK, opens=[persona.by_link]) if still else nobody(service_id)
    )


def may_read(persona: Persona, service_id: UUID, planted: Planted) -> bool:
    """Whether a page of a service may show a planted word to somebody."""
    if planted.service_id != service_id:
        return False
    with scope(service=service_id):
        viewer = viewer_of(persona, service_id)
        glass = Glass.objects.filter(
            person_id=viewer.person_id, ends_at__gt=timezone.now(), closed_at=None
        ).values_list("network_id", flat=True)
        if viewer.practitioner_id:
            viewer = replace(viewer, glass=frozenset(glass))
        row = planted.model._base_manager.filter(pk=planted.row_id).first()
        if row is None:
            return False
        special = SPECIAL.get(planted.kind)
        if special is not None:
            return special(viewer, row)
        return any(policy.may(viewer, deed, row) for deed in DEEDS[planted.kind])


def _wording(viewer: Viewer, row: Any) -> bool:
    """An earlier wording: its owner's; a practitioner's stays open to the line's readers."""
    line = row.line
    own = viewer.person_id in (line.speaker_id, line.written_by_id)
    staff = Practitioner.objects.filter(person_id=line.speaker_id).exists()
    return own or (staff and policy.may(viewer, "records.read", line) is not None)


def _invitation(viewer: Viewer, row: Any) -> bool:
    """What somebody says makes it easier: their own, and of those who read the whole meeting."""
    own = viewer.person_id == row.person_id
    return own or policy.may(viewer, "meetings.read_whole", row.meeting) is not None


def _reach(viewer: Viewer, row: Any) -> bool:
    """A way to reach somebody: their own, of their network's practitioners, of those who answer."""
    if viewer.person_id == row.person_id:
        return True
    places = Membership.objects.filter(person_id=row.person_id)
    if any(policy.may(viewer, "networks.see_reach", place) for place in places):
        return True
    return _answers(viewer, row.person_id)


def _answers(viewer: Viewer, person_id: UUID) -> bool:
    calls = Contact.objects.filter(caller_id=person_id) | Contact.objects.filter(
        centre_id=person_id
    )
    return any(policy.may(viewer, "contacts.read", call) for call in calls)


def _name(viewer: Viewer, row: Any) -> bool:
    """A name: whoever sits with them, met them, answers their call, reads them, or works here."""
    if viewer.person_id is None:
        return False
    if viewer.person_id == row.pk or Practitioner.objects.filter(person=row).exists():
        return True
    return (
        _sits_with(viewer, row)
        or _met(viewer, row)
        or _answers(viewer, row.pk)
        or _reads(viewer, row)
        or _is_around(viewer, row)
    )


def _is_around(viewer: Viewer, row: Any) -> bool:
    """Whoever once had a place, or spoke, in a network knows around whom it is."""
    ever = {seat.network_id for seat in viewer.seats}
    spoke = Line.objects.filter(speaker_id=viewer.person_id).values("network_id")
    around = Network.objects.filter(centre=row)
    return around.filter(pk__in=ever).exists() or around.filter(pk__in=spoke).exists()


def _reads(viewer: Viewer, row: Any) -> bool:
    """A line says whose it is, and who wrote it down, to everybody who may read it.

    Whose it is sees whom they opened it to, and of whom they marked it to speak.
    """
    own = {"line__speaker_id": viewer.person_id, "person": row}
    if Reader.objects.filter(**own).exists() or About.objects.filter(**own).exists():
        return True
    lines = Line.objects.filter(speaker=row) | Line.objects.filter(written_by=row)
    return any(policy.may(viewer, "records.read", line) for line in lines)


def _sits_with(viewer: Viewer, row: Any) -> bool:
    seats = {seat.network_id: seat for seat in viewer.seats if seat.left_at is None}
    opened = viewer.glass | {demand.network_id for demand in viewer.demands}
    for place in Membership.objects.filter(person=row):
        seat = seats.get(place.network_id)
        if place.network_id in opened:
            return True
        if seat and (seat.belonging != Belonging.AGENCY or place.belonging == Belonging.CENTRE):
            return True
    return False


def _met(viewer: Viewer, row: Any) -> bool:
    for mine in (Invitation, Attendance):
        there = mine.objects.filter(person_id=viewer.person_id).values("meeting_id")
        for theirs in (Invitation, Attendance):
            if theirs.objects.filter(person=row, meeting__in=there).exists():
                return True
    return False


def _how(viewer: Viewer, row: Any) -> bool:
    """How the person at the centre calls somebody: that person, and those who know who belongs."""
    own = viewer.person_id is not None and viewer.person_id == row.person_id
    return own or policy.may(viewer, "networks.read", row.network) is not None


def _about(viewer: Viewer, row: Any) -> bool:
    """Of whom a line speaks: the one whose words it is, and nobody else."""
    return viewer.person_id is not None and viewer.person_id in (
        row.line.speaker_id,
        row.line.written_by_id,
    )


SPECIAL = {
    "about": _about,
    "how": _how,
    "wording": _wording,
    "invitation": _invitation,
    "reach": _reach,
    "name": _name,
}
