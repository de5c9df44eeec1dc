"""How a person proves that a link is theirs, and what a service sets about it."""

from django.db import models

from withness.people.models.person import Person, Reach
from withness.people.rules import proof
from withness.service.models import Owned


class Proof(Owned):
    """What one person chose, and the word they agreed on, as a slow keyed hash."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    chosen = models.CharField(max_length=8, blank=True, choices=[(w, w) for w in proof.Way])
    reach = models.ForeignKey(Reach, models.SET_NULL, null=True, related_name="+")
    word_hash = models.CharField(max_length=160, blank=True)
    word_at = models.DateTimeField(null=True)
    # who wrote it down with them on the telephone: such a word opens once; None: they themselves
    word_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    must_say_yes = models.PositiveSmallIntegerField(default=1)  # of the people they named


class Door(Owned):
    """What a service sets about links; without a row the usual holds."""

    without = models.CharField(
        max_length=10,
        choices=[(w, w) for w in proof.Without],
        default=proof.Without.CALLERS,
    )
    visit_days = models.PositiveSmallIntegerField(default=proof.VISIT_DAYS)
    borrowed_minutes = models.PositiveSmallIntegerField(default=proof.BORROWED_MINUTES)
    grace_hours = models.PositiveSmallIntegerField(default=proof.GRACE_HOURS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service"], name="one_door_a_service")]
