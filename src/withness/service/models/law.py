"""The dated facts of a jurisdiction, as a service keeps them."""

from django.db import models

from withness.service.models.owned import Owned
from withness.service.rules import law


class Fact(Owned):
    """What the law of a place says, from a day on. A change is a new row; the past stays."""

    jurisdiction = models.CharField(max_length=20)
    rule = models.CharField(max_length=40, choices=[(r, r) for r in law.Rule])
    item = models.CharField(max_length=law.MOST_ITEM, blank=True)  # a code inside a list
    kind = models.CharField(max_length=10, choices=[(k, k) for k in law.Kind])
    number = models.PositiveIntegerField(null=True)
    yes = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    source = models.TextField()
    link = models.CharField(max_length=200, blank=True)  # shown as words; nothing is fetched
    in_force_from = models.DateField()
    in_force_until = models.DateField(null=True)  # the first day without
    reviewed_on = models.DateField(null=True)  # None: nobody of this service has looked yet
    reviewed_by = models.UUIDField(null=True)  # a practitioner's id: that room stands above
    set_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["service", "rule"], name="service_fact_rule")]
