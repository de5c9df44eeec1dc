"""What may be told, and what was told, as pages show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest

from withness.consents.queries import outside as queries
from withness.consents.queries import outside_set, sharing
from withness.consents.rules import outside as rules
from withness.consents.words import outside as words
from withness.networks.words import deciding
from withness.people.views import here
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that was written down for somebody and has no yes yet."""

    number: int
    writer: str
    matters: str
    own_words: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Consent:
    """One consent: whom it names, what may be told, until when."""

    id: UUID
    network_id: UUID
    to: str
    matters: str
    own_words: str
    until: datetime | None
    quiet: bool
    is_over: bool
    asks: bool
    taken_back: bool
    allows: bool
    waits: Waits | None
    mark: str
    no_longer: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One telling, in words."""

    about: str
    is_you: bool
    to: str
    matters: str
    way: str
    reason: str
    quiet: bool
    by: str
    told: datetime
    mark: str


@dataclass(frozen=True, slots=True)
class Said:
    """One word of a consent's history."""

    what: str
    matters: str
    own_words: str
    until: datetime | None
    quiet: bool
    writer: str
    said: datetime
    no_yes: bool
    mark: str


def own_matters(request: HttpRequest) -> dict[str, str]:
    """Return the service's own matters in the reader's language, by code."""
    return {one.code: one.words for one in _matters(request)}


def offered(request: HttpRequest, *, oneself: bool) -> list[tuple[str, str]]:
    """Return what can be ticked: ours, then the service's own."""
    ours = words.OWN_MATTERS if oneself else words.MATTERS
    own = [(one.code, one.words) for one in _matters(request) if not one.is_gone]
    return [(str(code), str(said)) for code, said in ours.items()] + own


def _matters(request: HttpRequest) -> tuple[outside_set.MatterFact, ...]:
    language = getattr(request, "LANGUAGE_CODE", "en")
    return outside_set.matters(language, here.service(request).languages)


def consent(one: queries.ConsentFact, own: Mapping[str, str], *, oneself: bool) -> Consent:
    """Return a consent in words."""
    waits = one.waits
    return Consent(
        one.id,
        one.network_id,
        words.recipient(one.kind, one.name),
        words.matters(one.matters, own, oneself=oneself),
        one.own_words if rules.Matter.OWN_WORDS in one.matters else "",
        one.until,
        one.quiet,
        one.is_over,
        one.asks and not one.is_over,
        one.taken_back,
        one.allows,
        Waits(
            waits.number,
            waits.writer,
            words.matters(waits.matters, own, oneself=oneself),
            waits.own_words,
            waits.until,
        )
        if waits
        else None,
        mark(one.mark, one.person),
        bool(one.mark and one.mark.is_over),
    )


def mark(said: queries.MarkFact | sharing.SpokeFact | None, name: str) -> str:
    """Return who said it for somebody, as what and until when; "" where nobody did."""
    return deciding.mark(said.speaker, name, said.kind, said.until) if said else ""


def told(found: Iterable[sharing.ToldFact], own: Mapping[str, str], viewer: Viewer) -> list[Told]:
    """Return tellings in words."""
    return [
        Told(
            one.about,
            one.about_id == viewer.person_id,
            words.recipient(one.kind, one.name),
            words.matters(one.matters, own, oneself=one.about_id == viewer.person_id),
            str(words.WAYS[one.way]),
            one.reason,
            one.quiet,
            one.by,
            one.told,
            mark(one.mark, one.about),
        )
        for one in found
    ]


def history(one: queries.ConsentFact, own: Mapping[str, str], *, oneself: bool) -> list[Said]:
    """Return every word about a consent, the latest first."""
    return [
        Said(
            str(words.WHATS[said.what]),
            words.matters(said.matters, own, oneself=oneself),
            said.own_words,
            said.until,
            said.quiet,
            said.writer if said.writer_id != one.person_id and not said.mark else "",
            said.said,
            said.how == rules.How.TELEPHONE and bool(said.matters),
            mark(said.mark, one.person),
        )
        for said in reversed(one.history)
    ]
