"""Lines, each one voice's."""

from django.db import models

from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.records.rules import states
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Line(Owned):
    """One person's words in a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = SealedText()
    circle = models.CharField(
        max_length=14, choices=[(c, c) for c in states.Circle], default=states.Circle.ROOM
    )
    yes = models.CharField(max_length=10, choices=[(y, y) for y in states.Yes])
    yes_at = models.DateTimeField(null=True)
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    once = models.UUIDField(unique=True)  # made on the device: sending it twice writes it once
    number = models.PositiveIntegerField(null=True)  # order of speaking: the event it opened with
    made_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True)  # None: only its writer's
    changed_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    mark_stays = models.BooleanField(default=False)  # everybody sees that it was taken back
    destroyed_at = models.DateTimeField(null=True)  # its words are gone, not only sealed

    class Meta:
        indexes = [
            models.Index(fields=["meeting", "number"], name="records_meeting"),
            models.Index(fields=["network", "shared_at"], name="records_network"),
            models.Index(
                fields=["speaker", "yes"],
                condition=models.Q(yes="not_yet"),
                name="records_unconfirmed",
            ),
            models.Index(
                fields=["taken_back_at"],
                condition=models.Q(taken_back_at__isnull=False, destroyed_at=None),
                name="records_taken_back",
            ),
        ]


class Wording(Owned):
    """What a line said before it was changed: its owner's alone, a practitioner's in the open."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="+")
    words = SealedText()
    until_at = models.DateTimeField()


class Reader(Owned):
    """One named person to whom a line's owner opened it, beyond its circle."""

    line = models.ForeignKey(Line, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since_at = models.DateTimeField()
    named_as = models.CharField(
        max_length=9, choices=[(a, a) for a in states.As], default=states.As.NAMED
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "person"], name="opened_to_one_once")
        ]
