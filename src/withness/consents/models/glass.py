"""Breakings of the glass. A row is never changed but for its early end, and never removed."""

from django.db import models
from django.db.models import F, Q

from withness.networks.models import Network
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models import Practitioner


class Glass(Owned):
    """One practitioner opened one network they do not belong to, for an hour, and said why."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    reason = SealedText()  # read by the person at the centre and by whoever wrote it
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # ended before its hour was over

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begun_at")), name="glass_has_an_end")
        ]
        indexes = [
            models.Index(fields=["network", "begun_at"], name="consents_glass_network"),
            models.Index(fields=["person", "begun_at"], name="consents_glass_person"),
        ]
