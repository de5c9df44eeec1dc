"""The viewer: whoever looks or acts, with everything that gives them a right.

`web` builds one for each request. There is no level and no rank in it: a right comes from
belonging, from a duty, or from a link that was given to this one person.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Way(StrEnum):
    """How somebody came in."""

    NOBODY = "nobody"
    LINK = "link"
    SIGNED_IN = "signed_in"


class Duty(StrEnum):
    """A duty somebody has in a service. A duty opens nobody's record (promise 4)."""

    ROTA = "rota"
    ACCOUNTS = "accounts"
    DATA_PROTECTION = "data_protection"
    SETTINGS = "settings"


class Belonging(StrEnum):
    """As what somebody belongs to a network. No kind stands above another (promise 4)."""

    CENTRE = "centre"
    MEMBER = "member"
    AGENCY = "agency"
    PRACTITIONER = "practitioner"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in one network, from joining until leaving."""

    network_id: UUID
    belonging: Belonging
    joined_at: datetime
    left_at: datetime | None = None


class Kind(StrEnum):
    """What a lawful demand can open: each by name, nothing by the way."""

    LINES = "lines"  # what was said and written down
    MEETINGS = "meetings"  # when a meeting was, where, who was asked and who came
    PEOPLE = "people"  # who belongs


@dataclass(frozen=True, slots=True)
class Demand:
    """What a lawful demand opens to one viewer now: what was said in one network in that time.

    `kinds`: only these are open; lines are read under `Kind.LINES` alone.
    """

    network_id: UUID
    said_from: datetime
    said_until: datetime
    kinds: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whoever asks, in one service.

    `person_id` is None for nobody. `practitioner_id` is set for those who work in the service.
    `seats` are all places in networks, former ones too. `opens` are the things a link was made
    for (a contact, an invitation), by id. `glass`: networks whose glass they broke within the hour.
    `demands`: what a lawful demand opens to them now.
    """

    service_id: UUID
    way: Way = Way.NOBODY
    person_id: UUID | None = None
    practitioner_id: UUID | None = None
    is_peer: bool = False
    duties: frozenset[Duty] = frozenset()
    seats: tuple[Seat, ...] = ()
    opens: frozenset[UUID] = frozenset()
    language: str = "en"
    glass: frozenset[UUID] = frozenset()
    demands: tuple[Demand, ...] = ()
    networks: frozenset[UUID] = field(init=False)
    former: frozenset[UUID] = field(init=False)

    def __post_init__(self) -> None:
        now_in = frozenset(seat.network_id for seat in self.seats if seat.left_at is None)
        once = frozenset(seat.network_id for seat in self.seats) - now_in
        object.__setattr__(self, "networks", now_in)
        object.__setattr__(self, "former", once)

    def has(self, duty: Duty) -> bool:
        """Whether the viewer has that duty."""
        return duty in self.duties

    def seat_in(self, network_id: UUID) -> Seat | None:
        """Return the viewer's present place in a network, or None."""
        for seat in self.seats:
            if seat.network_id == network_id and seat.left_at is None:
                return seat
        return None


def nobody(service_id: UUID) -> Viewer:
    """Return the viewer that stands for anyone at all."""
    return Viewer(service_id=service_id)
