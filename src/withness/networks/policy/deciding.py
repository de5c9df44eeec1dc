"""Who may write down, read and end what stands where deciding is hard.

No duty opens any of it. What somebody may do for another is asked of `speaks_for` alone.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, Words, all_of, works_here
from withness.networks.models import Death, Membership, Proxy, Removal, Young
from withness.networks.policy.belonging import (
    comes_by_link,
    is_not_centre,
    is_own_place,
    is_present,
    place_among,
    place_beside,
    place_in_own,
)
from withness.networks.rules.deciding import As, Scope
from withness.values.rules.viewer import Viewer


def speaks_for(viewer: Viewer, scope: Scope, now: datetime) -> "QuerySet[Proxy]":
    """Return the proxies by which the viewer may do this for somebody at that instant.

    Its day has not come, nobody ended it, the speaker still belongs, and the scope is named. A
    parent speaks for nobody of age, and decides nothing that somebody young decides alone.
    """
    young = Young.objects.filter(
        network_id=OuterRef("network_id"),
        person_id=OuterRef("person_id"),
        ended_at=None,
        **{f"decides_{scope}": False},
    )
    rows = Proxy.objects.filter(ended_at=None, until_at__gt=now, **{scope: True})
    rows = rows.exclude(~Exists(young), kind=As.PARENT)
    if viewer.person_id is None:
        return rows.none()
    return rows.filter(speaker_id=viewer.person_id, network_id__in=viewer.networks)


def died(person: Any) -> Exists:
    """Return the question whether somebody has died."""
    return Exists(Death.objects.filter(person_id=person, undone_at=None))


def _one_is(name: str, because: Words, column: str) -> Condition:
    """Is the viewer, and belongs to that network now."""
    return Condition(
        name,
        because,
        holds=lambda viewer, row: (
            viewer.person_id is not None
            and getattr(row, column) == viewer.person_id
            and row.network_id in viewer.networks
        ),
        where=lambda viewer: (
            Q(**{column: viewer.person_id}, network_id__in=viewer.networks)
            if viewer.person_id is not None
            else NOTHING
        ),
    )


is_about_oneself = _one_is("is_about_oneself", _("it is about you"), "person_id")
speaks_here = _one_is("speaks_here", _("you speak for them"), "speaker_id")
not_over = Condition(
    "not_over",
    _("it has not ended"),
    holds=lambda _viewer, row: row.ended_at is None,
    where=lambda _viewer: Q(ended_at=None),
)
not_let_back = Condition(
    "not_let_back",
    _("nobody has let them back"),
    holds=lambda _viewer, row: row.back_at is None,
    where=lambda _viewer: Q(back_at=None),
)
opened_to_network = Condition(
    "opened_to_network",
    _("the person at the centre opened it to the network"),
    holds=lambda _viewer, row: row.network_may_read,
    where=lambda _viewer: Q(network_may_read=True),
)
not_undone = Condition(
    "not_undone",
    _("it was no mistake"),
    holds=lambda _viewer, row: row.undone_at is None,
    where=lambda _viewer: Q(undone_at=None),
)
beside_at_work = all_of(place_beside, works_here)


def _lives(_viewer: Viewer, place: Membership) -> bool:
    return not Death.objects.filter(person_id=place.person_id, undone_at=None).exists()


lives = Condition(
    "lives",
    _("nobody wrote down that they have died"),
    holds=_lives,
    where=lambda _viewer: ~Q(died(OuterRef("person_id"))),
)

DEEDS = (
    Deed(
        "networks.say_young",
        _("write down that somebody is under the age of deciding alone"),
        Membership,
        (
            all_of(is_own_place, is_present, comes_by_link),
            all_of(place_beside, works_here, is_present, comes_by_link),
        ),
    ),
    Deed(
        "networks.read_young",
        _("read that somebody is under the age of deciding alone"),
        Young,
        (all_of(is_about_oneself), beside_at_work),
    ),
    Deed(
        "networks.decide_young",
        _("write down what somebody young decides alone"),
        Young,
        (all_of(is_about_oneself, not_over), all_of(place_beside, works_here, not_over)),
    ),
    Deed(
        "networks.name_proxy",
        _("write down who speaks for somebody, for what and until when"),
        Membership,
        (
            all_of(is_own_place, is_present, comes_by_link),
            all_of(place_beside, works_here, is_present, comes_by_link, lives),
        ),
    ),
    Deed(
        "networks.read_proxy",
        _("read who speaks for somebody"),
        Proxy,
        (all_of(is_about_oneself), all_of(speaks_here), beside_at_work),
    ),
    Deed(
        "networks.end_proxy",
        _("end that somebody speaks for another"),
        Proxy,
        (
            all_of(is_about_oneself, not_over),
            all_of(speaks_here, not_over),
            all_of(place_beside, works_here, not_over),
        ),
    ),
    Deed(
        "networks.remove",
        _("remove somebody whose presence is dangerous"),
        Membership,
        (
            all_of(place_in_own, is_present, is_not_centre),
            all_of(place_beside, works_here, is_present, is_not_centre, comes_by_link),
        ),
    ),
    Deed(
        "networks.read_removal",
        _("read why somebody was removed"),
        Removal,
        (all_of(place_in_own), beside_at_work, all_of(place_among, opened_to_network)),
    ),
    Deed(
        "networks.open_removal",
        _("decide whether the network reads why somebody was removed"),
        Removal,
        (all_of(place_in_own),),
    ),
    Deed(
        "networks.let_back",
        _("write down the person's word that somebody removed may come back"),
        Removal,
        (all_of(place_in_own, not_let_back), all_of(place_beside, works_here, not_let_back)),
    ),
    Deed(
        "networks.say_died",
        _("write down that somebody has died"),
        Membership,
        (all_of(place_beside, works_here, is_present, comes_by_link, lives),),
    ),
    Deed(
        "networks.read_death",
        _("read that somebody of the network has died"),
        Death,
        (all_of(place_among, not_undone),),
    ),
    Deed(
        "networks.undo_death",
        _("write down that it was a mistake and somebody lives"),
        Death,
        (all_of(place_beside, works_here, not_undone),),
    ),
)
