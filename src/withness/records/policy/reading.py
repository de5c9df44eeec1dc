"""Why somebody reads a line, as conditions: predicates and filters of `rules.reading`."""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition
from withness.meetings import models as meetings
from withness.meetings.rules.states import Came
from withness.records.models import Line, Reader
from withness.records.rules import reading
from withness.records.rules.states import As, Circle, Yes
from withness.values.rules.viewer import Belonging, Kind, Viewer, Way

# What was taken back is nobody's. Where a mark stays, whoever read it sees the mark, not the words.
OPEN = Q(shared_at__isnull=False) & (Q(taken_back_at=None) | Q(mark_stays=True))
SAID = OPEN & ~Q(yes=Yes.NOT_YET)


def attended(viewer: Viewer) -> "QuerySet[meetings.Attendance, UUID]":
    """Return the meetings the viewer was at, as ids for a filter."""
    rows = meetings.Attendance.objects.all()
    rows = rows.filter(person_id=viewer.person_id) if viewer.person_id else rows.none()
    return rows.exclude(came=Came.MISSED).values_list("meeting_id", flat=True)


def opened(viewer: Viewer) -> "QuerySet[Reader]":
    """Return what says that lines were opened to the viewer by name."""
    rows = Reader.objects.all()
    return rows.filter(person_id=viewer.person_id) if viewer.person_id else rows.none()


def named(viewer: Viewer, as_whom: As) -> "QuerySet[Reader, UUID]":
    """Return the lines that were opened to the viewer by name, as ids for a filter."""
    return opened(viewer).filter(named_as=as_whom).values_list("line_id", flat=True)


def stood_in(viewer: Viewer) -> "QuerySet[meetings.Invitation, UUID]":
    """Return the meetings the viewer came to as cover, as ids for a filter."""
    rows = meetings.Invitation.objects.filter(is_cover=True, called_off_at=None)
    post = viewer.practitioner_id
    rows = rows.filter(practitioner_id=post) if post else rows.none()
    return rows.filter(meeting_id__in=attended(viewer)).values_list("meeting_id", flat=True)


def was_at(viewer: Viewer, meeting_id: UUID) -> bool:
    """Whether the viewer was at that meeting."""
    return attended(viewer).filter(meeting_id=meeting_id).exists()


def facts(line: Line) -> reading.LineOf:
    """Return what decides about a line."""
    return reading.LineOf(
        speaker_id=line.speaker_id,
        written_by_id=line.written_by_id,
        circle=Circle(line.circle),
        yes=Yes(line.yes),
        said_at=line.made_at,
        is_shared=line.shared_at is not None,
        is_taken_back=line.taken_back_at is not None,
        mark_stays=line.mark_stays,
    )


def why(viewer: Viewer, line: Line) -> reading.Why | None:
    """Return why the viewer reads a line, None where they do not."""
    as_whom = opened(viewer).filter(line_id=line.pk).values_list("named_as", flat=True).first()
    reader = reading.ReaderOf(
        person_id=viewer.person_id,
        seat=viewer.seat_in(line.network_id),
        was_there=was_at(viewer, line.meeting_id),
        named_as=As(as_whom) if as_whom else None,
        stood_in=stood_in(viewer).filter(meeting_id=line.meeting_id).exists(),
        broke_glass=line.network_id in viewer.glass,
        demands=reading.demanded(viewer, line.network_id, line.made_at),
    )
    return reading.reads(facts(line), reader)


def seats(viewer: Viewer, *kinds: Belonging) -> frozenset[UUID]:
    """Return the networks in which the viewer has a seat of one of these kinds."""
    return frozenset(
        seat.network_id for seat in viewer.seats if seat.left_at is None and seat.belonging in kinds
    )


def works_in(viewer: Viewer) -> frozenset[UUID]:
    """Return the networks the signed-in viewer belongs to as a practitioner."""
    return seats(viewer, Belonging.PRACTITIONER) if viewer.way == Way.SIGNED_IN else frozenset()


def joined_by_then(viewer: Viewer, *kinds: Belonging) -> Q:
    """Return the filter for what was written after the viewer joined, in a seat of these kinds."""
    found = NOTHING
    for seat in viewer.seats:
        if seat.left_at is None and seat.belonging in kinds:
            found |= Q(network_id=seat.network_id, made_at__gte=seat.joined_at)
    return found


