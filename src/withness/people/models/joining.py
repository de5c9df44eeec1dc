"""A post that waits for its owner's own word, where their address signs in somewhere already."""

from django.db import models

from withness.people.models.person import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Joining(Owned):
    """A person of this service whose work address belongs to an account that is there already."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    address = SealedText()
    looked_up_by = models.CharField(max_length=64, db_index=True)  # keyed hash of the address
    made_at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True)  # "this is not me": asked no more
