"""Persons and the ways to reach them."""

from django.db import models

from withness.people import rules
from withness.people.models.account import Account
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class Person(Owned):
    """Anyone with a name. Needs no account and no telephone."""

    name = SealedText()  # what to call them, in their own words
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=10, default="en")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "account"], name="one_person_an_account_and_service"
            )
        ]


class Reach(Owned):
    """One way to reach a person: a mail address or a telephone number, and when it is safe."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in rules.ReachKind])
    value = SealedText()
    looked_up_by = models.CharField(max_length=64, db_index=True)  # keyed hash of the value
    when_safe = SealedText(null=True)  # "not after six, my father is home"
    may_write = models.BooleanField(default=True)  # whether Withness itself may send there
    made_at = models.DateTimeField(auto_now_add=True)
    good_from = models.DateTimeField(null=True)  # codes go there from then on; None: at once
