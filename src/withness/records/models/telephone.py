"""What somebody said on the telephone about their own words, and a practitioner wrote down."""

from django.db import models
from django.db.models import Q

from withness.meetings.models import Meeting
from withness.networks.models import Network
from withness.people.models import Person
from withness.records.models.earlier import Asking
from withness.records.models.line import Line
from withness.records.rules import states
from withness.service.models import Owned

CODES = [(one, one) for one in (*states.Circle, *states.As, *states.Answer)]


class Spoken(Owned):
    """One deed with one's own words, said by the speaker and written down by a practitioner.

    `to` and `before`: the circle, the answer, or as whom somebody was named; "" for none.
    `counts_at` None: it would open something, and waits for the speaker's own yes.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    speaker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, models.PROTECT, null=True, related_name="+")
    asking = models.ForeignKey(Asking, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=9, choices=[(w, w) for w in states.Said])
    heard = models.CharField(max_length=10, choices=[(y, y) for y in states.Yes])
    to = models.CharField(max_length=14, choices=CODES, default="")
    before = models.CharField(max_length=14, choices=CODES, default="")
    said_at = models.DateTimeField()
    counts_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # the speaker said on their own page: so it is
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["speaker"],
                condition=Q(settled_at=None, undone_at=None),
                name="records_spoken_open",
            )
        ]
