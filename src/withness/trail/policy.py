"""Who may read the trail: what one did oneself, and what staff and guests opened of one's own.

What members read is shown to no other member (promise 19). What was opened under a lawful demand
is not shown by `trail.read`: only an upper room knows whether the network was told of it.
"""

from datetime import UTC, datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of
from withness.trail.models import Entry
from withness.values.rules.viewer import Belonging, Seat, Viewer

DEMAND = "demand"  # in the name of every right that a lawful demand gives
GUEST = "guest_who_was_there"
FAR = datetime(9999, 1, 1, tzinfo=UTC)


def _own(viewer: Viewer, entry: Entry) -> bool:
    return viewer.person_id is not None and entry.person_id == viewer.person_id


def _at_home(viewer: Viewer) -> list[Seat]:
    """A guest comes to meetings; what goes on in the network is not theirs to follow."""
    return [seat for seat in viewer.seats if seat.belonging != Belonging.AGENCY]


def _in_own_time(viewer: Viewer, entry: Entry) -> bool:
    return any(
        seat.network_id == entry.network_id and seat.joined_at <= entry.at <= (seat.left_at or FAR)
        for seat in _at_home(viewer)
    )


def _where_own_time(viewer: Viewer) -> Q:
    found = NOTHING
    for seat in _at_home(viewer):
        found |= Q(network_id=seat.network_id, at__gte=seat.joined_at, at__lte=seat.left_at or FAR)
    return found


def _ids(viewer: Viewer) -> tuple[object, ...]:
    return tuple(one for one in (viewer.person_id, viewer.practitioner_id) if one is not None)


is_own_trace = Condition(
    "is_own_trace",
    _("it is what you did yourself"),
    holds=_own,
    where=lambda viewer: Q(person_id=viewer.person_id) if viewer.person_id else NOTHING,
)
in_own_time = Condition(
    "in_own_time",
    _("it concerns a network while you belong to it"),
    holds=_in_own_time,
    where=_where_own_time,
)
is_about_oneself = Condition(
    "is_about_oneself",
    _("it is about you"),
    holds=lambda viewer, entry: entry.about_id in _ids(viewer),
    where=lambda viewer: Q(about_id__in=_ids(viewer)),
)
by_staff_or_guest = Condition(
    "by_staff_or_guest",
    _("staff or a guest did it"),
    holds=lambda _viewer, entry: (
        (entry.practitioner_id is not None or entry.right.startswith(GUEST))
        and DEMAND not in entry.right
    ),
    where=lambda _viewer: (
        (Q(practitioner_id__isnull=False) | Q(right__startswith=GUEST)) & ~Q(right__contains=DEMAND)
    ),
)
by_demand = Condition(
    "by_demand",
    _("a lawful demand opened it"),
    holds=lambda _viewer, entry: entry.practitioner_id is not None and DEMAND in entry.right,
    where=lambda _viewer: Q(practitioner_id__isnull=False, right__contains=DEMAND),
)

DEEDS = (
    Deed(
        "trail.read",
        _("read in the trail what one did oneself, and what staff and guests opened of one's own"),
        Entry,
        (
            all_of(is_own_trace),
            all_of(in_own_time, by_staff_or_guest),
            all_of(is_about_oneself, by_staff_or_guest),
        ),
    ),
    Deed(
        "trail.read_told",
        _("read in the trail what was opened under a lawful demand the network was told of"),
        Entry,
        (all_of(in_own_time, by_demand),),
    ),
)
