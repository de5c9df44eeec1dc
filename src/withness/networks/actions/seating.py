"""Giving somebody a place: who they are, how they can be reached, and since when they belong."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from withness.access import policy
from withness.access.policy import Row
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.actions import loading
from withness.networks.queries import members
from withness.networks.rules import belonging as rules
from withness.networks.rules import deciding, life
from withness.networks.rules.states import Said, State
from withness.people import rules as people_rules
from withness.people.actions import persons
from withness.people.models import Person
from withness.teams.models import Practitioner
from withness.teams.queries import work
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def person(named: rules.Named, *, language: str, by: Viewer) -> UUID:
    """Return the id of the person named, written down now if they are new.

    Raises `NobodyNamed`, `TooLong` and what the people's room says about a way to reach somebody.
    """
    person_id = named.person_id
    if person_id is None:
        if not text.kept(named.name, text.NAME):
            raise rules.NobodyNamed
        person_id = persons.add(service_id=by.service_id, name=named.name, language=language)
    elif not Person.objects.filter(pk=person_id).exists():
        raise NotAllowed
    if named.reach.strip():
        found = people_rules.reach_in(named.reach)
        if found is None:
            raise people_rules.NotAMailAddress
        persons.reach(service_id=by.service_id, person_id=person_id, kind=found[0], value=found[1])
    return person_id


def practitioner(practitioner_id: UUID) -> Practitioner:
    """Return a practitioner who works here today, or raise `WorksHereNot`."""
    row = Practitioner.objects.filter(pk=practitioner_id).first()
    if row is None or work.post_of(row.person_id) is None:
        raise rules.WorksHereNot
    return row


def seat(
    network: models.Network,
    person_id: UUID,
    kind: Belonging,
    said: Said,
    *,
    right: Row,
    by: Viewer,
    how: str = "",
    practitioner: Practitioner | None = None,
) -> None:
    """Give a person their place from now on.

    Raises `BelongsAlready`, `WasRemoved`, `HasDied`.
    """
    now = timezone.now()
    _may_come(network, person_id)
    try:
        with transaction.atomic():
            models.Membership(
                service_id=by.service_id,
                network=network,
                person_id=person_id,
                belonging=kind,
                how=text.kept(how, text.SHORT) or None,
                practitioner=practitioner,
                agreed_at=now,
                agreed_how=said,
                written_by_id=loading.person_of(by),
                joined_at=now,
            ).save(force_insert=True)
    except IntegrityError:
        raise rules.BelongsAlready from None
    if practitioner is not None and practitioner.is_peer:
        loading.end_answer(network.pk)
    trail.did("networks.add", by=by, right=right, about=person_id, network=network.pk)


def _may_come(network: models.Network, person_id: UUID) -> None:
    """Refuse somebody who was removed and not let back, or has died."""
    if models.Removal.objects.filter(network=network, person_id=person_id, back_at=None).exists():
        raise deciding.WasRemoved
    if loading.has_died(person_id):
        raise deciding.HasDied


def ask_whether_known(by: Viewer, network_id: UUID, person_id: UUID) -> None:
    """Raise `NotAllowed` for somebody whom no other network of one's own has shown to one."""
    here = models.Membership.objects.filter(
        network_id=network_id, person_id=person_id, left_at=None
    )
    if here.exists():
        raise rules.BelongsAlready
    if person_id not in {one.person_id for one in members.known_to(by, network_id)}:
        raise NotAllowed


def add_practitioner(
    network: models.Network, practitioner_id: UUID, said: Said | None, *, by: Viewer
) -> UUID:
    """Give a practitioner a place: they join a gathering network, or somebody asks them in."""
    acts_as = loading.acts_as(by, network.pk)
    joins = practitioner_id == by.practitioner_id and acts_as is None
    deed = "networks.join" if joins else "networks.change_people"
    right = policy.require(by, deed, network)
    life.lives(State(network.state))
    word = rules.word_for_practitioner(acts_as, said, State(network.state))
    return seat_practitioner(network, practitioner_id, word, right=right, by=by)


def seat_practitioner(
    network: models.Network, practitioner_id: UUID, said: Said, *, right: Row, by: Viewer
) -> UUID:
    """Give a practitioner their place and return the person's id, or raise `WorksHereNot`."""
    one = practitioner(practitioner_id)
    seat(
        network,
        one.person_id,
        Belonging.PRACTITIONER,
        said,
        right=right,
        by=by,
        practitioner=one,
    )
    return one.person_id
