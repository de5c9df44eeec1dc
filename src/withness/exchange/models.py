"""What was handed over, to whom and when: the network sees it."""

from django.db import models

from withness.exchange import rules
from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.service.models import Owned


class Extract(Owned):
    """A short extract of one meeting that was handed to the record system of the trust."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, choices=[(f, f) for f in rules.Form])
    with_number = models.BooleanField(default=False)
    handed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
