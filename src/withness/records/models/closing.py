"""What a meeting ended with, in the network's words."""

from django.db import models

from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.records.rules import states
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Agreement(Owned):
    """Something the network agreed: what, who, by when; seen by everyone in the network."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    words = SealedText()
    who = SealedText(null=True)
    by_when = SealedText(null=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_elsewhere = models.BooleanField(default=False)  # shown as made elsewhere (promise 7)
    number = models.PositiveIntegerField()
    once = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True)


class OpenQuestion(Owned):
    """What the network does not know yet; it stays open until the network lets it go."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    words = SealedText()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    once = models.UUIDField(unique=True)
    made_at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True)


class Closing(Owned):
    """How a meeting closed: its outcome, and what was said about the next one."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in states.Outcome], blank=True)
    next_words = SealedText(null=True)  # "call us when you want", "Thursday, at the garden"
    next_agreed = models.BooleanField(null=True)  # None: not spoken about
    reflected = models.BooleanField(default=False)  # a reflecting conversation was held
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
