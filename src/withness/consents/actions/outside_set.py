"""Setting what can be told in a service, and after how many months it is looked at again."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.consents import models
from withness.consents.rules import outside as rules
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def set_months(*, months: int, by: Viewer) -> None:
    """Set after how many months a consent is looked at again; raise `NotThatDate`."""
    with transaction.atomic():
        right = policy.require(by, "consents.set")
        if not 1 <= months <= rules.MOST_MONTHS:
            raise rules.NotThatDate
        models.Setting.objects.update_or_create(
            service_id=by.service_id, defaults={"months": months}
        )
        trail.did("consents.set", by=by, right=right)


def set_matters(*, matters: Iterable[Mapping[str, str]], by: Viewer) -> None:
    """Set what more may be told here, each in the service's languages.

    A matter whose words stand already keeps its place in what was said; one that is left out is
    offered no more, and what was said of it stays. Raises `TellsTooMuch`, `TooLong`.
    """
    with transaction.atomic():
        right = policy.require(by, "consents.set")
        standing = {_key(one.words): one for one in models.Matter.objects.select_for_update().all()}
        for gone in standing.values():
            gone.gone_at = gone.gone_at or timezone.now()
        for position, given in enumerate(list(matters)[: rules.MOST_MATTERS]):
            words = {
                code: rules.own_matter(kept)
                for code, said in given.items()
                if (kept := text.kept(said, rules.MATTER))
            }
            if words:
                row = standing.setdefault(
                    _key(words), models.Matter(service_id=by.service_id, words=words)
                )
                row.gone_at, row.position = None, position
        for row in standing.values():
            row.save()
        trail.did("consents.set", by=by, right=right)


def _key(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words.items()))
