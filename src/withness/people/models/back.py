"""Getting back in: the people somebody named, the asking, their yeses; and what others are told."""

from django.db import models

from withness.people import rules
from withness.people.models.person import Person
from withness.people.rules import back, changes
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Trusted(Owned):
    """Somebody whom a person named beforehand, to help them back in. Anybody with a reach."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = SealedText()
    kind = models.CharField(max_length=10, choices=[(k, k) for k in rules.ReachKind])
    value = SealedText()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Back(Owned):
    """One time that somebody gets back in: the way, the new reach, and from when it is good."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    way = models.CharField(max_length=6, choices=[(w, w) for w in back.Way])
    kind = models.CharField(max_length=10, choices=[(k, k) for k in rules.ReachKind])
    value = SealedText()  # the new way to reach them
    asked_at = models.DateTimeField()
    needs = models.PositiveSmallIntegerField()
    yes = models.PositiveSmallIntegerField(default=0)
    wrong = models.PositiveSmallIntegerField(default=0)
    known_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    good_from = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.CharField(max_length=12, blank=True, choices=[(s, s) for s in back.Stop])
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["done_at", "good_from"], name="people_back_due")]


class Vouch(Owned):
    """One named person's part in it: the code they tell by voice, as a keyed hash."""

    back = models.ForeignKey(Back, models.CASCADE, related_name="+")
    trusted = models.ForeignKey(Trusted, models.CASCADE, related_name="+")
    digits_hash = models.CharField(max_length=64, blank=True)  # made when they open their link
    opened_at = models.DateTimeField(null=True)
    yes_at = models.DateTimeField(null=True)


class Change(Owned):
    """Something about somebody's way in that every other way to reach them is told of."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    what = models.CharField(max_length=12, choices=[(w, w) for w in changes.What])
    reach_id = models.UUIDField(null=True)  # the way it is about: not told itself
    back = models.ForeignKey(Back, models.CASCADE, null=True, related_name="+")
    gone_kind = models.CharField(
        max_length=10, blank=True, choices=[(k, k) for k in rules.ReachKind]
    )
    gone = SealedText(null=True)  # a way that was taken away is told of it once more
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
