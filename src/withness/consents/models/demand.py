"""Lawful demands: proposed by one, confirmed by another, open in named hours."""

from django.db import models
from django.db.models import F, Q

from withness.consents.rules import demand as rules
from withness.networks.models import Network
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned
from withness.values.rules.viewer import Duty

DUTIES = [(d, d) for d in Duty]


class Demand(Owned):
    """A court, coroner or regulator ordered that something is opened."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    ordered_by = SealedText()
    reference = SealedText()
    said_from = models.DateTimeField()
    said_until = models.DateTimeField()
    lines = models.BooleanField()  # which kinds: values.Kind
    meetings = models.BooleanField()
    people = models.BooleanField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_as = models.CharField(max_length=20, choices=DUTIES)
    proposed_at = models.DateTimeField()
    confirmed_as = models.CharField(max_length=20, choices=DUTIES)  # the duty that confirms
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # the network

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said_until__gt=F("said_from"), closes_at__gt=F("opens_at")),
                name="demand_names_its_times",
            ),
            models.CheckConstraint(
                condition=~Q(proposed_as=F("confirmed_as")), name="demand_of_two_duties"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                name="demand_of_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["network", "told_at"], name="consents_demand_network"),
            models.Index(fields=["closes_at"], name="consents_demand_closes"),
        ]


class Telling(Owned):
    """Whether the order lets the network be told; the latest word counts, none is removed."""

    demand = models.ForeignKey(Demand, models.PROTECT, related_name="+")
    may = models.CharField(max_length=10, choices=[(m, m) for m in rules.May])
    day = models.DateField(null=True)  # from when, or when to ask again
    said_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["demand", "said_at"], name="consents_telling_said")]


class DemandDuties(Owned):
    """Which two duties open a lawful demand together in this service."""

    first = models.CharField(max_length=20, choices=DUTIES)
    second = models.CharField(max_length=20, choices=DUTIES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service"], name="one_pair_of_duties"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="a_pair_is_two"),
        ]
