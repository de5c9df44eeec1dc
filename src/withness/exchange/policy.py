"""Who may bring networks in, hand an extract over, and see what was handed over.

Keeping the rota, the accounts or the settings opens nothing here (promise 4).
"""

from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of, is_person, works_here
from withness.exchange.models import Arrival, Extract, Wish
from withness.meetings import models as meetings
from withness.meetings.rules.states import Came, State
from withness.networks.models import Death, Membership, Network
from withness.networks.policy.belonging import FULL, belongs_as
from withness.networks.policy.deciding import died
from withness.networks.rules import belonging
from withness.people.models import Person
from withness.values.rules.viewer import Belonging, Viewer


def _own_networks(viewer: Viewer) -> frozenset[UUID]:
    return belonging.networks_as(viewer, Belonging.PRACTITIONER)


def _was_at(viewer: Viewer, meeting_id: UUID) -> bool:
    if viewer.person_id is None:
        return False
    there = meetings.Attendance.objects.filter(meeting_id=meeting_id, person_id=viewer.person_id)
    return there.exclude(came=Came.MISSED).exists()


def _attended(viewer: Viewer, column: str) -> Q:
    if viewer.person_id is None:
        return NOTHING
    there = meetings.Attendance.objects.filter(person_id=viewer.person_id)
    return Q(**{f"{column}__in": there.exclude(came=Came.MISSED).values("meeting_id")})


def _joined_before(viewer: Viewer, meeting: meetings.Meeting) -> bool:
    return any(
        seat.network_id == meeting.network_id
        and seat.left_at is None
        and seat.joined_at <= meeting.starts_at
        for seat in viewer.seats
    )


def _where_joined_before(viewer: Viewer) -> Q:
    rows = NOTHING
    for seat in viewer.seats:
        if seat.left_at is None:
            rows |= Q(network_id=seat.network_id, starts_at__gte=seat.joined_at)
    return rows


its_practitioner_then = Condition(
    "its_practitioner_then",
    _("you belong to this network as a practitioner, and did when it met"),
    holds=lambda viewer, meeting: (
        meeting.network_id in _own_networks(viewer)
        and (_joined_before(viewer, meeting) or _was_at(viewer, meeting.pk))
    ),
    where=lambda viewer: (
        Q(network_id__in=_own_networks(viewer))
        & (_where_joined_before(viewer) | _attended(viewer, "pk"))
    ),
)
was_held = Condition(
    "was_held",
    _("the meeting was held"),
    holds=lambda _viewer, meeting: meeting.state == State.HELD,
    where=lambda _viewer: Q(state=State.HELD),
)
its_practitioner = belongs_as(
    "its_practitioner",
    _("you belong to this network as a practitioner"),
    "pk",
    Belonging.PRACTITIONER,
)
is_of_network = belongs_as("is_of_network", _("you belong to this network"), "network_id", *FULL)
guest_who_was_there = Condition(
    "guest_who_was_there",
    _("you were a guest of this meeting"),
    holds=lambda viewer, extract: (
        extract.network_id in belonging.networks_as(viewer, Belonging.AGENCY)
        and _was_at(viewer, extract.meeting_id)
    ),
    where=lambda viewer: (
        Q(network_id__in=belonging.networks_as(viewer, Belonging.AGENCY))
        & _attended(viewer, "meeting_id")
    ),
)
brought_it = is_person("brought_it", _("you brought this file"), "brought_by_id")
is_oneself = Condition(
    "is_oneself",
    _("it is about you"),
    holds=lambda viewer, person: (
        person is not None and viewer.person_id is not None and person.pk == viewer.person_id
    ),
    where=lambda viewer: Q(pk=viewer.person_id) if viewer.person_id is not None else NOTHING,
)


def _known(viewer: Viewer) -> "QuerySet[Membership, UUID]":
    rows = Membership.objects.filter(
        network_id__in=_own_networks(viewer), left_at=None, practitioner=None
    )
    return rows.values_list("person_id", flat=True)


meets_them = Condition(
    "meets_them",
    _("you belong to a network with them, as a practitioner"),
    holds=lambda viewer, person: (
        person is not None and _known(viewer).filter(person_id=person.pk).exists()
    ),
    where=lambda viewer: Q(pk__in=_known(viewer)) if _own_networks(viewer) else NOTHING,
)
lives = Condition(
    "lives",
    _("nobody wrote down that they have died"),
    holds=lambda _viewer, person: (
        not Death.objects.filter(person_id=person.pk, undone_at=None).exists()
    ),
    where=lambda _viewer: ~Q(died(OuterRef("pk"))),
)
is_own_wish = is_person("is_own_wish", _("it is your own wish"))
wrote_wish_down = is_person("wrote_wish_down", _("you wrote this wish down"), "written_by_id")
meets_wisher = Condition(
    "meets_wisher",
    _("you belong to a network with them, as a practitioner"),
    holds=lambda viewer, wish: _known(viewer).filter(person_id=wish.person_id).exists(),
    where=lambda viewer: Q(person_id__in=_known(viewer)) if _own_networks(viewer) else NOTHING,
)

DEEDS = (
    Deed("exchange.import", _("bring networks in from a file"), None, (all_of(works_here),)),
    Deed(
        "exchange.finish_import",
        _("look at a file and bring it in"),
        Arrival,
        (all_of(brought_it, works_here),),
    ),
    Deed(
        "exchange.extract",
        _("hand over a short extract of a meeting"),
        meetings.Meeting,
        (all_of(its_practitioner_then, works_here, was_held),),
    ),
    Deed(
        "exchange.note_number",
        _("write down a patient number for extracts"),
        Network,
        (all_of(its_practitioner, works_here),),
    ),
    Deed(
        "exchange.see_handed",
        _("see what was handed over"),
        Extract,
        (all_of(is_of_network), all_of(guest_who_was_there)),
    ),
    Deed(
        "exchange.take_everything",
        _("take a copy of everything that is held about oneself"),
        Person,
        (all_of(is_oneself),),
    ),
    Deed(
        "exchange.wish_to_be_forgotten",
        _("ask that something about somebody is forgotten"),
        Person,
        (all_of(is_oneself), all_of(meets_them, works_here, lives)),
    ),
    Deed(
        "exchange.leave_as_it_is",
        _("call a wish to be forgotten off"),
        Wish,
        (
            all_of(is_own_wish),
            all_of(wrote_wish_down, works_here),
            all_of(meets_wisher, works_here),
        ),
    ),
    Deed(
        "exchange.downtime",
        _("print a sheet for a day without internet"),
        None,
        (all_of(works_here),),
    ),
)
