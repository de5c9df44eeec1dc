"""Answering for somebody whom one speaks for, and what somebody removed no longer knows."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of
from withness.meetings.models import Invitation
from withness.networks.models import Removal
from withness.networks.policy import deciding
from withness.networks.rules.deciding import Scope
from withness.values.rules.viewer import Viewer

stands = Condition(
    "invitation_stands",
    _("the invitation stands"),
    holds=lambda _viewer, asked: asked.called_off_at is None,
    where=lambda _viewer: Q(called_off_at=None),
)


def not_removed(viewer: Viewer) -> Q:
    """Return the filter of meetings of networks that the viewer was not removed from.

    Only those who once belonged are asked about, and only about networks they were in.
    """
    if not viewer.former or viewer.person_id is None:
        return Q()
    rows = Removal.objects.filter(person_id=viewer.person_id, back_at=None)
    return ~Q(network_id__in=rows.values("network_id"))


def is_removed(viewer: Viewer, network_id: UUID) -> bool:
    """Whether the viewer was removed from a network and not let back."""
    if viewer.person_id is None or network_id not in viewer.former:
        return False
    rows = Removal.objects.filter(person_id=viewer.person_id, network_id=network_id, back_at=None)
    return rows.exists()


def _speaks(viewer: Viewer, asked: Invitation) -> bool:
    rows = deciding.speaks_for(viewer, Scope.ARRANGING, timezone.now())
    here = rows.filter(person_id=asked.person_id, network_id=asked.meeting.network_id)
    return here.exists()


def _where_speaks(viewer: Viewer) -> Q:
    if viewer.person_id is None or not viewer.networks:
        return NOTHING
    rows = deciding.speaks_for(viewer, Scope.ARRANGING, timezone.now())
    here = rows.filter(person_id=OuterRef("person_id"), network_id=OuterRef("meeting__network_id"))
    return Q(Exists(here))


speaks_for_them = Condition(
    "speaks_for_them",
    _("you speak for them, until a day that is named"),
    _speaks,
    _where_speaks,
)

DEEDS = (
    Deed(
        "meetings.answer_as_proxy",
        _("answer for somebody whom one speaks for, marked so"),
        Invitation,
        (all_of(speaks_for_them, stands),),
    ),
)
