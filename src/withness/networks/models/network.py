"""Networks, who belongs to them, and the open question of a missing peer."""

from django.db import models
from django.db.models import Q

from withness.networks.rules import states
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models import Practitioner, Team
from withness.values.rules.viewer import Belonging


class Network(Owned):
    """The people around one person."""

    centre = models.ForeignKey(Person, models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    name = SealedText()  # what the team says among itself: "the Hill Street network"
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in states.State], default=states.State.GATHERING
    )
    language = models.CharField(max_length=10, default="en")
    patient_number = SealedText(null=True)  # only for the extract to a trust's record
    made_at = models.DateTimeField()
    rests_since_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=12, blank=True)  # states.Said: by whose word
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["team", "state"], name="networks_team_state"),
            models.Index(fields=["team", "made_at"], name="networks_team_made"),
        ]


class Membership(Owned):
    """One person's place in one network, from joining until leaving."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    belonging = models.CharField(max_length=14, choices=[(b, b) for b in Belonging])
    how = SealedText(null=True)  # in the person's words: "my sister", "a friend from the garden"
    practitioner = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField()  # when the person at the centre said yes
    agreed_how = models.CharField(max_length=12)  # states.Said
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)  # for practitioners: the day of the goodbye
    left_how = models.CharField(max_length=12, blank=True)  # states.Said, or empty: they left

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "person"], condition=Q(left_at=None), name="one_belongs_once"
            )
        ]
        indexes = [models.Index(fields=["person", "left_at"], name="networks_person")]


class WithoutPeer(Owned):
    """Why a network has no peer practitioner: an open question, never a default (promise 9)."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="+")
    whose = models.CharField(max_length=10, choices=[(w, w) for w in states.WhoseReason])
    reason = SealedText(null=True)
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network"], condition=Q(ended_at=None), name="one_answer_a_network"
            )
        ]
