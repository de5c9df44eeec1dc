"""Meetings and their events."""

from django.db import models

from withness.meetings.rules import states
from withness.networks.models import Network
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models import Place, Team


class Meeting(Owned):
    """One meeting of one network. Wall time and zone are what was agreed; instants follow."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=12, choices=[(k, k) for k in states.Kind], default=states.Kind.NETWORK
    )
    number = models.PositiveIntegerField()  # the network's first, second, third meeting
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in states.State], default=states.State.AGREED
    )
    step = models.CharField(
        max_length=12, choices=[(s, s) for s in states.Step], default=states.Step.GATHERING
    )
    wall_start = models.DateTimeField()  # naive wall time, kept as if it were UTC
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=10, choices=[(w, w) for w in states.Where])
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+")
    where_words = SealedText(null=True)  # an address, a ward, a garden
    video_link = SealedText(null=True)
    travel_minutes = models.PositiveSmallIntegerField(default=0)  # kept free before and after
    language = models.CharField(max_length=10, default="en")
    interpreter = SealedText(null=True)  # "Tigrinya, a woman if possible"
    makes_easier = SealedText(null=True)  # what makes it easier to come
    chosen_by_network = models.BooleanField(default=False)  # who chose the date
    moves = models.PositiveSmallIntegerField(default=0)  # how often moved; calendar SEQUENCE
    events = models.PositiveIntegerField(default=0)  # the last event's number
    once = models.UUIDField(null=True, unique=True)  # the form's own id: sent twice, arranged once
    made_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)  # when it was closed
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="meetings_are_numbered")
        ]
        indexes = [
            models.Index(fields=["team", "starts_at"], name="meetings_team_starts"),
            models.Index(fields=["network", "starts_at"], name="meetings_network_starts"),
        ]


class Event(Owned):
    """Something that happened in a meeting, numbered without gaps. Ids only, no words."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    about_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="events_are_numbered")
        ]
