"""Who may propose, confirm, end and read a lawful demand. A duty alone opens nothing."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, Words, all_of, keeps, of_viewer, works_here
from withness.consents.models import Demand, DemandDuties
from withness.consents.policy.glass import is_around_them, of_own_network, watches
from withness.consents.rules import demand as rules
from withness.networks.policy.belonging import is_of_service
from withness.values.rules.viewer import Duty, Viewer


def pair() -> tuple[Duty, Duty]:
    """Return the two duties of the service in scope."""
    found = DemandDuties.objects.values_list("first", "second").first()
    return (Duty(found[0]), Duty(found[1])) if found else rules.USUAL


def _row(
    name: str, because: Words, holds: Callable[[Viewer, Demand], bool], where: Callable[[Viewer], Q]
) -> Condition:
    return Condition(name, because, holds=holds, where=where)


keeps_one_of_two = of_viewer(
    "keeps_one_of_two",
    _("you keep one of the two duties that open a demand together"),
    lambda viewer: rules.proposer(viewer.duties, pair()) is not None,
)
keeps_the_other = _row(
    "keeps_the_other_duty",
    _("you keep the duty that confirms it"),
    lambda viewer, row: row.confirmed_as in viewer.duties,
    lambda viewer: Q(confirmed_as__in=tuple(viewer.duties)),
)
keeps_its_duty = _row(
    "keeps_its_duty",
    _("you keep one of the two duties of this demand"),
    lambda viewer, row: row.proposed_as in viewer.duties or row.confirmed_as in viewer.duties,
    lambda viewer: (
        Q(proposed_as__in=tuple(viewer.duties)) | Q(confirmed_as__in=tuple(viewer.duties))
    ),
)
is_another = _row(
    "is_another",
    _("somebody else proposed it"),
    lambda viewer, row: row.proposed_by_id != viewer.person_id,
    lambda viewer: ~Q(proposed_by=viewer.person_id),
)
is_one_of_them = _row(
    "is_one_of_them",
    _("you are one of the two who opened it"),
    lambda viewer, row: (
        viewer.person_id is not None
        and viewer.person_id in (row.proposed_by_id, row.confirmed_by_id)
    ),
    lambda viewer: (
        Q(proposed_by=viewer.person_id) | Q(confirmed_by=viewer.person_id)
        if viewer.person_id
        else Q(pk__in=())
    ),
)
was_told = _row(
    "was_told",
    _("the network was told"),
    lambda _viewer, row: row.told_at is not None,
    lambda _viewer: Q(told_at__isnull=False),
)
LOOKS = (
    all_of(keeps_its_duty, works_here, is_of_service),
    all_of(is_one_of_them, works_here),
    all_of(watches, is_of_service),
)

DEEDS = (
    Deed(
        "consents.propose_demand",
        _("write down a lawful demand"),
        None,
        (all_of(keeps_one_of_two, works_here),),
    ),
    Deed(
        "consents.confirm_demand",
        _("confirm a lawful demand that somebody else wrote down"),
        Demand,
        (all_of(keeps_the_other, works_here, is_of_service, is_another),),
    ),
    Deed(
        "consents.end_demand",
        _("end a lawful demand before its hours are over"),
        Demand,
        (all_of(is_one_of_them, works_here),),
    ),
    Deed(
        "consents.say_telling",
        _("say whether the network may be told of a demand"),
        Demand,
        (all_of(watches, is_of_service),),
    ),
    Deed("consents.read_demand", _("read a lawful demand"), Demand, LOOKS),
    Deed(
        "consents.read_told_demand",
        _("read that a lawful demand opened one's network"),
        Demand,
        (all_of(of_own_network, was_told),),
    ),
    Deed(
        "consents.read_order",
        _("read who ordered it and by which reference"),
        Demand,
        (*LOOKS, all_of(is_around_them, was_told)),
    ),
    Deed(
        "consents.name_demand_duties",
        _("say which two duties open a demand together"),
        None,
        (all_of(keeps(Duty.SETTINGS)),),
    ),
)
