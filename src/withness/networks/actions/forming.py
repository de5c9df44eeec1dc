"""A network forms: people join and leave by the word of the person at the centre.

It meets, rests and is taken up again; only that person's word ends it.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks import policy as policies
from withness.networks.actions import loading, seating, speaking
from withness.networks.queries import networks
from withness.networks.rules import belonging as rules
from withness.networks.rules import deciding, life, peers
from withness.networks.rules.states import Said, State, WhoseReason
from withness.people.actions import links
from withness.people.models import Person
from withness.teams.models import Team
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


def form(
    *,
    team_id: UUID,
    name: str,
    language: str,
    by: Viewer,
    centre_id: UUID | None = None,
    centre_name: str = "",
    reach: str = "",
    practitioner_ids: Iterable[UUID] = (),
    people: Iterable[rules.Named] = (),
    said: Said | None = None,
    has_met: bool = False,
) -> UUID:
    """Write down a network around one person and return its id.

    `centre_id` or `people` by id: somebody whom the calling room has shown to `by` (a caller);
    otherwise new people by name. `said`: how the person at the centre said who belongs (room or
    telephone); without it only practitioners are offered and nobody is named. `has_met`: it met
    before Withness came. Raises `NobodyNamed`, `HasANetwork`, `NoWord`, `WorksHereNot`, `TooLong`.
    """
    named = tuple(people)
    right = policy.require(by, "networks.form")
    if said not in {Said.ROOM, Said.TELEPHONE}:
        said = None
    if named and said is None:
        raise rules.NoWord
    with transaction.atomic():
        called = text.kept(name, text.NAME)
        if not called or not Team.objects.filter(pk=team_id).exists():
            raise rules.NobodyNamed("name_wanted") if not called else NotAllowed
        centre = rules.Named(centre_name, centre_id, reach=reach)
        centre_id = seating.person(centre, language=language, by=by)
        Person.objects.select_for_update().filter(pk=centre_id).first()
        if networks.around(centre_id) is not None:
            raise rules.HasANetwork
        network = models.Network(
            service_id=by.service_id,
            centre_id=centre_id,
            team_id=team_id,
            name=called,
            state=State.MEETING if has_met else State.GATHERING,
            language=language,
            made_at=timezone.now(),
        )
        network.save(force_insert=True)
        trail.did("networks.form", by=by, right=right, about=network.pk, network=network.pk)
        word = said or Said.OFFERED
        seating.seat(network, centre_id, Belonging.CENTRE, word, right=right, by=by)
        for one in named:
            person_id = seating.person(one, language=language, by=by)
            kind = rules.named(one.belonging)
            seating.seat(network, person_id, kind, word, right=right, by=by, how=one.how)
        for practitioner_id in dict.fromkeys(practitioner_ids):
            seating.seat_practitioner(network, practitioner_id, word, right=right, by=by)
        return network.pk


def add(
    *,
    network_id: UUID,
    by: Viewer,
    name: str = "",
    person_id: UUID | None = None,
    practitioner_id: UUID | None = None,
    how: str = "",
    belonging: Belonging = Belonging.MEMBER,
    agreed_how: Said | None = None,
    reach: str = "",
    seen: frozenset[UUID] = frozenset(),
) -> UUID:
    """Give somebody a place in a network and return the person's id.

    By the person at the centre, or by a practitioner who belongs and writes down their word
    (`agreed_how` room or telephone). Either a new person by `name`, or `person_id` of somebody
    from another network of one's own or in `seen` (whom the calling room has shown to `by`), or
    `practitioner_id`. A practitioner may join a gathering network themselves.
    Raises `NoWord`, `BelongsAlready`, `OneCentre`, `NobodyNamed`, `WorksHereNot`, `HasEnded`,
    `NotAllowed`, and what is wrong with a name or a way to reach somebody.
    """
    with transaction.atomic():
        network = loading.network(network_id)
        if practitioner_id is not None:
            return seating.add_practitioner(network, practitioner_id, agreed_how, by=by)
        right = policy.require(by, "networks.change_people", network)
        life.lives(State(network.state))
        kind = rules.named(belonging)
        if kind not in rules.NAMED:
            raise rules.WorksHereNot
        word = rules.word_of_person(loading.acts_as(by, network_id), agreed_how)
        if person_id is not None and person_id not in seen:
            seating.ask_whether_known(by, network_id, person_id)
        named = rules.Named(name, person_id, how, kind, reach)
        person_id = seating.person(named, language=network.language, by=by)
        seating.seat(network, person_id, kind, word, right=right, by=by, how=how)
        return person_id


def leave(*, network_id: UUID, by: Viewer) -> None:
    """Leave a network oneself. The person at the centre cannot: `CentreStays`."""
    part(network_id=network_id, person_id=loading.person_of(by), by=by)


def part(
    *,
    network_id: UUID,
    person_id: UUID,
    by: Viewer,
    said: Said | None = None,
    at: datetime | None = None,
) -> None:
    """Write down that somebody leaves: by themselves, or by the word of the person at the centre.

    A practitioner who belongs writes that word down (`said`). When a practitioner leaves, `at` is
    when goodbye was said aloud; nothing else about it is kept (promise 16). Their personal links
    to this network end; their words stay (promise 21).
    Raises `CentreStays`, `NoWord`, `NotThatDay`, `NotAllowed`.
    """
    with transaction.atomic():
        loading.network(network_id)
        place = loading.place(network_id, person_id)
        acts_as = loading.acts_as(by, network_id)
        if place.belonging == Belonging.CENTRE and acts_as in rules.WRITE_DOWN:
            raise rules.CentreStays
        right = policy.require(by, "networks.part", place)
        if person_id != by.person_id:
            place.left_how = rules.word_of_person(acts_as, said)
        now = timezone.now()
        place.left_at = rules.parted(place.joined_at, at or now, now)
        place.save(update_fields=["left_at", "left_how"])
        links.revoke_all(person_id=person_id, opens_id=network_id)
        speaking.silence(person_id=person_id, network_id=network_id, now=now)
        trail.did("networks.part", by=by, right=right, about=person_id, network=network_id)


def rest(*, network_id: UUID, by: Viewer) -> None:
    """Let a network rest. Raises `HasEnded`, `NotNow`, `NotAllowed`."""
    with transaction.atomic():
        network = loading.network(network_id)
        right = policy.require(by, "networks.rest", network)
        network.state = life.rested(State(network.state))
        network.rests_since_at = timezone.now()
        network.save(update_fields=["state", "rests_since_at"])
        trail.did("networks.rest", by=by, right=right, about=network_id, network=network_id)


def take_up(*, network_id: UUID, by: Viewer) -> None:
    """Take a resting network up again, with the same people (promise 18)."""
    with transaction.atomic():
        network = loading.network(network_id)
        right = policy.require(by, "networks.rest", network)
        network.state = life.taken_up(State(network.state))
        network.rests_since_at = None
        network.save(update_fields=["state", "rests_since_at"])
        trail.did("networks.take_up", by=by, right=right, about=network_id, network=network_id)


def met(*, network_id: UUID) -> None:
    """Note that a meeting of the network was held: it gathers and rests no more.

    Where the person at the centre has died it rests after every meeting.

    Called by the meeting's own action, inside its transaction, after it asked who may.
    """
    network = loading.network(network_id)
    if network.state == State.ENDED:
        return
    state = life.met(State(network.state), has_died=loading.has_died(network.centre_id))
    if state != State(network.state):
        network.state = state
        network.rests_since_at = timezone.now() if state == State.RESTING else None
        network.save(update_fields=["state", "rests_since_at"])


def end(*, network_id: UUID, by: Viewer, said: Said | None = None) -> None:
    """End a network, by the word of the person at the centre alone (promise 18).

    They do it themselves, or a practitioner who belongs writes their word down (`said` room or
    telephone), and it stays marked so. Raises `NoWord`, `HasEnded`, `NotAllowed`.
    """
    with transaction.atomic():
        network = loading.network(network_id)
        acts_as = loading.acts_as(by, network_id)
        own = acts_as == Belonging.CENTRE
        deed = "networks.end" if own else "networks.write_down_end"
        right = policy.require(by, deed, network)
        if loading.has_died(network.centre_id):
            raise deciding.HasDied
        network.ended_how = life.ended(State(network.state), acts_as, said)
        network.ended_by_id = loading.person_of(by)
        network.ended_at = timezone.now()
        network.state = State.ENDED
        network.save(update_fields=["state", "ended_how", "ended_by", "ended_at"])
        loading.end_answer(network_id)
        trail.did(deed, by=by, right=right, about=network_id, network=network_id)


def without_peer(*, network_id: UUID, whose: WhoseReason, by: Viewer, reason: str = "") -> None:
    """Say why a network has no peer; an earlier answer ends (promise 9).

    The network's own wish needs no reason and none is kept. Staff's reason is in words, and every
    peer of the service reads it with the name of who gave it. The person at the centre speaks
    only for the network. Raises `ReasonWanted`, `HasPeer`, `NotYourWish`, `HasEnded`, `TooLong`.
    """
    with transaction.atomic():
        network = loading.network(network_id)
        right = policy.require(by, "networks.answer_peer_question", network)
        life.lives(State(network.state))
        peers.may_say(loading.acts_as(by, network_id), whose)
        if policies.peer_is_there(network_id):
            raise peers.HasPeer
        words = peers.reason(whose, text.kept(reason, text.SHORT))
        loading.end_answer(network_id)
        models.WithoutPeer(
            service_id=by.service_id,
            network=network,
            whose=whose,
            reason=words or None,
            said_by_id=loading.person_of(by),
            said_at=timezone.now(),
        ).save(force_insert=True)
        trail.did("networks.without_peer", by=by, right=right, about=network_id, network=network_id)
