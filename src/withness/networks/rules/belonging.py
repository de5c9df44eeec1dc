"""Who belongs, and by whose word (promise 5): a relationship alone gives no place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.networks.rules.states import Said, State
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Belonging, Demand, Kind, Viewer, Way

WANTED = 2  # practitioners at least, one of them a peer (Qualitative study)
WRITE_DOWN = frozenset({Belonging.CENTRE, Belonging.PRACTITIONER})
NAMED = frozenset({Belonging.MEMBER, Belonging.AGENCY})


class NoWord(Refusal):
    """Nobody belongs, or leaves, against the word of the person at the centre."""

    code = "no_word"


class BelongsAlready(Refusal):
    """That person belongs to this network already."""

    code = "belongs_already"


class OneCentre(Refusal):
    """A network is around one person: nobody else is added as that."""

    code = "one_centre"


class CentreStays(Refusal):
    """The person at the centre does not leave; they can let the network rest, or end it."""

    code = "centre_stays"


class NobodyNamed(Refusal):
    """Neither a name nor a person was given."""

    code = "nobody_named"


class HasANetwork(Refusal):
    """There is a network around that person already."""

    code = "has_a_network"


class WorksHereNot(Refusal):
    """That practitioner does not work here, or no longer."""

    code = "works_here_not"


class NoLinkNeeded(Refusal):
    """Practitioners sign in; they get no personal link."""

    code = "no_link_needed"


class WordWanted(Refusal):
    """There is no way yet to know that it is them: a word is agreed with them first."""

    code = "word_wanted"


class HasAWay(Refusal):
    """They can prove that it is them already: nobody else sets a word for them."""

    code = "has_a_way"


class NoWay(Refusal):
    """Nothing is written down that a message could go to."""

    code = "no_way"


class NotThatDay(Refusal):
    """Nobody says goodbye before they came, or in days to come."""

    code = "not_that_day"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a network still wants of its practitioners."""

    practitioners: int
    peer: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody to be given a place: a new person by name, or one who is known by id.

    `how` is in the words of the person at the centre; `reach` a mail address or telephone number.
    """

    name: str = ""
    person_id: UUID | None = None
    how: str = ""
    belonging: Belonging = Belonging.MEMBER
    reach: str = ""


def networks_as(viewer: Viewer, *kinds: Belonging) -> frozenset[UUID]:
    """Return the networks the viewer belongs to now, as one of these kinds.

    A practitioner's place counts only while they work here and are signed in: a post that has
    ended opens nothing, even where nobody has yet written down the goodbye.
    """
    works = viewer.practitioner_id is not None
    return frozenset(
        seat.network_id
        for seat in viewer.seats
        if seat.left_at is None
        and seat.belonging in kinds
        and (works or seat.belonging != Belonging.PRACTITIONER)
    )


def through_glass(viewer: Viewer) -> frozenset[UUID]:
    """Return the networks whose glass the viewer broke within the hour, at work and signed in."""
    return viewer.glass if _at_work(viewer) else frozenset()


def demanded(viewer: Viewer, *kinds: Kind) -> tuple[Demand, ...]:
    """Return the lawful demands that open one of these kinds to the viewer now."""
    if not _at_work(viewer):
        return ()
    return tuple(one for one in viewer.demands if one.kinds.intersection(kinds))


def _at_work(viewer: Viewer) -> bool:
    return viewer.practitioner_id is not None and viewer.way == Way.SIGNED_IN


def by_as(viewer: Viewer, network_id: UUID) -> Belonging | None:
    """Return as what the viewer belongs to the network, None where they do not."""
    for kind in Belonging:
        if network_id in networks_as(viewer, kind):
            return kind
    return None


def word_of_person(by: Belonging | None, said: Said | None) -> Said:
    """Return how the person at the centre said who belongs, or raise `NoWord`.

    On their own page it is their own word. A practitioner writes down what was said in the room
    or on the telephone, and can say neither "themselves" nor nothing at all.
    """
    if by == Belonging.CENTRE:
        return Said.THEMSELVES
    if by == Belonging.PRACTITIONER and said in {Said.ROOM, Said.TELEPHONE}:
        return Said(said)
    raise NoWord


def word_for_practitioner(by: Belonging | None, said: Said | None, state: State) -> Said:
    """Return how a practitioner comes to belong; while a network gathers, the team may offer one.

    What was only offered stays marked so until the person at the centre says yes or no. Later on
    a practitioner comes by the person's word alone, as everybody does: `NoWord`.
    """
    gathers = state == State.GATHERING
    if by == Belonging.CENTRE:
        return Said.THEMSELVES
    if said in {Said.ROOM, Said.TELEPHONE} and (gathers or by == Belonging.PRACTITIONER):
        return Said(said)
    if gathers:
        return Said.OFFERED
    raise NoWord


def named(kind: Belonging) -> Belonging:
    """Return the kind that somebody is named as, or raise `OneCentre`."""
    if kind == Belonging.CENTRE:
        raise OneCentre
    return kind


def parted(joined_at: datetime, at: datetime, now: datetime) -> datetime:
    """Return when somebody left: not before they joined, not in days to come (`NotThatDay`)."""
    if at > now or at < joined_at:
        raise NotThatDay
    return at


def wanted(are_peers: Iterable[bool]) -> Wanted:
    """Return what is still wanted, given for each practitioner whether they are a peer."""
    here = tuple(are_peers)
    return Wanted(max(0, WANTED - len(here)), peer=not any(here))
