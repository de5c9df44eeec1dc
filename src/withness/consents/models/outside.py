"""Who may be told what about somebody, word by word, and what was told. Nothing is overwritten."""

from typing import Any

from django.db import models

from withness.consents.rules import outside
from withness.networks.models import Network, Proxy
from withness.people.models import Person
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class WrittenOnce(TypeError):
    """Somebody tried to write over what was said."""


class Kept(Owned):
    """A row that is written once: a change is a further row."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row down, or raise `WrittenOnce` where it stands already."""
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)


class Consent(Kept):
    """One person, one network, somebody outside. What may be told is the sum of its words."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in outside.Kind])
    name = SealedText(null=True)  # whom, in the person's own words; None for the record
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network", "person"], name="consents_network")]


class Word(Kept):
    """One thing that was said about a consent."""

    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10, choices=[(w, w) for w in outside.What])
    how = models.CharField(max_length=10, choices=[(h, h) for h in outside.How])
    matters = models.JSONField(default=list)  # codes of ours, and ids of the service's own
    own_words = SealedText(null=True)  # how they are, as they themselves want it passed on
    until = models.DateTimeField(null=True)
    quiet = models.BooleanField(default=False)  # the others in the network do not see it
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proxy = models.ForeignKey(Proxy, models.PROTECT, null=True, related_name="+")  # said as
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "number"], name="one_word_after_the_other"),
            models.CheckConstraint(
                condition=models.Q(proxy=None) & ~models.Q(how=outside.How.PROXY)
                | models.Q(proxy__isnull=False, how=outside.How.PROXY),
                name="for_another_as_what",
            ),
        ]
        indexes = [models.Index(fields=["until"], name="consents_until")]


class Told(Kept):
    """Something that was told outside: on somebody's word, or with a reason everyone sees."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")  # about whom
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+")
    word = models.PositiveIntegerField(null=True)  # the number of the word it rests on
    kind = models.CharField(max_length=10, choices=[(k, k) for k in outside.Kind])
    name = SealedText(null=True)
    matters = models.JSONField(default=list)
    way = models.CharField(max_length=10, choices=[(w, w) for w in outside.Way])
    reason = SealedText(null=True)
    quiet = models.BooleanField(default=False)
    told_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consent__isnull=False, reason__isnull=True)
                | models.Q(consent=None, reason__isnull=False, quiet=False),
                name="on_a_word_or_for_a_reason",
            )
        ]
        indexes = [models.Index(fields=["network", "told_at"], name="consents_told_at")]


class Matter(Owned):
    """Something more that may be told in this service, in its own words."""

    words = models.JSONField(default=dict)  # language -> words
    position = models.PositiveSmallIntegerField(default=0)
    gone_at = models.DateTimeField(null=True)  # no longer offered; what was said stays


class Setting(Owned):
    """After how many months this service looks at a consent again."""

    months = models.PositiveSmallIntegerField(default=outside.MONTHS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service"], name="consents_one_setting")]
