"""Personal links: kept as hashes, spent by POST, revoked, rotated, and ended by time."""

from django.db import models

from withness.people import rules
from withness.people.models.person import Person
from withness.service.models import Owned


class Link(Owned):
    """A link made for one person. The token itself is never stored."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=[(p, p) for p in rules.Purpose])
    opens_id = models.UUIDField()  # the contact, network or invitation it was made for
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)  # when it was first spent

    class Meta:
        indexes = [models.Index(fields=["person", "purpose"], name="people_link_person")]
