"""What of this room a member's own page says, in one question."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Subquery

from withness.consents import models
from withness.consents.policy.speaking import shares
from withness.consents.rules import terms as rules
from withness.people.models import Person
from withness.values.rules.viewer import Viewer

LATELY = timedelta(days=30)  # so long one's page says that somebody spoke for one


@dataclass(frozen=True, slots=True)
class PageFact:
    """What the page says.

    `terms`: they wait to be read, and what somebody else wrote down is no answer of one's own.
    `speaks`: one agrees for somebody. `said_for_you`: somebody lately did for the viewer, who has
    said nothing since.
    """

    terms: bool = False
    speaks: bool = False
    said_for_you: bool = False


def of(viewer: Viewer, now: datetime) -> PageFact:
    """Return what the viewer's own page says; one query."""
    if viewer.person_id is None or not viewer.seats or viewer.practitioner_id is not None:
        return PageFact()
    answers = models.TermsAnswer.objects.filter(
        person_id=viewer.person_id, written_by_id=viewer.person_id
    ).order_by("-said_at", "-id")
    versions = models.Terms.objects.order_by("-number")
    since = models.Word.objects.filter(
        consent_id=OuterRef("consent_id"),
        written_by_id=viewer.person_id,
        number__gt=OuterRef("number"),
    )
    said = models.Word.objects.filter(
        consent__person_id=viewer.person_id, proxy__isnull=False, said_at__gt=now - LATELY
    ).exclude(Exists(since))
    row = (
        Person.objects.filter(pk=viewer.person_id)
        .values_list(
            Subquery(versions.values("number")[:1]),
            Subquery(answers.values("terms__number")[:1]),
            Exists(shares(viewer, now)),
            Exists(said),
        )
        .first()
    )
    if row is None:
        return PageFact()
    current, answered, speaks, said_for_you = row
    return PageFact(rules.asks(current, answered), speaks, said_for_you)
