"""Who carries out what a member of the network says on the telephone about their own words."""

from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, is_person
from withness.networks.models import Membership
from withness.networks.policy.deciding import died
from withness.records.models import Line
from withness.records.policy import reading
from withness.records.rules.states import Circle, Yes
from withness.values.rules.viewer import Belonging, Viewer

MEMBERS = (Belonging.CENTRE, Belonging.MEMBER)
BECAUSE = _("you are a practitioner of this network, and somebody in it told you so")


def _bare(viewer: Viewer) -> Viewer:
    """Return the viewer without what the law or a broken glass opens: that is read, not told."""
    return replace(viewer, glass=frozenset(), demands=())


def _of_a_member(viewer: Viewer, line: Line) -> bool:
    rows = Membership.objects.filter(network_id=line.network_id, person_id=line.speaker_id)
    here = rows.filter(~died(OuterRef("person_id")), left_at=None, belonging__in=MEMBERS).exists()
    return here and line.speaker_id != viewer.person_id


def _lives(place: Membership) -> bool:
    """Nobody hears the dead on the telephone: their words stay as they are."""
    return Membership.objects.filter(~died(OuterRef("person_id")), pk=place.pk).exists()


def _member_speaks() -> Q:
    rows = Membership.objects.filter(
        network_id=OuterRef("network_id"), person_id=OuterRef("speaker_id"), left_at=None
    )
    return Q(Exists(rows.filter(~died(OuterRef("person_id")), belonging__in=MEMBERS)))


def _readable(viewer: Viewer) -> Q:
    plain = _bare(viewer)
    return reduce(or_, (reason.where(plain) for reason in reading.READS))


spoke_of_a_line = Condition(
    "spoke_by_telephone",
    BECAUSE,
    holds=lambda viewer, line: (
        line.network_id in reading.works_in(viewer)
        and reading.why(_bare(viewer), line) is not None
        and _of_a_member(viewer, line)
    ),
    where=lambda viewer: (
        Q(network_id__in=reading.works_in(viewer))
        & ~Q(speaker_id=viewer.person_id)
        & _member_speaks()
        & _readable(viewer)
        if reading.works_in(viewer)
        else NOTHING
    ),
)
told_it_by_telephone = Condition(
    "told_it_by_telephone",
    _("you wrote it down for them on the telephone"),
    holds=lambda viewer, line: (
        viewer.person_id is not None
        and line.written_by_id == viewer.person_id
        and (line.circle == Circle.TWO or line.yes == Yes.TELEPHONE)
    ),
    where=lambda viewer: (
        Q(written_by_id=viewer.person_id) & (Q(circle=Circle.TWO) | Q(yes=Yes.TELEPHONE))
        if viewer.person_id
        else NOTHING
    ),
)
spoke_for_oneself = Condition(
    "spoke_by_telephone",
    BECAUSE,
    holds=lambda viewer, place: (
        place.network_id in reading.works_in(viewer)
        and place.left_at is None
        and place.belonging in MEMBERS
        and place.person_id != viewer.person_id
        and _lives(place)
    ),
    where=lambda viewer: (
        Q(network_id__in=reading.works_in(viewer), left_at=None, belonging__in=MEMBERS)
        & ~Q(person_id=viewer.person_id)
        & ~Q(died(OuterRef("person_id")))
        if reading.works_in(viewer)
        else NOTHING
    ),
)
was_spoken_for = is_person("was_spoken_for", _("it was written down for you"), "speaker_id")
