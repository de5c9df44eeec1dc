"""Who may read the trail."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of
from withness.trail.models import Entry
from withness.values.rules.viewer import Viewer, Way


def _own(viewer: Viewer, entry: Entry) -> bool:
    return viewer.person_id is not None and entry.person_id == viewer.person_id


is_own_trace = Condition(
    "is_own_trace",
    _("it is what you did yourself"),
    holds=_own,
    where=lambda viewer: (
        Q(person_id=viewer.person_id)
        if viewer.person_id is not None and viewer.way != Way.NOBODY
        else Q(pk__in=())
    ),
)

DEEDS = (
    Deed("trail.read", _("read what is written in the trail"), Entry, (all_of(is_own_trace),)),
)
