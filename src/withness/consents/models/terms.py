"""On what terms a member takes part, version by version, and what each said to which."""

from django.db import models

from withness.consents.models.outside import Kept
from withness.consents.rules import terms as rules
from withness.people.models import Person


class Terms(Kept):
    """One version of the service's own words. The greatest number is the one that holds."""

    number = models.PositiveIntegerField()
    texts = models.JSONField(default=dict)  # language -> words
    put_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    put_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_version_a_number")
        ]


class TermsAnswer(Kept):
    """What somebody said to one version, and when."""

    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=[(a, a) for a in rules.Answer])
    how = models.CharField(max_length=10, choices=[(h, h) for h in rules.How])
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "said_at"], name="consents_terms_said")]
