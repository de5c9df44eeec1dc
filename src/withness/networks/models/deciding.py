"""Where deciding is hard: somebody young, somebody who speaks for another, danger, a death."""

from django.db import models
from django.db.models import Q

from withness.networks.models.network import Network
from withness.networks.rules import deciding, states
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Young(Owned):
    """Somebody is under the age of deciding alone, until a day. No date of birth is kept."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    until_on = models.DateField()  # from this day on they decide alone
    decides_arranging = models.BooleanField(default=False)  # what they decide alone already
    decides_receiving = models.BooleanField(default=False)
    decides_sharing = models.BooleanField(default=False)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"], condition=Q(ended_at=None), name="young_once"
            )
        ]


class Proxy(Owned):
    """Somebody speaks for another: a named scope until a named day. It opens nobody's words."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # for whom
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in deciding.As])
    arranging = models.BooleanField(default=False)
    receiving = models.BooleanField(default=False)
    sharing = models.BooleanField(default=False)
    until_on = models.DateField()  # the last day
    until_at = models.DateTimeField()  # the instant after it, where the service is
    proof = SealedText(null=True)  # which document, in words
    seen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # before its day, or when its day had come
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why_ended = SealedText(null=True)  # of practitioners; the person reads it

    class Meta:
        indexes = [
            models.Index(
                fields=["speaker", "network"], condition=Q(ended_at=None), name="networks_speaks"
            ),
            models.Index(
                fields=["until_at"], condition=Q(ended_at=None), name="networks_speaks_until"
            ),
        ]


class Removal(Owned):
    """Somebody was removed because their presence is dangerous."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    removed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    whose = models.CharField(max_length=10, choices=[(w, w) for w in states.WhoseReason])
    reason = SealedText(null=True)  # of practitioners; read by the person at the centre
    removed_at = models.DateTimeField()
    network_may_read = models.BooleanField(default=False)  # decided by the person at the centre
    back_at = models.DateTimeField(null=True)  # when they said that this one may come back
    back_how = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"], condition=Q(back_at=None), name="removed_once"
            )
        ]
        indexes = [models.Index(fields=["person"], name="networks_removed")]


class Death(Owned):
    """Somebody has died. Their words stay as they are, and open to whom they were open."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")  # where it was said
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    died_on = models.DateField()
    told_by = SealedText(null=True)  # who said it, in words
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)  # it was a mistake
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(undone_at=None), name="one_dies_once"
            )
        ]
