"""When practitioners work, are away, are busy, and are on duty."""

from django.db import models

from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models.people import Practitioner
from withness.teams.models.team import Team


class Hours(Owned):
    """Working hours on one weekday, in the team's wall time (0 is Monday)."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()  # 00:00 means midnight at the end of the day
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)


class Absence(Owned):
    """Time away. No reason is asked or kept."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField(auto_now_add=True)


class Calendar(Owned):
    """A practitioner's own calendar, read as busy time only: no titles are kept."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    feed = SealedText(null=True)  # an address that is read again; None for a file
    read_at = models.DateTimeField(null=True)
    next_read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=60, blank=True)


class Busy(Owned):
    """Busy time from a calendar."""

    practitioner = models.ForeignKey(Practitioner, models.CASCADE, related_name="+")
    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["practitioner", "ends_at"], name="teams_busy_ends")]


class Turn(Owned):
    """A turn on duty: who answers first contacts, from until."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["team", "ends_at"], name="teams_turn_ends")]
