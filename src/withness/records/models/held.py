"""Entries that a practitioner holds back in the open."""

from django.db import models

from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class HeldBack(Owned):
    """A practitioner's entry: everybody sees that it exists, few read it until it is opened."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = SealedText()
    ground = models.CharField(max_length=60)  # the code of a ground of the jurisdiction
    again_on = models.DateField()  # looked at again on this day, by its author
    once = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)  # when its author looked last, and held it on
    opened_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["meeting"], name="records_held_meeting"),
            models.Index(
                fields=["again_on"],
                condition=models.Q(opened_at=None),
                name="records_held_again",
            ),
        ]


class HeldReader(Owned):
    """A practitioner of the network whom the author lets read an entry that is held back."""

    held = models.ForeignKey(HeldBack, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["held", "person"], name="held_read_by_one_once")
        ]


class TakesOn(Owned):
    """A peer's own choice to take on duties under law. Nobody else makes it (promise 15)."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    since_at = models.DateTimeField()
