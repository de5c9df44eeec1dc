"""What is said about others, and words from before somebody joined: who marks, shows and asks."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, is_among
from withness.records.models import Answered, Asking, Line
from withness.records.policy.reading import seats
from withness.values.rules.viewer import Belonging, Viewer

ASKS = (Belonging.CENTRE, Belonging.MEMBER, Belonging.PRACTITIONER)


def _own_lines(viewer: Viewer) -> "QuerySet[Line, object]":
    return Line.objects.filter(speaker_id=viewer.person_id).values_list("id", flat=True)


marked_own_words = Condition(
    "marked_own_words",
    _("these are your own words"),
    holds=lambda viewer, row: _own_lines(viewer).filter(pk=row.line_id).exists(),
    where=lambda viewer: Q(line_id__in=_own_lines(viewer)) if viewer.person_id else NOTHING,
)
was_shown = Condition(
    "was_shown",
    _("it speaks of you and was shown to you"),
    holds=lambda viewer, row: (
        viewer.person_id is not None
        and row.person_id == viewer.person_id
        and row.shown_at is not None
    ),
    where=lambda viewer: (
        Q(person_id=viewer.person_id, shown_at__isnull=False) if viewer.person_id else NOTHING
    ),
)
belongs_to_network = is_among(
    "belongs_to_network", _("you belong to this network"), "pk", lambda v: seats(v, *ASKS)
)


def _spoken_in(viewer: Viewer) -> "QuerySet[Line, object]":
    rows = Line.objects.filter(shared_at__isnull=False, taken_back_at=None)
    rows = rows.filter(speaker_id=viewer.person_id, network_id__in=viewer.networks)
    return rows.values_list("network_id", flat=True)


def _answered(viewer: Viewer) -> "QuerySet[Answered, object]":
    return Answered.objects.filter(speaker_id=viewer.person_id).values_list("asking_id", flat=True)


def _is_asked(viewer: Viewer, asking: Asking) -> bool:
    if viewer.person_id is None or asking.joiner_id == viewer.person_id:
        return False
    return (
        _spoken_in(viewer).filter(network_id=asking.network_id).exists()
        or _answered(viewer).filter(asking_id=asking.pk).exists()
    )


def _where_asked(viewer: Viewer) -> Q:
    if viewer.person_id is None:
        return NOTHING
    asked = Q(network_id__in=_spoken_in(viewer)) | Q(pk__in=_answered(viewer))
    return asked & ~Q(joiner_id=viewer.person_id)


# Who left, or was removed, is asked nothing: it would tell them who joined since. What they said
# before they can say anew.
spoke_in_its_network = Condition(
    "spoke_in_its_network", _("it asks for words of yours"), _is_asked, _where_asked
)
