"""The one table of the trail. Triggers refuse to change or remove a row."""

from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a UUIDv7, made before the insert and rising with time."""
    return uuid7()


class Entry(models.Model):
    """One deed, or one reading of one page in one quarter of an hour."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service_id = models.UUIDField()
    at = models.DateTimeField()
    person_id = models.UUIDField(null=True)
    practitioner_id = models.UUIDField(null=True)
    deed = models.CharField(max_length=80)
    right = models.CharField(max_length=200)
    about_id = models.UUIDField(null=True)
    network_id = models.UUIDField(null=True)
    # who/what/quarter for readings, the row's own id for deeds: no reading is written twice
    once = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["service_id", "network_id", "at"], name="trail_network"),
            models.Index(fields=["service_id", "person_id", "at"], name="trail_person"),
        ]
