"""Who looks after data protection, and so is told what was opened without a yes."""

from django.db.models import Q
from django.utils import timezone

from withness.people.queries.persons import PersonFact, open_name
from withness.teams.models import Holding
from withness.values.rules.viewer import Duty

FIRST = (Duty.DATA_PROTECTION, Duty.ACCOUNTS, Duty.SETTINGS)  # where nobody has it, the next


def keepers() -> tuple[PersonFact, ...]:
    """Return who looks after data protection; where nobody does, who keeps accounts or settings.

    Somebody is always told, as long as anybody keeps one of these. One query.
    """
    today = timezone.now().date()
    working = Q(practitioner__left_on=None) | Q(practitioner__left_on__gt=today)
    rows = Holding.objects.filter(working, duty__in=FIRST, until_at=None).values_list(
        "duty", "practitioner__person_id", "practitioner__person__name",
        "practitioner__person__language",
    )  # fmt: skip
    held = list(rows)
    for duty in FIRST:
        found = tuple(
            PersonFact(person_id, open_name(person_id, name), language)
            for has, person_id, name, language in held
            if has == duty
        )
        if found:
            return found
    return ()
