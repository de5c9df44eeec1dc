"""Who holds an entry back, who sees that it exists, and who reads its words."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access import policy
from withness.access.policy import NOTHING, Condition, is_among, is_person
from withness.meetings.models import Meeting
from withness.records.models import HeldReader
from withness.records.policy.reading import works_in
from withness.values.rules.viewer import Viewer

works_in_its_network = is_among(
    "works_in_its_network", _("you are a practitioner of this network"), "network_id", works_in
)
is_author = is_person("is_author", _("you hold this back"), "author_id")
is_held_still = Condition(
    "is_held_still",
    _("it is held back still"),
    holds=lambda _viewer, row: row.opened_at is None,
    where=lambda _viewer: Q(opened_at=None),
)
was_opened = Condition(
    "was_opened",
    _("it was opened to everyone in the network"),
    holds=lambda _viewer, row: row.opened_at is not None,
    where=lambda _viewer: Q(opened_at__isnull=False),
)


def _let_read(viewer: Viewer) -> "QuerySet[HeldReader, object]":
    rows = HeldReader.objects.filter(person_id__in=(viewer.person_id,) if viewer.person_id else ())
    return rows.values_list("held_id", flat=True)


was_let_read = Condition(
    "was_let_read",
    _("whoever holds it back lets you read it"),
    holds=lambda viewer, row: _let_read(viewer).filter(held_id=row.pk).exists(),
    where=lambda viewer: Q(pk__in=_let_read(viewer)) if viewer.person_id else NOTHING,
)
opens_its_meeting = Condition(
    "opens_its_meeting",
    _("you open the record that it belongs to"),
    holds=lambda viewer, row: policy.may(viewer, "records.open", row.meeting) is not None,
    where=lambda viewer: Q(
        meeting_id__in=policy.open_to(viewer, "records.open", Meeting.objects.all()).values("id")
    ),
)
