"""When two readings are one; what a seal is made of; what a broken chain is found by."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

QUARTER = 15 * 60
LATEST = timedelta(days=1)  # how late an entry may come into the table and still be sealed
MOST = 5_000  # entries in one seal
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
FAR = datetime(9999, 1, 1, tzinfo=UTC) - BEGINNING  # an id that is none may say anything
NO_HEAD = "0" * 64  # what stands before the first seal
NOTHING = hashlib.sha256().hexdigest()
ID = 16  # bytes


def reading(person_id: UUID | None, deed: str, about_id: UUID | None, at: datetime) -> str:
    """Return the mark that is the same for one viewer, page and quarter of an hour."""
    quarter = int(at.timestamp()) // QUARTER
    return hashlib.sha256(f"{person_id}|{deed}|{about_id}|{quarter}".encode()).hexdigest()


def made_at(entry_id: UUID) -> datetime:
    """Return when a UUIDv7 was made, to the millisecond."""
    return BEGINNING + min(timedelta(milliseconds=entry_id.int >> 80), FAR)


def earliest_id(at: datetime) -> UUID:
    """Return the smallest UUIDv7 that could have been made then: no real one is like it."""
    return UUID(int=max(0, int(at.timestamp() * 1000)) << 80)


def floor_of(until: datetime | None) -> UUID:
    """Return the id from which on a service's entries may still have to be sealed.

    `until`: up to where the last seal looked, None before the first. Ids are made in many
    processes, and a transaction may end long after it began: whoever comes within `LATEST` after
    that is sealed in the next batch. What comes later still was put there by other means.
    """
    return UUID(int=0) if until is None else earliest_id(until - LATEST)


def entry_bytes(row: Sequence[Any]) -> bytes:
    """Return an entry as bytes, each different entry as different ones.

    A row is: id, service, at, person, practitioner, deed, right, about, network, once.
    """
    pk, service, at, person, practitioner, deed, right, about, network, once = row
    at = at if at.tzinfo is UTC else at.astimezone(UTC)
    return (
        f"{pk.hex}{service.hex}{at.isoformat()}|{_hex(person)}|{_hex(practitioner)}|{_hex(about)}"
        f"|{_hex(network)}|{len(deed)}:{deed}|{len(right)}:{right}|{once}\n"
    ).encode()


def _hex(one: UUID | None) -> str:
    return one.hex if one else "-"


class Digest:
    """The hash of entries in their order, one after the other."""

    def __init__(self) -> None:
        self._hashed = hashlib.sha256()

    def add(self, row: Sequence[Any]) -> None:
        """Take in the next entry."""
        self._hashed.update(entry_bytes(row))

    def hexdigest(self) -> str:
        """Return 64 hex digits."""
        return self._hashed.hexdigest()


def digest_of(rows: Iterable[Sequence[Any]]) -> str:
    """Return the hash of entries in their order: 64 hex digits."""
    digest = Digest()
    for row in rows:
        digest.add(row)
    return digest.hexdigest()


def is_backdated(entry_id: UUID, at: datetime) -> bool:
    """Whether an entry says an instant far from the one its id was made at."""
    return abs((entry_id.int >> 80) / 1000 - at.timestamp()) > LATEST.total_seconds()


def packed(ids: Iterable[UUID]) -> bytes:
    """Return ids one after the other."""
    return b"".join(one.bytes for one in ids)


def cut(members: bytes) -> Iterator[bytes]:
    """Return each id as its bytes; what is left over at the end is none."""
    return (members[at : at + ID] for at in range(0, len(members) // ID * ID, ID))


def unpacked(members: bytes) -> list[UUID]:
    """Return the ids again."""
    return [UUID(bytes=one) for one in cut(members)]


@dataclass(frozen=True, slots=True)
class SealFact:
    """A seal as it stands in the table, without its head and mark."""

    service_id: UUID
    at: datetime
    until: datetime
    count: int
    first_id: UUID | None = None
    last_id: UUID | None = None
    members: bytes = b""
    digest: str = NOTHING
    let_go: UUID | None = None
    number: int = 0
    previous: str = NO_HEAD


def head_of(seal: SealFact) -> str:
    """Return the hash of a seal, which holds the hash of the one before it: 64 hex digits."""
    parts = (
        seal.service_id.hex, str(seal.number), _instant(seal.at), _instant(seal.until),
        _hex(seal.first_id), _hex(seal.last_id), str(seal.count),
        hashlib.sha256(seal.members).hexdigest(), seal.digest, _hex(seal.let_go), seal.previous,
    )  # fmt: skip
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


class Broken(StrEnum):
    """What a walk through the trail can find. `words.py` has a sentence for each."""

    ALTERED = "altered"  # entries of a batch are not what was sealed
    REMOVED = "removed"  # entries of a batch are not there
    INSERTED = "inserted"  # entries stand there that no seal knows
    BACKDATED = "backdated"  # entries say another time than the one they were made at
    LEFT = "left"  # entries are there that were let go
    SEAL_REMOVED = "seal_removed"  # a number is missing, or does not follow the one before
    SEAL_ALTERED = "seal_altered"  # a seal is not what its head or its mark says
    SEAL_UNKNOWN = "seal_unknown"  # the last seals were made with a key that is not here
    TAIL_REMOVED = "tail_removed"  # a head that is kept outside lies beyond the last seal
    HEAD_DIFFERS = "head_differs"  # a head that is kept outside is not the seal's of that number


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken span: what, in which seals, how many entries, between which instants."""

    what: Broken
    first: int = 0
    last: int = 0
    count: int = 0
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A head as it is kept outside the database."""

    service_id: UUID
    number: int
    head: str


def read_heads(text: str) -> tuple[Head, ...]:
    """Read lines of "service number head"; what is no such line is left out."""
    found = []
    for line in text.splitlines():
        try:
            service, number, head = line.split()
            found.append(Head(UUID(service), int(number), head))
        except ValueError:
            continue
    return tuple(found)


def head_lines(heads: Iterable[Head]) -> str:
    """Return the lines that `read_heads` reads."""
    return "".join(f"{one.service_id} {one.number} {one.head}\n" for one in heads)


def last_whole(spans: Sequence[tuple[int, UUID, UUID, datetime]], before: datetime) -> int:
    """Return the number of the last seal whose entries, with all before it, may be let go; 0: none.

    Spans are seals that hold entries: number, first id, last id, until. A batch goes only as a
    whole: no entry of a later seal may have a smaller id than any that goes.
    """
    smallest_after: list[UUID] = [UUID(int=2**128 - 1)] * (len(spans) + 1)
    for place in range(len(spans) - 1, -1, -1):
        smallest_after[place] = min(smallest_after[place + 1], spans[place][1])
    found, greatest, limit = 0, UUID(int=0), earliest_id(before)
    for place, (number, _first, last, until) in enumerate(spans):
        greatest = max(greatest, last)
        if until >= before or greatest >= limit:
            break
        if greatest < smallest_after[place + 1]:
            found = number
    return found
