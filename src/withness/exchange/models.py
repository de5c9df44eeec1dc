"""What was handed over, what came in from files, and wishes to be forgotten."""

from django.db import models
from django.db.models import Q

from withness.exchange.rules import forgetting, states, table
from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Extract(Owned):
    """A short extract of one meeting that was handed to the record system of the trust."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, choices=[(f, f) for f in states.Form])
    with_number = models.BooleanField(default=False)
    handed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network", "handed_at"], name="exchange_network")]


class Arrival(Owned):
    """A file with networks that somebody looks at before it is brought in. Its text lies sealed."""

    text = SealedText(null=True)  # None once it was brought in
    read_as = models.CharField(max_length=10, choices=[(e, e) for e in table.Encoding])
    brought_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    networks = models.PositiveIntegerField(default=0)  # how many were written down


class Arrived(Owned):
    """A network that came in by a file, so that the same row comes in once."""

    mark = models.CharField(max_length=64)  # keyed hash of its name and its person's
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "mark"], name="a_row_comes_in_once")
        ]


class Wish(Owned):
    """Somebody asked to be forgotten. It waits a week, so that it can be thought about again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    categories = models.JSONField(default=list)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)  # they want it left as it is
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_at=None, done_at=None), name="one_wish_waits"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(left_at=None, done_at=None), name="exchange_wish_due"
            )
        ]


class Sealed(Owned):
    """What the law of a place keeps of something forgotten. No page and no archive opens it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    category = models.CharField(max_length=10, choices=[(c, c) for c in forgetting.Category])
    kept = SealedText(null=True)  # JSON; None once it was destroyed
    sealed_at = models.DateTimeField()
    until_on = models.DateField(null=True)  # None: the law of the place says nothing yet
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["until_on"], condition=Q(destroyed_at=None), name="exchange_sealed_until"
            )
        ]
