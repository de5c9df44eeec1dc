"""What the viewer may do with a network and with one person's place, for pages to offer."""

from dataclasses import dataclass
from uuid import UUID

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.rules import belonging
from withness.networks.rules.states import State
from withness.values.rules.viewer import Belonging, Viewer


@dataclass(frozen=True, slots=True)
class RightsFact:
    """What one may do with a network. `read` names the right by which one reads it."""

    read: str
    as_what: Belonging | None
    change_people: bool
    rest: bool
    end: bool
    write_down_end: bool
    answer_peer_question: bool


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """What one may do with one person's place in a network."""

    is_own: bool
    part: bool
    describe: bool
    see_reach: bool
    give_link: bool
    say_young: bool
    name_proxy: bool
    remove: bool
    say_died: bool


def of(viewer: Viewer, network_id: UUID) -> RightsFact:
    """Return what the viewer may do with a network they may read; else raise `NotAllowed`."""
    row = models.Network.objects.filter(pk=network_id).first()
    right = policy.may(viewer, "networks.read", row) if row else None
    if row is None or right is None:
        raise NotAllowed
    lives = row.state != State.ENDED

    def allowed(deed: str) -> bool:
        return lives and policy.may(viewer, deed, row) is not None

    return RightsFact(
        right.name,
        belonging.by_as(viewer, network_id),
        allowed("networks.change_people"),
        allowed("networks.rest"),
        allowed("networks.end"),
        allowed("networks.write_down_end"),
        allowed("networks.answer_peer_question"),
    )


def may_join(viewer: Viewer, network_id: UUID) -> str:
    """Return the working name of a gathering network one may join; else raise `NotAllowed`."""
    row = models.Network.objects.filter(pk=network_id).first()
    if row is None or network_id in viewer.networks:
        raise NotAllowed
    policy.require(viewer, "networks.join", row)
    return str(row.name)


def form(viewer: Viewer) -> None:
    """Raise `NotAllowed` for those who cannot write a network down."""
    policy.require(viewer, "networks.form")


def may_know(viewer: Viewer, network_id: UUID, person_id: UUID) -> bool:
    """Whether the viewer may say that they know somebody, to help them back in."""
    row = models.Membership.objects.filter(
        network_id=network_id, person_id=person_id, left_at=None
    ).first()
    return row is not None and policy.may(viewer, "networks.know_person", row) is not None


def on_place(viewer: Viewer, network_id: UUID, person_id: UUID) -> PlaceFact:
    """Return what the viewer may do with somebody's present place; else raise `NotAllowed`."""
    row = models.Membership.objects.filter(
        network_id=network_id, person_id=person_id, left_at=None
    ).first()
    if row is None:
        raise NotAllowed

    def allowed(deed: str) -> bool:
        return policy.may(viewer, deed, row) is not None

    fact = PlaceFact(
        viewer.person_id == person_id,
        allowed("networks.part"),
        allowed("networks.describe"),
        allowed("networks.see_reach"),
        allowed("networks.give_link"),
        allowed("networks.say_young"),
        allowed("networks.name_proxy"),
        allowed("networks.remove"),
        allowed("networks.say_died"),
    )
    if not (fact.is_own or fact.part or fact.describe or fact.see_reach or fact.give_link):
        raise NotAllowed
    return fact
