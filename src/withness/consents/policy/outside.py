"""Who decides what may be told outside, who may tell it, and who sees what was told."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of, is_person, keeps, works_here
from withness.access.rules import NotAllowed
from withness.consents.models.outside import Consent, Told
from withness.networks import policy as networks
from withness.networks.models import Membership, Network
from withness.networks.policy.belonging import belongs_as
from withness.networks.rules import belonging
from withness.values.rules.viewer import Belonging, Duty, Seat, Viewer


def place(network_id: UUID, person_id: UUID) -> Membership:
    """Return somebody's present place in a network, or raise `NotAllowed`."""
    found = Membership.objects.filter(
        network_id=network_id, person_id=person_id, left_at=None
    ).first()
    if found is None:
        raise NotAllowed
    return found


is_own = is_person("is_own_consent", _("it is about you"))
is_beside = belongs_as(
    "is_beside_network",
    _("you belong to this network as a practitioner"),
    "network_id",
    Belonging.PRACTITIONER,
)
still_belongs = Condition(
    "person_still_belongs",
    _("they belong to the network now"),
    holds=lambda _viewer, row: Membership.objects.filter(
        network_id=row.network_id, person_id=row.person_id, left_at=None
    ).exists(),
    where=lambda _viewer: Q(
        Exists(
            Membership.objects.filter(
                network_id=OuterRef("network_id"), person_id=OuterRef("person_id"), left_at=None
            )
        )
    ),
)
is_told_aloud = Condition(
    "is_told_aloud",
    _("everyone in the network may see it"),
    holds=lambda _viewer, told: not told.quiet,
    where=lambda _viewer: Q(quiet=False),
)


def _sees(seat: Seat, told: Told) -> bool:
    if seat.network_id != told.network_id or seat.left_at is not None:
        return False
    if seat.belonging == Belonging.CENTRE:
        return True
    return seat.belonging == Belonging.MEMBER and told.told_at >= seat.joined_at


def _where_seen(viewer: Viewer) -> Q:
    rows = Q(network_id__in=belonging.networks_as(viewer, Belonging.CENTRE))
    for seat in viewer.seats:
        if seat.left_at is None and seat.belonging == Belonging.MEMBER:
            rows |= Q(network_id=seat.network_id, told_at__gte=seat.joined_at)
    return rows


since_joining = Condition(
    "belongs_since",
    _("you belong to this network, and did when it was told"),
    holds=lambda viewer, told: any(_sees(seat, told) for seat in viewer.seats),
    where=_where_seen,
)

DEEDS = (
    Deed(
        "consents.give",
        _("say what may be told about oneself, and to whom"),
        Membership,
        (all_of(networks.is_own_place, networks.is_present, networks.comes_by_link),),
    ),
    Deed(
        "consents.write_down",
        _("write down what somebody said may be told about them"),
        Membership,
        (all_of(networks.place_beside, works_here, networks.is_present, networks.comes_by_link),),
    ),
    Deed(
        "consents.read",
        _("read what may be told about somebody, and to whom"),
        Consent,
        (all_of(is_own), all_of(is_beside, works_here, still_belongs)),
    ),
    Deed(
        "consents.change",
        _("change what may be told about oneself, or say yes to what was written down"),
        Consent,
        (all_of(is_own, still_belongs),),
    ),
    Deed(
        "consents.write_down_change",
        _("write down how somebody changed what may be told about them"),
        Consent,
        (all_of(is_beside, works_here, still_belongs),),
    ),
    Deed(
        "consents.take_back",
        _("take back what may be told, or write down that somebody did"),
        Consent,
        (all_of(is_own), all_of(is_beside, works_here, still_belongs)),
    ),
    Deed(
        "consents.tell",
        _("tell somebody outside something, and write it down"),
        Network,
        (all_of(networks.is_its_practitioner, works_here),),
    ),
    Deed(
        "consents.see_told",
        _("see what was told outside, by whom, and on whose word"),
        Told,
        (
            all_of(is_own),
            all_of(is_beside, works_here),
            all_of(since_joining, is_told_aloud),
        ),
    ),
    Deed(
        "consents.set",
        _("set what can be told in this service, and when it is looked at again"),
        None,
        (all_of(keeps(Duty.SETTINGS)),),
    ),
)
