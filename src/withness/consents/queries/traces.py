"""What of the trail concerns somebody: for their own page, and for a copy of everything."""

from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from withness.access import policy
from withness.access.policy import NOTHING
from withness.consents.models import Demand
from withness.contacts.models import Contact
from withness.networks.models import Membership
from withness.trail.policy import by_staff_or_guest
from withness.values.rules.viewer import Belonging, Viewer

FAR = datetime(9999, 1, 1, tzinfo=UTC)
MEMBERS = (Belonging.CENTRE, Belonging.MEMBER)


def concerning(viewer: Viewer, person_id: UUID) -> Q:
    """Return the filter for the entries that the viewer may read; theirs is `person_id`.

    What they did themselves; what staff and guests opened of the networks they belonged to then,
    and of their own call for help; what a lawful demand opened, once the network was told. Three
    questions.
    """
    allowed = (
        policy.where(viewer, "trail.read")
        | _of_contacts(viewer, person_id) & by_staff_or_guest.where(viewer)
        | _told(viewer) & policy.where(viewer, "trail.read_told")
    )
    return allowed & ~_as_members(viewer, person_id)


def _of_contacts(viewer: Viewer, person_id: UUID) -> Q:
    """What was opened of the calls for help by or for somebody.

    A caller sees it until the person at the centre was reached, and later if the person says so.
    """
    found = NOTHING
    rows = policy.open_to(viewer, "contacts.see_who_opened", Contact.objects.all())
    columns = ("id", "centre_id", "reached_at", "caller_may_know")
    for pk, centre_id, reached_at, may_know in rows.values_list(*columns):
        one = Q(about_id=pk)
        if reached_at is not None and centre_id != person_id and not may_know:
            one &= Q(at__lt=reached_at)
        found = one if found is NOTHING else found | one
    return found


def _told(viewer: Viewer) -> Q:
    """What lawful demands opened, where the network was told of each that it can have been."""
    told, untold = NOTHING, NOTHING
    rows = Demand.objects.filter(network_id__in={seat.network_id for seat in viewer.seats})
    columns = (
        "network_id", "proposed_by_id", "confirmed_by_id", "proposed_at", "closes_at", "told_at",
    )  # fmt: skip
    for network_id, proposer, confirmer, since, until, told_at in rows.values_list(*columns):
        two = [person_id for person_id in (proposer, confirmer) if person_id]
        one = Q(network_id=network_id, person_id__in=two, at__gte=since, at__lte=until)
        if told_at is None:
            untold = one if untold is NOTHING else untold | one
        else:
            told = one if told is NOTHING else told | one
    return told if untold is NOTHING else told & ~untold


def _as_members(viewer: Viewer, own: UUID) -> Q:
    """Leave out what somebody who works here read as a member: it is shown to no other member."""
    rows = Membership.objects.filter(
        network_id__in={seat.network_id for seat in viewer.seats}, belonging__in=MEMBERS
    ).exclude(person_id=own)
    found = NOTHING
    columns = ("network_id", "person_id", "joined_at", "left_at")
    for network_id, person_id, joined_at, left_at in rows.values_list(*columns):
        one = Q(
            network_id=network_id, person_id=person_id, at__gte=joined_at, at__lte=left_at or FAR
        )
        found = one if found is NOTHING else found | one
    return found
