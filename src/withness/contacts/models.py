"""Contacts and the holding of their promise."""

from django.db import models
from django.db.models import Q

from withness.contacts.rules import states
from withness.networks.models import Network
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.teams.models import Practitioner, Team


class Contact(Owned):
    """Somebody asked for help. Their words stand as they said them."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    caller = models.ForeignKey(Person, models.PROTECT, related_name="+")
    centre = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    asked_by = models.CharField(max_length=10, choices=[(c, c) for c in states.Caller])
    route = models.CharField(max_length=10, choices=[(r, r) for r in states.Route])
    for_whom = SealedText(null=True)  # what to call the person at the centre, if not the caller
    how_to_reach = SealedText(null=True)  # as typed: "ring my friend", "not after six"
    hope = SealedText(null=True)  # what they hope for, verbatim
    who = SealedText(null=True)  # who could be there, verbatim
    when_and_where = SealedText(null=True)
    agency = SealedText(null=True)  # who refers
    language = models.CharField(max_length=10, default="en")
    written_by = models.ForeignKey(Practitioner, models.PROTECT, null=True, related_name="+")
    once = models.UUIDField(unique=True)  # the form's own id: sending it twice asks once
    asked_at = models.DateTimeField()
    promised_until = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)  # the person at the centre was reached
    caller_may_know = models.BooleanField(default=False)  # the person said: tell them more
    withdrawn_at = models.DateTimeField(null=True)  # the caller asked not to be rung
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, blank=True, choices=[(e, e) for e in states.End])
    end_words = SealedText(null=True)  # which service took it up; when to ask again
    warned = models.JSONField(default=list)  # the hours at which people were told

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "promised_until"],
                condition=Q(ended_at=None),
                name="contacts_open_promises",
            ),
            models.Index(
                fields=["service", "promised_until", "id"],
                condition=Q(ended_at=None),
                name="contacts_nearest_first",
            ),
            models.Index(fields=["network"], name="contacts_network"),
        ]


class Holding(Owned):
    """Who holds the promise of a contact, from until: exactly one at any time."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="+")
    holder = models.ForeignKey(Practitioner, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(until_at=None), name="one_holder_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["holder"], condition=Q(until_at=None), name="contacts_holder_now")
        ]
