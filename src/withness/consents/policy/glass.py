"""Who may break the glass, end it, and read that it was broken, and why."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of, is_person, keeps, works_here
from withness.consents.models import Glass
from withness.meetings.models import LeftOut
from withness.meetings.rules.peer import Whose
from withness.networks.models import Membership, Network
from withness.networks.policy import belongs_or_guest, wish_of_network
from withness.networks.policy.belonging import belongs_as, is_of_service
from withness.networks.rules.states import State
from withness.values.rules.viewer import Belonging, Duty, Viewer


def wished_away(viewer: Viewer) -> Q:
    """Return the filter of networks that wish not to meet this practitioner, as far as is written.

    The person asked them to leave; the network wished to meet without them; or it wishes no peer,
    and they are one.
    """
    if viewer.practitioner_id is None or viewer.person_id is None:
        return NOTHING
    asked_to_leave = Membership.objects.filter(
        network_id=OuterRef("pk"), person_id=viewer.person_id, left_at__isnull=False
    ).exclude(left_how="")
    left_out = LeftOut.objects.filter(
        meeting__network_id=OuterRef("pk"), peer_id=viewer.practitioner_id, whose=Whose.NETWORK
    )
    wish = Q(Exists(asked_to_leave)) | Q(Exists(left_out))
    return wish | Q(wish_of_network(OuterRef("pk"))) if viewer.is_peer else wish


def _is_wished_away(viewer: Viewer, network: Network) -> bool:
    return Network.objects.filter(wished_away(viewer), pk=network.pk).exists()


belongs_not = Condition(
    "belongs_not",
    _("you do not belong to this network"),
    holds=lambda viewer, network: network.pk not in viewer.networks,
    where=lambda viewer: ~Q(pk__in=viewer.networks),
)
has_not_ended = Condition(
    "network_not_ended",
    _("the network has not ended"),
    holds=lambda _viewer, network: network.state != State.ENDED,
    where=lambda _viewer: ~Q(state=State.ENDED),
)
is_not_wished_away = Condition(
    "is_not_wished_away",
    _("nobody in this network wished not to meet you"),
    holds=lambda viewer, network: not _is_wished_away(viewer, network),
    where=lambda viewer: ~wished_away(viewer),
)
of_own_network = belongs_as(
    "of_own_network", _("you belong to this network"), "network_id", *Belonging
)
is_around_them = belongs_as(
    "is_around_them", _("this network is around you"), "network_id", Belonging.CENTRE
)
broke_it = is_person("broke_it", _("you opened it"))
watches = keeps(Duty.DATA_PROTECTION)

DEEDS = (
    Deed(
        "consents.break_glass",
        _("open a network that one does not belong to, for an hour and with a reason"),
        Network,
        (all_of(works_here, is_of_service, has_not_ended, belongs_not, is_not_wished_away),),
    ),
    Deed(
        "consents.find_glass",
        _("look for a network that one does not belong to, by its name"),
        None,
        (all_of(works_here),),
    ),
    Deed(
        "consents.close_glass",
        _("end one's hour before it is over"),
        Glass,
        (all_of(broke_it, works_here),),
    ),
    Deed(
        "consents.read_glass",
        _("read who opened a network without belonging, and when"),
        Glass,
        (
            all_of(of_own_network),
            all_of(broke_it, works_here),
            all_of(watches, is_of_service),
        ),
    ),
    Deed(
        "consents.read_glass_reason",
        _("read why somebody opened a network without belonging"),
        Glass,
        (all_of(is_around_them), all_of(broke_it, works_here)),
    ),
    Deed(
        "consents.see_opened",
        _("see whether somebody opened the network without belonging"),
        Network,
        (all_of(belongs_or_guest),),
    ),
    Deed(
        "consents.watch_glass",
        _("see who opened networks without belonging, in the whole service"),
        None,
        (all_of(watches),),
    ),
)
