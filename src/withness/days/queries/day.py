"""My day: what a practitioner needs to see first, in at most eight queries, whatever is in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from withness.access import policy
from withness.contacts.queries import promises
from withness.days.queries import coming
from withness.delivery.queries import outbox
from withness.meetings.rules.states import State as MeetingState
from withness.networks.models import Network
from withness.networks.rules.states import State
from withness.people.queries import persons
from withness.records.models import Line
from withness.records.rules import reading
from withness.records.rules.states import Circle, Yes
from withness.sealing.models import field
from withness.service.models.prepared import Prepared
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer

LOOKED_BACK = timedelta(days=7)  # a yes to what one wrote down is told for a week
open_network = field.opener(Network, "name")
COLUMNS = (
    "id", "meeting_id", "network_id", "speaker_id", "speaker__name", "written_by_id",
    "written_by__name", "circle", "yes", "made_at", "shared_at", "changed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NetworkFact:
    """A network one belongs to, and the beginning of its next meeting in wall time."""

    network_id: UUID
    name: str
    state: State
    next_id: UUID | None
    next_begins: datetime | None


@dataclass(frozen=True, slots=True)
class LineFact:
    """A line that waits for one's own yes, or one that somebody said yes to.

    `who`: who wrote it down, or whose words they are.
    """

    line_id: UUID
    meeting_id: UUID
    is_mine: bool
    who: str
    was_changed: bool


@dataclass(frozen=True, slots=True)
class DayFact:
    """Everything on the page. `today` is the day in the service's zone."""

    today: datetime
    meetings: tuple[coming.ComingFact, ...]
    promises: tuple[promises.PromiseFact, ...]
    networks: tuple[NetworkFact, ...]
    lines: tuple[LineFact, ...]
    some_did_not_arrive: bool


def day(viewer: Viewer, now: datetime, zone: str) -> DayFact:
    """Return a practitioner's day and what is ahead of it."""
    today = wall.wall_time(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    begins = now - (wall.wall_time(now, zone) - today)
    ahead = coming.meetings_of(viewer, begins)
    return DayFact(
        today,
        ahead,
        promises.held_by(viewer),
        _networks(viewer, ahead, now),
        _lines(viewer, now),
        outbox.something_got_lost(viewer),
    )


def _networks(
    viewer: Viewer, ahead: tuple[coming.ComingFact, ...], now: datetime
) -> tuple[NetworkFact, ...]:
    first: dict[UUID, coming.ComingFact] = {}
    for one in ahead:
        if one.state != MeetingState.HELD and one.ends_at > now:
            first.setdefault(one.network_id, one)
    found = []
    for pk, name, state in _belongs_to.ask(viewer):
        after = first.get(pk)
        found.append(
            NetworkFact(
                pk,
                open_network(pk, name),
                State(state),
                after.meeting_id if after else None,
                after.begins if after else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.network_id)))


_belongs_to = Prepared(
    lambda viewer: policy.open_to(
        viewer,
        "networks.read",
        Network.objects.filter(pk__in=viewer.networks).exclude(state=State.ENDED),
    ).values_list("id", "name", "state")
)


def _lines(viewer: Viewer, now: datetime) -> tuple[LineFact, ...]:
    """Return lines that wait for the viewer's yes, and lately said yeses to what they wrote.

    Whether they are read is decided by the rule itself, row by row: its filter is made for whole
    records and would cost more than everything else on the page.
    """
    if viewer.person_id is None:
        return ()
    seats = {seat.network_id: seat for seat in viewer.seats if seat.left_at is None}
    found = []
    for row in _waiting.ask(viewer.person_id, now - LOOKED_BACK):
        (
            pk, meeting_id, network_id, speaker_id, speaker, writer_id, writer, circle, yes,
            made_at, shared_at, changed_at,
        ) = row  # fmt: skip
        line = reading.LineOf(
            speaker_id, writer_id, Circle(circle), Yes(yes), made_at, shared_at is not None,
            is_taken_back=False,
        )  # fmt: skip
        reader = reading.ReaderOf(viewer.person_id, seats.get(network_id), was_there=False)
        own = speaker_id == viewer.person_id
        if reading.reads(line, reader) is None or (own and yes != Yes.NOT_YET):
            continue
        who = persons.open_name(*((writer_id, writer) if own else (speaker_id, speaker)))
        found.append(LineFact(pk, meeting_id, own, who, changed_at is not None))
    return tuple(found)


_waiting = Prepared(
    lambda person_id, since: (
        Line.objects.filter(
            Q(speaker_id=person_id, yes=Yes.NOT_YET)
            | Q(written_by_id=person_id, yes=Yes.PAGE, yes_at__gte=since),
            taken_back_at=None,
        )
        .order_by("made_at", "id")
        .values_list(*COLUMNS)
    )
)
