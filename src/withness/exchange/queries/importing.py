"""What a file would bring in: every network, and every fault at once. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.exchange import models
from withness.exchange.rules import networks as rules
from withness.exchange.rules import table
from withness.people.queries import accounts
from withness.sealing.models import cipher
from withness.service import queries as services
from withness.teams.queries import practitioners
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PlannedFact:
    """One network of a file. `is_here`: it came in by an earlier file and is left out."""

    row: rules.NetworkRow
    language: str
    practitioners: tuple[practitioners.PractitionerFact, ...]
    mark: str
    is_here: bool

    @property
    def has_peer(self) -> bool:
        """Whether a peer practitioner belongs."""
        return any(one.is_peer for one in self.practitioners)


@dataclass(frozen=True, slots=True)
class PlanFact:
    """What a file would do. `unknown`: columns left out; `remarks`: rows that begin with #."""

    planned: tuple[PlannedFact, ...]
    faults: tuple[rules.Fault, ...]
    unknown: tuple[str, ...]
    remarks: int

    @property
    def new(self) -> tuple[PlannedFact, ...]:
        """The networks that would be written down."""
        return tuple(one for one in self.planned if not one.is_here)

    @property
    def here(self) -> tuple[PlannedFact, ...]:
        """The networks that came in before."""
        return tuple(one for one in self.planned if one.is_here)


@dataclass(frozen=True, slots=True)
class ArrivalFact:
    """A file that was brought. `plan` is None once it was brought in."""

    id: UUID
    read_as: table.Encoding
    done_at: datetime | None
    networks: int
    plan: PlanFact | None


def arrival(viewer: Viewer, arrival_id: UUID) -> ArrivalFact:
    """Return one's own file and what it would do, or raise `NotAllowed`."""
    row = models.Arrival.objects.filter(pk=arrival_id).first()
    if row is None:
        raise NotAllowed
    policy.require(viewer, "exchange.finish_import", row)
    plan = None if row.done_at or row.text is None else planned(viewer, row.text)
    return ArrivalFact(row.pk, table.Encoding(row.read_as), row.done_at, row.networks, plan)


def planned(viewer: Viewer, text: str) -> PlanFact:
    """Return what a text would bring in, or raise what is wrong with it as a whole.

    Four queries, however many rows.
    """
    policy.require(viewer, "exchange.import")
    found = table.read(text)
    places = rules.columns(found.head)
    read = [rules.read(row, places, len(found.head)) for row in found.rows]
    faults = [fault for _, of_row in read for fault in of_row]
    service = services.by_id(viewer.service_id)
    here = _by_mail()
    marks = {row.number: _mark(viewer, row) for row, _ in read}
    known = _known(marks.values())
    rows = [row for row, _ in read]
    faults += _twice(rows, marks)
    astray = {fault.number for fault in faults if fault.code == rules.CELLS_ASTRAY}
    for row in rows:
        if row.number not in astray:
            faults += _strangers(row, here, service.languages)
    plan = tuple(
        PlannedFact(
            row,
            row.language or service.languages[0],
            tuple(here[mail] for mail in row.practitioners if mail in here),
            marks[row.number],
            marks[row.number] in known,
        )
        for row in rows
    )
    in_order = sorted(faults, key=lambda fault: fault.number)
    return PlanFact(plan, tuple(in_order), rules.unknown(found.head), found.remarks)


def _mark(viewer: Viewer, row: rules.NetworkRow) -> str:
    told = f"{row.network.casefold()}\n{row.centre.casefold()}"
    return cipher.keyed_hash(f"exchange.arrived:{viewer.service_id}", told)


def _known(marks: Iterable[str]) -> frozenset[str]:
    """Return which of these marks came in before; asked all at once, whatever their number."""
    wanted = set(marks)
    return frozenset(wanted.intersection(models.Arrived.objects.values_list("mark", flat=True)))


def _by_mail() -> dict[str, practitioners.PractitionerFact]:
    """Return who works here today, by work address."""
    working = {one.person_id: one for one in practitioners.all_working()}
    return {
        mail.casefold(): working[person_id]
        for person_id, mail in accounts.addresses_of(working).items()
    }


def _twice(rows: list[rules.NetworkRow], marks: dict[int, str]) -> list[rules.Fault]:
    first: dict[str, int] = {}
    found = []
    for row in rows:
        before = first.setdefault(marks[row.number], row.number)
        if before != row.number and row.network and row.centre:
            found.append(rules.Fault(row.number, "network", "twice", str(before)))
    return found


def _strangers(
    row: rules.NetworkRow,
    here: dict[str, practitioners.PractitionerFact],
    languages: list[str],
) -> list[rules.Fault]:
    found = [
        rules.Fault(row.number, "practitioners", "works_here_not", mail[:200])
        for mail in row.practitioners
        if mail not in here
    ]
    if row.language and row.language not in languages:
        found.append(rules.Fault(row.number, "language", "unknown_language", row.language[:60]))
    return found
