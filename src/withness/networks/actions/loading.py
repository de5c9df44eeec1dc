"""What every verb of this room begins with: the network, kept still, and as what `by` acts."""

from uuid import UUID

from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.rules import belonging, life
from withness.networks.rules.states import State
from withness.values.rules.viewer import Belonging, Viewer


def network(network_id: UUID) -> models.Network:
    """Return the network's row, locked until the transaction ends; raise `NotAllowed`."""
    row = models.Network.objects.select_for_update().filter(pk=network_id).first()
    if row is None:
        raise NotAllowed
    return row


def living(network_id: UUID) -> models.Network:
    """Return the network's row, locked, or raise `NotAllowed` or `HasEnded`.

    Ask `acts_as` first where a refusal would tell a stranger that the network is there.
    """
    row = network(network_id)
    life.lives(State(row.state))
    return row


def acts_as(by: Viewer, network_id: UUID) -> Belonging | None:
    """Return as what somebody belongs to the network, None where they do not."""
    return belonging.by_as(by, network_id)


def place(network_id: UUID, person_id: UUID) -> models.Membership:
    """Return somebody's present place, or raise `NotAllowed`."""
    row = models.Membership.objects.filter(
        network_id=network_id, person_id=person_id, left_at=None
    ).first()
    if row is None:
        raise NotAllowed
    return row


def person_of(by: Viewer) -> UUID:
    """Return the person who acts, or raise `NotAllowed` for nobody."""
    if by.person_id is None:
        raise NotAllowed
    return by.person_id


def has_died(person_id: UUID) -> bool:
    """Whether somebody wrote down that this person has died."""
    return models.Death.objects.filter(person_id=person_id, undone_at=None).exists()


def end_answer(network_id: UUID) -> None:
    """End the answer why there is no peer: one belongs now, or another answer takes its place."""
    models.WithoutPeer.objects.filter(network_id=network_id, ended_at=None).update(
        ended_at=timezone.now()
    )
