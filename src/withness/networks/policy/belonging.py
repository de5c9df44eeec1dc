"""Who may do what in this room. Keeping the rota, the accounts or the settings opens nothing."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from withness.access.policy import (
    Condition,
    Deed,
    Words,
    all_of,
    is_among,
    is_person,
    of_viewer,
    works_here,
)
from withness.networks.models import Membership, Network, WithoutPeer
from withness.networks.rules import belonging, states
from withness.values.rules.viewer import Belonging, Kind, Viewer

FULL = (Belonging.CENTRE, Belonging.MEMBER, Belonging.PRACTITIONER)


def peer_belongs(network: UUID | OuterRef) -> Exists:
    """Return the question whether a peer who works here belongs; `network` is an id or OuterRef."""
    today = timezone.now().date()
    working = Q(practitioner__left_on=None) | Q(practitioner__left_on__gt=today)
    places = Membership.objects.filter(
        working, network_id=network, left_at=None, practitioner__is_peer=True
    )
    return Exists(places)


def peer_is_there(network_id: UUID) -> bool:
    """Whether a peer who works here belongs to this network."""
    return Network.objects.filter(peer_belongs(network_id), pk=network_id).exists()


def wish_of_network(network: UUID | OuterRef) -> Exists:
    """Return the question whether the network itself wishes no peer."""
    return Exists(
        WithoutPeer.objects.filter(
            network_id=network, ended_at=None, whose=states.WhoseReason.NETWORK
        )
    )


def belongs_as(name: str, because: Words, column: str, *kinds: Belonging) -> Condition:
    """Return the condition of belonging now, as one of these kinds, to the network at `column`."""
    return is_among(name, because, column, lambda viewer: belonging.networks_as(viewer, *kinds))


BESIDE = _("you belong to this network as a practitioner")

belongs = belongs_as("belongs_to_network", _("you belong to this network"), "pk", *FULL)
belongs_or_guest = belongs_as(
    "belongs_or_guest", _("you belong to this network, or are its guest"), "pk", *Belonging
)
is_centre = belongs_as("is_centre", _("it is your own network"), "pk", Belonging.CENTRE)
is_its_practitioner = belongs_as("is_its_practitioner", BESIDE, "pk", Belonging.PRACTITIONER)
place_in_own = belongs_as(
    "place_in_own", _("it is your own network"), "network_id", Belonging.CENTRE
)
place_beside = belongs_as("place_beside", BESIDE, "network_id", Belonging.PRACTITIONER)
place_among = belongs_as("place_among", _("you belong to this network"), "network_id", *FULL)


def through_glass(column: str) -> Condition:
    """Return the condition that the viewer broke the glass of the network in this column."""
    return Condition(
        "broke_the_glass",
        _("you opened it without belonging, for an hour and with a reason"),
        holds=lambda viewer, row: getattr(row, column) in belonging.through_glass(viewer),
        where=lambda viewer: Q(**{f"{column}__in": belonging.through_glass(viewer)}),
    )


def _demanded(*kinds: Kind) -> Condition:
    """A lawful demand opens one of these kinds of this network to the viewer now."""

    def networks(viewer: Viewer) -> frozenset[UUID]:
        return frozenset(one.network_id for one in belonging.demanded(viewer, *kinds))

    because = _("a lawful demand opens it to you for these hours")
    return is_among("lawful_demand", because, "pk", networks)


is_own_place = is_person("is_own_place", _("it is your own place"))
is_present = Condition(
    "is_present",
    _("they belong now"),
    holds=lambda _viewer, place: place.left_at is None,
    where=lambda _viewer: Q(left_at=None),
)
is_not_centre = Condition(
    "is_not_centre",
    _("it is not the place of the person at the centre"),
    holds=lambda _viewer, place: place.belonging != Belonging.CENTRE,
    where=lambda _viewer: ~Q(belonging=Belonging.CENTRE),
)
comes_by_link = Condition(
    "comes_by_link",
    _("they come in by a link of their own"),
    holds=lambda _viewer, place: place.belonging != Belonging.PRACTITIONER,
    where=lambda _viewer: ~Q(belonging=Belonging.PRACTITIONER),
)
is_of_service = Condition(
    "is_of_service",
    _("it is of your own service"),
    holds=lambda viewer, row: row.service_id == viewer.service_id,
    where=lambda viewer: Q(service_id=viewer.service_id),
)
is_gathering = Condition(
    "is_gathering",
    _("this network still gathers"),
    holds=lambda _viewer, network: network.state == states.State.GATHERING,
    where=lambda _viewer: Q(state=states.State.GATHERING),
)
is_peer = of_viewer(
    "is_peer", _("you are a peer practitioner of this service"), lambda viewer: viewer.is_peer
)


def _waits(_viewer: Viewer, network: Network) -> bool:
    return Network.objects.filter(waits_for_peer(), pk=network.pk).exists()


def waits_for_peer() -> Q:
    """Return the filter that leaves the networks that wait for a peer; as `rules.peers.waits`."""
    return (
        ~Q(state=states.State.ENDED)
        & ~Q(peer_belongs(OuterRef("pk")))
        & ~Q(wish_of_network(OuterRef("pk")))
    )


waits = Condition(
    "waits_for_peer",
    _("this network waits for a peer"),
    holds=_waits,
    where=lambda _viewer: waits_for_peer(),
)

THE_PEOPLE = (all_of(is_centre), all_of(is_its_practitioner, works_here))

DEEDS = (
    Deed(
        "networks.know",
        _("know whose network it is"),
        Network,
        (all_of(belongs_or_guest), all_of(through_glass("pk")), all_of(_demanded(*Kind))),
    ),
    Deed(
        "networks.read",
        _("read who belongs to a network"),
        Network,
        (all_of(belongs), all_of(through_glass("pk")), all_of(_demanded(Kind.PEOPLE))),
    ),
    Deed(
        "networks.see_waiting",
        _("see that a network gathers or waits for a peer"),
        Network,
        (
            all_of(works_here, is_of_service, is_gathering),
            all_of(works_here, is_of_service, waits),
        ),
    ),
    Deed("networks.form", _("write down a new network"), None, (all_of(works_here),)),
    Deed(
        "networks.join",
        _("join a network that gathers"),
        Network,
        (all_of(works_here, is_of_service, is_gathering),),
    ),
    Deed("networks.change_people", _("write down who belongs"), Network, THE_PEOPLE),
    Deed("networks.rest", _("let a network rest, or take it up again"), Network, THE_PEOPLE),
    Deed("networks.end", _("end a network"), Network, (all_of(is_centre),)),
    Deed(
        "networks.write_down_end",
        _("write down the person's word that their network ends"),
        Network,
        (all_of(is_its_practitioner, works_here),),
    ),
    Deed(
        "networks.answer_peer_question",
        _("say why no peer belongs"),
        Network,
        THE_PEOPLE,
    ),
    Deed(
        "networks.part",
        _("write down that somebody leaves a network"),
        Membership,
        (
            all_of(is_own_place, is_present, is_not_centre),
            all_of(place_in_own, is_present, is_not_centre),
            all_of(place_beside, works_here, is_present, is_not_centre),
        ),
    ),
    Deed(
        "networks.describe",
        _("change the words for how somebody belongs"),
        Membership,
        (all_of(is_own_place, is_present), all_of(place_in_own, is_present)),
    ),
    Deed(
        "networks.see_reach",
        _("read how somebody can be reached"),
        Membership,
        (
            all_of(is_own_place, is_present),
            all_of(place_beside, works_here, is_present, comes_by_link),
            all_of(through_glass("network_id"), is_present, comes_by_link),
        ),
    ),
    Deed(
        "networks.know_person",
        _("say that one knows somebody, to help them back in, or stop it"),
        Membership,
        (all_of(place_beside, works_here, is_present, comes_by_link),),
    ),
    Deed(
        "networks.give_link",
        _("make somebody's personal link"),
        Membership,
        (
            all_of(is_own_place, is_present, comes_by_link),
            all_of(place_beside, works_here, is_present, comes_by_link),
        ),
    ),
    Deed(
        "networks.read_staff_reason",
        _("read why staff left a network without a peer"),
        WithoutPeer,
        (all_of(works_here, is_peer, is_of_service), all_of(place_among)),
    ),
)
