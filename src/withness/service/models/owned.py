"""The base of every table that belongs to a service: the second wall between services."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django_scopes import ScopedManager
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a UUIDv7, made before the insert and rising with time."""
    return uuid7()


class Owned(models.Model):
    """A row of one service. Its manager refuses to look while no service is in scope."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey("service.Service", models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Self]] = ScopedManager(service="service")

    class Meta:
        abstract = True
