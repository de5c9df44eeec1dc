"""A peer whom a meeting leaves out: who decided it, why, and what the peer says to it."""

from django.db import models
from django.db.models import Q

from withness.meetings.models.meeting import Meeting
from withness.meetings.rules.peer import Whose
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models import Practitioner


class LeftOut(Owned):
    """One peer who belongs and is not asked, or (without a peer) that no peer comes at all."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    peer = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="+")
    whose = models.CharField(max_length=10, choices=[(w, w) for w in Whose])
    reason = SealedText(null=True)  # staff's words; none where it is the network's wish
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    answer = SealedText(null=True)  # the peer's own words
    answered_at = models.DateTimeField(null=True)
    team_may_read = models.BooleanField(default=False)  # the peer decides (promise 10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "peer"], name="a_peer_is_left_out_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(peer=None), name="no_peer_comes_is_said_once"
            ),
        ]
        indexes = [models.Index(fields=["peer", "answered_at"], name="meetings_left_out")]
