"""Teams and the places where they meet."""

from django.db import models

from withness.service.models import Owned


class Team(Owned):
    """People who work together, with a rota of their own."""

    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64)


class Place(Owned):
    """A room of the service's own. Homes are written on the meeting, never here."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    how_to_get_there = models.TextField(blank=True)
    may_be_named = models.BooleanField(default=False)  # outside: letters, SMS, calendar files
    closed_at = models.DateTimeField(null=True)
