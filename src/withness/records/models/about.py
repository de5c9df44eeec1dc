"""What a line says about somebody else. The mark tells nobody."""

from django.db import models

from withness.people.models import Person
from withness.records.models.line import Line
from withness.sealing.models.field import SealedText
from withness.service.models import Owned


class About(Owned):
    """The mark that a line speaks about another person. Only whose words it is reads it.

    `person` and `name` may both be missing: about somebody, and not said yet about whom.
    """

    line = models.ForeignKey(Line, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = SealedText(null=True)  # somebody who has no place in the network
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)  # the speaker showed the line to that person

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "person"], name="spoken_of_once")]


class Leave(Owned):
    """The yes of one of the two that a line may go to third parties or into an archive."""

    about = models.ForeignKey(About, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "person"], name="leave_once")]
