"""The tables of the trail: entries and their seals. Triggers refuse to change or remove a row."""

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
            models.Index(fields=["service_id", "id"], name="trail_in_order"),
            models.Index(fields=["service_id", "network_id", "at"], name="trail_network"),
            models.Index(fields=["service_id", "person_id", "at"], name="trail_person"),
            models.Index(fields=["service_id", "about_id", "at"], name="trail_about"),
        ]


class Seal(models.Model):
    """One batch of a service's entries, sealed, and chained to the seal before it.

    `members` are the ids of the entries in it, 16 bytes each, in their order. `let_go` stands on a
    seal that holds no entries: up to that id the service has let its entries go, with `count` of
    them. `head` is the hash of all this and of the head before; `mark` is made of the head with a
    key that lies outside the database.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service_id = models.UUIDField()
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    until = models.DateTimeField()  # entries were looked for up to here
    first_id = models.UUIDField(null=True)
    last_id = models.UUIDField(null=True)
    count = models.PositiveIntegerField()
    members = models.BinaryField()
    digest = models.CharField(max_length=64)  # hash of the entries themselves
    let_go = models.UUIDField(null=True)
    previous = models.CharField(max_length=64)
    head = models.CharField(max_length=64)
    key = models.PositiveIntegerField()  # which key made the mark
    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_id", "number"], name="trail_seal_number")
        ]
        indexes = [models.Index(fields=["service_id", "last_id"], name="trail_seal_last")]
