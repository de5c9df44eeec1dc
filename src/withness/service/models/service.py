"""The service, its numbers and its words."""

from django.db import models

from withness.service import rules
from withness.service.models.owned import Owned, new_id


class Service(models.Model):
    """One service that offers Peer-supported Open Dialogue. Its name is public."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    languages = models.JSONField(default=list)  # codes, the first is the service's own
    zone = models.CharField(max_length=64)
    promise_hours = models.PositiveSmallIntegerField(default=rules.PROMISE_HOURS)
    warn_hours = models.JSONField(default=rules.warnings_at)  # hours before the end
    link_days = models.PositiveSmallIntegerField(default=rules.LINK_DAYS)
    travel_minutes = models.PositiveSmallIntegerField(default=rules.TRAVEL_MINUTES)
    sender_name = models.CharField(max_length=60)  # neutral: it stands in mails and calendars
    what_happens = models.TextField(blank=True)  # the service's page about a network meeting
    begun_at = models.DateTimeField(null=True)  # set once the set-up is finished
    is_made_up = models.BooleanField(default=False)  # a demo service, nobody real


class Number(Owned):
    """A telephone number to ring in danger, shown before anything else."""

    label = models.CharField(max_length=100)
    number = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=[(k, k) for k in rules.NumberKind])
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class Term(Owned):
    """The service's own word for one of the field's terms, in one language."""

    key = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    words = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "key", "language"], name="one_word_a_term")
        ]
