"""The terms on which a member takes part: the service's own words, in versions."""

from enum import StrEnum

from withness.values.rules.refusals import Refusal


class Answer(StrEnum):
    """What somebody says to the terms. Neither closes a page to them (promise 23)."""

    YES = "yes"
    NO = "no"  # they take part by telephone or on paper


class How(StrEnum):
    """How they said it."""

    THEMSELVES = "themselves"
    TELEPHONE = "telephone"  # a practitioner wrote it down
    PAPER = "paper"  # they signed; the service keeps the sheet


class NoTerms(Refusal):
    """The service has not written down on what terms one takes part."""

    code = "no_terms"


class NewerTerms(Refusal):
    """The words changed while somebody read them: the answer would be to other words."""

    code = "newer_terms"


class NothingWritten(Refusal):
    """Terms without words."""

    code = "nothing_written"


def asks(current: int | None, answered: int | None) -> bool:
    """Whether a page asks: there are terms, and the last answer was to an earlier version."""
    return current is not None and answered != current


def in_language(texts: dict[str, str], language: str, service: list[str]) -> tuple[str, str]:
    """Return the code of a language and the words in it: one's own, else the service's first."""
    for code in (language, *service, *sorted(texts)):
        if texts.get(code):
            return code, texts[code]
    return language, ""
