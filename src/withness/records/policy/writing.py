"""Who writes in a meeting's record, and what an owner may do, as conditions."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, is_person
from withness.meetings.rules.states import State as MeetingState
from withness.records.models import Line
from withness.records.policy.reading import (
    attended,
    here,
    joined_by_then,
    seats,
    stood_in,
    was_at,
)
from withness.values.rules.viewer import Belonging, Viewer

is_speaker = is_person("is_speaker", _("these are your own words"), "speaker_id")
wrote_it_down = Condition(
    "wrote_it_down",
    _("you wrote this down for somebody"),
    holds=lambda viewer, line: (
        viewer.person_id is not None
        and line.written_by_id == viewer.person_id
        and line.network_id in viewer.networks
    ),
    where=lambda viewer: (
        Q(written_by_id=viewer.person_id, network_id__in=viewer.networks)
        if viewer.person_id
        else NOTHING
    ),
)
is_not_taken_back = Condition(
    "is_not_taken_back",
    _("it was not taken back"),
    holds=lambda _viewer, line: line.taken_back_at is None,
    where=lambda _viewer: Q(taken_back_at=None),
)


def _member_seats(viewer: Viewer) -> frozenset[UUID]:
    return seats(viewer, Belonging.CENTRE, Belonging.MEMBER, Belonging.PRACTITIONER)


BEGUN = (MeetingState.UNDER_WAY, MeetingState.HELD)
belongs_and_it_began = Condition(
    "belongs_and_it_began",
    _("you belong to this network"),
    holds=lambda viewer, meeting: (
        meeting.network_id in _member_seats(viewer) and meeting.state in BEGUN
    ),
    where=lambda viewer: Q(network_id__in=_member_seats(viewer), state__in=BEGUN),
)
under_way_or_was_there = Condition(
    "under_way_or_was_there",
    _("you sit in this meeting, or were there"),
    holds=lambda viewer, meeting: (
        meeting.state == MeetingState.UNDER_WAY or was_at(viewer, meeting.pk)
    ),
    where=lambda viewer: Q(state=MeetingState.UNDER_WAY) | Q(pk__in=attended(viewer)),
)
guest_who_was_there = Condition(
    "guest_who_was_there",
    _("you were a guest of this meeting"),
    holds=lambda viewer, meeting: (
        meeting.network_id in seats(viewer, Belonging.AGENCY)
        and meeting.state in BEGUN
        and was_at(viewer, meeting.pk)
    ),
    where=lambda viewer: (
        Q(network_id__in=seats(viewer, Belonging.AGENCY), state__in=BEGUN, pk__in=attended(viewer))
        if viewer.person_id
        else NOTHING
    ),
)

stood_in_there = Condition(
    "stood_in_there",
    _("you stood in at this meeting"),
    holds=lambda viewer, meeting: (
        meeting.state in BEGUN and stood_in(viewer).filter(meeting_id=meeting.pk).exists()
    ),
    where=lambda viewer: Q(state__in=BEGUN, pk__in=stood_in(viewer)),
)
stood_in_when_written = Condition(
    "stood_in_when_written",
    _("you stood in at this meeting"),
    holds=lambda viewer, row: stood_in(viewer).filter(meeting_id=row.meeting_id).exists(),
    where=lambda viewer: Q(meeting_id__in=stood_in(viewer)),
)

belongs_to_its_network = Condition(
    "belongs_to_its_network",
    _("you belong to this network"),
    holds=lambda viewer, meeting: meeting.network_id in _member_seats(viewer),
    where=lambda viewer: Q(network_id__in=_member_seats(viewer)),
)


def _spoken(viewer: Viewer) -> "QuerySet[Line, UUID]":
    rows = Line.objects.filter(speaker_id=viewer.person_id) if viewer.person_id else None
    return (Line.objects.none() if rows is None else rows).values_list("meeting_id", flat=True)


spoke_there = Condition(
    "spoke_there",
    _("your own words stand there"),
    holds=lambda viewer, meeting: (
        viewer.service_id == meeting.service_id
        and _spoken(viewer).filter(meeting_id=meeting.pk).exists()
    ),
    where=lambda viewer: Q(service_id=viewer.service_id, pk__in=_spoken(viewer)),
)

was_there_or_had_joined = Condition(
    "was_there_or_had_joined",
    _("you belong to this network"),
    holds=lambda viewer, row: (
        row.network_id in viewer.networks
        and (
            was_at(viewer, row.meeting_id)
            or row.network_id in seats(viewer, Belonging.CENTRE)
            or any(
                seat.network_id == row.network_id
                and seat.left_at is None
                and seat.joined_at <= row.made_at
                and seat.belonging != Belonging.AGENCY
                for seat in viewer.seats
            )
        )
    ),
    where=lambda viewer: (
        here(viewer)
        & (
            Q(meeting_id__in=attended(viewer))
            | Q(network_id__in=seats(viewer, Belonging.CENTRE))
            | joined_by_then(viewer, Belonging.MEMBER, Belonging.PRACTITIONER)
        )
        if viewer.person_id
        else NOTHING
    ),
)
