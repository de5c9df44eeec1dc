"""What the service set: its own matters, and after how many months it looks again."""

from dataclasses import dataclass

from withness.consents import models
from withness.consents.rules import outside as rules
from withness.consents.rules import terms


@dataclass(frozen=True, slots=True)
class MatterFact:
    """One of the service's own matters. `code`: as words about consents keep it."""

    code: str
    words: str
    texts: dict[str, str]
    is_gone: bool


def months() -> int:
    """Return after how many months the service in scope looks at a consent again."""
    found = models.Setting.objects.values_list("months", flat=True).first()
    return found or rules.MONTHS


def matters(language: str, languages: list[str]) -> tuple[MatterFact, ...]:
    """Return the service's own matters in one language, in its order, those gone too."""
    rows = models.Matter.objects.order_by("position", "id").values_list("id", "words", "gone_at")
    return tuple(
        MatterFact(str(pk), terms.in_language(texts, language, languages)[1], texts, bool(gone))
        for pk, texts, gone in rows
    )


def codes() -> frozenset[str]:
    """Return what may be chosen in this service: our matters, and its own."""
    own = models.Matter.objects.filter(gone_at=None).values_list("id", flat=True)
    return frozenset({*(str(one) for one in rules.Matter), *(str(pk) for pk in own)})
