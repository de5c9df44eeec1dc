"""Visits: a device on which a personal link was opened, and the codes that were sent for it."""

from django.db import models

from withness.people.models.link import Link
from withness.people.models.person import Person, Reach
from withness.people.rules import proof
from withness.service.models import Owned


class Visit(Owned):
    """One device on which a link was opened. It opens nothing before its one proof."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    device = models.CharField(max_length=10, choices=[(d, d) for d in proof.Device])
    is_borrowed = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # the last look, to the minute
    ends_at = models.DateTimeField()
    idle_minutes = models.PositiveSmallIntegerField(null=True)  # None: no limit
    proved_at = models.DateTimeField(null=True)
    proved_by = models.CharField(max_length=8, blank=True, choices=[(w, w) for w in proof.Way])
    wrong = models.PositiveSmallIntegerField(default=0)  # tries that were not it
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "ended_at"], name="people_visit_person")]


class Code(Owned):
    """Six digits sent to a reach that was there before, for one visit. Kept as a keyed hash."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    reach = models.ForeignKey(Reach, models.CASCADE, related_name="+")
    digits_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
