"""Studies, and who said yes or no to which."""

from django.db import models

from withness.consents.models.outside import Kept
from withness.consents.rules import research
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Study(Owned):
    """One study: what it is, whom to ask, and when it ends."""

    titles = models.JSONField(default=dict)  # language -> title
    texts = models.JSONField(default=dict)  # language -> plain words
    contact = SealedText()  # a name and a number: somebody's own
    ends_on = models.DateField()
    put_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)


class StudyAnswer(Kept):
    """What somebody said to one study. Only they read it."""

    study = models.ForeignKey(Study, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    answer = models.CharField(max_length=10, choices=[(a, a) for a in research.Answer])
    how = models.CharField(max_length=10, choices=[(h, h) for h in research.How])
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["study", "person", "number"], name="one_answer_after_the_other"
            )
        ]
