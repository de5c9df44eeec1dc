"""Practitioners and the duties they have."""

from django.db import models
from django.db.models import Q

from withness.people.models import Person
from withness.service.models import Owned
from withness.teams.models.team import Place, Team
from withness.values.rules.viewer import Duty


class Practitioner(Owned):
    """Somebody who works in the service. `is_peer` is a fact about the post, never a rank."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    is_peer = models.BooleanField(default=False)
    base = models.ForeignKey(Place, models.SET_NULL, null=True, related_name="+")
    languages = models.JSONField(default=list)
    began_on = models.DateField()
    left_on = models.DateField(null=True)


class Holding(Owned):
    """A duty that somebody has, from until. It opens nobody's record."""

    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    duty = models.CharField(max_length=20, choices=[(d, d) for d in Duty])
    since_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practitioner", "duty"],
                condition=Q(until_at=None),
                name="a_duty_is_had_once",
            )
        ]
