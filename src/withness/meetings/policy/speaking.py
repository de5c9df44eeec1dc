"""Answering for somebody whom one speaks for, and what somebody removed no longer knows."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of
from withness.meetings.models import Invitation
from withness.networks.models import Removal
from withness.networks.policy import deciding, speaking
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


speaks_for_them = speaking.speaks_for_them(
    lambda viewer, now: deciding.speaks_for(viewer, Scope.ARRANGING, now), "meeting__network_id"
)

DEEDS = (
    Deed(
        "meetings.answer_as_proxy",
        _("answer for somebody whom one speaks for, marked so"),
        Invitation,
        (all_of(speaks_for_them, stands),),
    ),
)
