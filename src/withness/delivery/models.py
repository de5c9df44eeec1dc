"""The outbox."""

from django.db import models

from withness.delivery.rules import states
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Message(Owned):
    """One message to one person by one way. Address, subject and body lie sealed."""

    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=[(w, w) for w in states.Way])
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in states.State], default=states.State.WAITING
    )
    key = models.CharField(max_length=100)  # one message for one reason, however often asked
    about_id = models.UUIDField(null=True)  # what it is about (an invitation, a promise)
    network_id = models.UUIDField(null=True)  # whose practitioners may look after it
    address = SealedText(null=True)  # None: looked up when it is sent
    subject = SealedText(null=True)
    body = SealedText(null=True)
    calendar = SealedText(null=True)  # a calendar file, one per recipient
    calendar_method = models.CharField(max_length=10, blank=True)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # sent, failed, called off or told
    trouble = models.CharField(max_length=60, blank=True)  # a code, never the server's words
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "key"], name="one_message_a_reason")
        ]
        indexes = [
            models.Index(fields=["state", "due_at"], name="delivery_due"),
            models.Index(fields=["about_id"], name="delivery_about"),
        ]