def _reads_as(reason: reading.Why, where: Callable[[Viewer], Q]) -> Condition:
    """Return the condition of one reason; its filter leaves every line that has it.

    A line can be read for several reasons. `holds` names the first; `where` may find it by any.
    """
    return Condition(
        f"reads_as_{reason}",
        BECAUSE[reason],
        holds=lambda viewer, line: why(viewer, line) == reason,
        where=lambda viewer: where(viewer) if viewer.person_id else NOTHING,
    )


BECAUSE = {
    reading.Why.SPEAKER: _("these are your own words"),
    reading.Why.WRITER: _("you wrote this down"),
    reading.Why.WAS_THERE: _("you were at this meeting"),
    reading.Why.CENTRE: _("this network is around you"),
    reading.Why.NETWORK: _("you belong to this network"),
    reading.Why.PRACTITIONER: _("you are a practitioner of this network"),
    reading.Why.NAMED: _("it was opened to you"),
    reading.Why.JOINER: _("it was opened to you when you joined"),
    reading.Why.SPOKEN_OF: _("it speaks of you and was shown to you"),
    reading.Why.COVER: _("you stood in at this meeting"),
    reading.Why.GLASS: _("you opened this network without belonging to it"),
    reading.Why.DEMAND: _("a lawful demand opened it to you"),
}


def here(viewer: Viewer) -> Q:
    """Return the filter for the networks the viewer belongs to."""
    return Q(network_id__in=viewer.networks)


def demanded(viewer: Viewer) -> Q:
    """Return the filter for the lines a lawful demand names: by network and by time."""
    found = NOTHING
    for one in (demand for demand in viewer.demands if Kind.LINES in demand.kinds):
        found |= Q(
            network_id=one.network_id, made_at__gte=one.said_from, made_at__lt=one.said_until
        )
    return found


def _by_name(as_whom: As) -> Callable[[Viewer], Q]:
    return lambda v: SAID & here(v) & Q(pk__in=named(v, as_whom)) & ~Q(circle=Circle.ONLY_ME)


READS = (
    _reads_as(reading.Why.SPEAKER, lambda v: Q(speaker_id=v.person_id)),
    _reads_as(
        reading.Why.WRITER,
        lambda v: OPEN & here(v) & Q(written_by_id=v.person_id) & ~Q(circle=Circle.ONLY_ME),
    ),
    _reads_as(
        reading.Why.WAS_THERE,
        lambda v: (
            OPEN
            & here(v)
            & Q(circle__in=(Circle.ROOM, Circle.NETWORK))
            & Q(meeting_id__in=attended(v))
            | OPEN
            & here(v)
            & Q(circle=Circle.PRACTITIONERS, yes=Yes.NOT_YET)
            & Q(meeting_id__in=attended(v))
        ),
    ),
    _reads_as(
        reading.Why.CENTRE,
        lambda v: (
            SAID
            & Q(network_id__in=seats(v, Belonging.CENTRE))
            & Q(circle__in=(Circle.ROOM, Circle.NETWORK))
        ),
    ),
    _reads_as(
        reading.Why.NETWORK,
        lambda v: (
            SAID
            & Q(circle=Circle.NETWORK)
            & joined_by_then(v, Belonging.MEMBER, Belonging.PRACTITIONER)
        ),
    ),
    _reads_as(
        reading.Why.PRACTITIONER,
        lambda v: (
            SAID
            & Q(circle=Circle.PRACTITIONERS)
            & (
                joined_by_then(v, Belonging.PRACTITIONER)
                | Q(
                    network_id__in=seats(v, Belonging.PRACTITIONER),
                    meeting_id__in=attended(v),
                )
            )
        ),
    ),
    *(_reads_as(why, _by_name(as_whom)) for as_whom, why in reading.BY_NAME.items()),
    _reads_as(
        reading.Why.COVER,
        lambda v: (
            OPEN
            & ~here(v)
            & Q(circle__in=(Circle.ROOM, Circle.NETWORK), meeting_id__in=stood_in(v))
        ),
    ),
    _reads_as(
        reading.Why.GLASS,
        lambda v: (
            SAID & Q(network_id__in=v.glass) & Q(circle__in=tuple(sorted(reading.BEHIND_GLASS)))
        ),
    ),
    _reads_as(
        reading.Why.DEMAND,
        lambda v: (
            demanded(v) & Q(shared_at__isnull=False) & ~Q(circle=Circle.ONLY_ME)
            if v.demands
            else NOTHING
        ),
    ),
)
