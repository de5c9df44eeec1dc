"""Who is asked to a meeting, what they answer, and who came."""

from django.db import models

from withness.meetings.models.meeting import Meeting
from withness.meetings.rules import states
from withness.networks.models import Proxy
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models import Practitioner


class Invitation(Owned):
    """One person asked to one meeting. Only they answer, or somebody marked as writing for them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="+")
    is_cover = models.BooleanField(default=False)  # stands in, from outside the network
    starts_at = models.DateTimeField()  # the meeting's span with travel, for double booking
    ends_at = models.DateTimeField()
    answer = models.CharField(
        max_length=10, choices=[(a, a) for a in states.Answer], default=states.Answer.NONE
    )
    answer_words = SealedText(null=True)
    makes_easier = SealedText(null=True)  # what they themselves say would help them to come
    answered_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proxy = models.ForeignKey(Proxy, models.PROTECT, null=True, related_name="+")  # answered as
    way = models.CharField(max_length=10, blank=True)  # delivery.rules.states.Way chosen for them
    uid = models.CharField(max_length=120, unique=True)  # of the calendar file, one per invitation
    sequence = models.PositiveSmallIntegerField(default=0)
    called_off_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_is_asked_once")
        ]
        indexes = [
            models.Index(fields=["practitioner", "ends_at"], name="meetings_booked"),
            models.Index(fields=["person", "ends_at"], name="meetings_person"),
        ]


class Attendance(Owned):
    """Who was there and who was missing, told by those present."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="+")
    came = models.CharField(max_length=10, choices=[(c, c) for c in states.Came])
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_came_once")]
        indexes = [models.Index(fields=["person", "came"], name="meetings_came")]
