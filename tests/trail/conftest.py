"""A trail of its own for every story: a service that nothing else writes about."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from django_scopes import scope
from uuid_utils.compat import uuid7

from withness.trail import actions, models
from withness.trail.queries import walk


def id_at(at):
    """A UUIDv7 as it would have been made then."""
    made = uuid7()
    return UUID(int=(int(at.timestamp() * 1000) << 80) | (made.int & (1 << 80) - 1))


class Story:
    """A service's trail, to which entries come as of some minutes ago."""

    def __init__(self):
        self.service_id = uuid4()
        self.begun = timezone.now() - timedelta(days=30)

    def entry(self, minutes, *, at=None, pk=None, **more):
        """Write one entry as of so many minutes after the beginning."""
        when = self.begun + timedelta(minutes=minutes)
        pk = pk or id_at(when)
        return models.Entry.objects.create(
            **{
                "id": pk, "service_id": self.service_id, "at": at or when, "person_id": uuid4(),
                "deed": "networks.read", "right": "belongs_to_network", "network_id": uuid4(),
                "once": pk.hex, **more,
            }
        )  # fmt: skip

    def seal(self, minutes):
        """Seal as of so many minutes after the beginning."""
        when = self.begun + timedelta(minutes=minutes)
        return actions.seal(service_id=self.service_id, now=when)

    def walk(self, kept=(), asked=""):
        return walk.walk(self.service_id, kept, asked)

    def found(self, kept=()):
        """What a walk finds, as a set of words."""
        return {str(one.what) for one in self.walk(kept).findings}

    @property
    def entries(self):
        return models.Entry.objects.filter(service_id=self.service_id).order_by("id")

    @property
    def seals(self):
        return models.Seal.objects.filter(service_id=self.service_id).order_by("number")


@pytest.fixture
def story(db):
    """A story in which nothing is tampered with."""
    one = Story()
    with scope(service=one.service_id):
        yield one


@pytest.fixture
def naked_story(_trail_can_be_emptied, transactional_db):
    """A story in which somebody took the triggers away, as the owner of the tables can."""
    one = Story()
    with scope(service=one.service_id):
        yield one
