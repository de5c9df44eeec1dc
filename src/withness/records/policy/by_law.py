"""What a broken glass and a lawful demand open: to read, never to write."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition
from withness.records.models import HeldBack, Line
from withness.records.policy.reading import demanded
from withness.records.policy.writing import BEGUN
from withness.records.rules import reading
from withness.records.rules.states import Circle
from withness.values.rules.viewer import Viewer

broke_the_glass = Condition(
    "broke_the_glass",
    _("you opened this network without belonging to it"),
    holds=lambda viewer, row: viewer.person_id is not None and row.network_id in viewer.glass,
    where=lambda viewer: Q(network_id__in=viewer.glass) if viewer.person_id else NOTHING,
)
has_begun = Condition(
    "has_begun",
    _("it has begun"),
    holds=lambda _viewer, meeting: meeting.state in BEGUN,
    where=lambda _viewer: Q(state__in=BEGUN),
)
demand_reaches = Condition(
    "lawful_demand",
    _("a lawful demand opened it to you"),
    holds=lambda viewer, row: (
        viewer.person_id is not None and reading.demanded(viewer, row.network_id, row.made_at)
    ),
    where=lambda viewer: demanded(viewer) if viewer.person_id and viewer.demands else NOTHING,
)


def _demanded_lines(viewer: Viewer) -> "QuerySet[Line, object]":
    rows = Line.objects.filter(demanded(viewer), shared_at__isnull=False)
    return rows.exclude(circle=Circle.ONLY_ME).values_list("meeting_id", flat=True)


def _demanded_entries(viewer: Viewer) -> "QuerySet[HeldBack, object]":
    return HeldBack.objects.filter(demanded(viewer)).values_list("meeting_id", flat=True)


demand_reaches_into = Condition(
    "lawful_demand",
    _("a lawful demand opened it to you"),
    holds=lambda viewer, meeting: (
        viewer.person_id is not None
        and bool(viewer.demands)
        and (
            _demanded_lines(viewer).filter(meeting_id=meeting.pk).exists()
            or _demanded_entries(viewer).filter(meeting_id=meeting.pk).exists()
        )
    ),
    where=lambda viewer: (
        Q(pk__in=_demanded_lines(viewer)) | Q(pk__in=_demanded_entries(viewer))
        if viewer.person_id and viewer.demands
        else NOTHING
    ),
)
