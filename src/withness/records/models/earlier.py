"""Asking for words from before somebody joined, and what each speaker answers."""

from django.db import models

from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.records.rules import states
from withness.service.models import Owned


class Asking(Owned):
    """Somebody who joined later would like to read earlier words: asked once."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    joiner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "joiner"], name="asked_for_one_once")
        ]


class Answered(Owned):
    """One speaker's answer for one meeting. No row: no answer, and that is not a yes."""

    asking = models.ForeignKey(Asking, models.CASCADE, related_name="+")
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=7, choices=[(a, a) for a in states.Answer])
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asking", "speaker", "meeting"], name="answered_each_once"
            )
        ]
