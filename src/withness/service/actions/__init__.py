"""Changing a service: its settings, its numbers, its own words."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.service import models, rules
from withness.service.queries import NumberFact
from withness.trail import actions as trail
from withness.values.rules import text, wall
from withness.values.rules.viewer import Viewer

MOST_NUMBERS = 10
SENDER = 60
LABEL = 100
TERM = 100


def found(
    *, name: str, slug: str, sender_name: str, languages: Iterable[str], zone: str, **numbers: int
) -> UUID:
    """Write down a service that has not begun yet; return its id.

    The calling deed has asked whether one may. Raises `TellsTooMuch`, `NotASlug`, `SlugTaken`,
    `NoLanguage`, `UnknownZone`, `OutOfBounds`.
    """
    short = rules.slug(slug)
    if models.Service.objects.filter(slug=short).exists():
        raise rules.SlugTaken
    service = models.Service(
        name=text.kept(name, text.NAME),
        slug=short,
        sender_name=rules.neutral(text.kept(sender_name, SENDER)),
        languages=rules.spoken(languages),
        zone=wall.zone_named(zone).key,
        **{setting: rules.within(setting, value) for setting, value in numbers.items()},
    )
    service.warn_hours = rules.warnings(service.warn_hours, service.promise_hours)
    service.save(force_insert=True)
    return service.pk


def change(
    *,
    name: str,
    sender_name: str,
    languages: Iterable[str],
    zone: str,
    promise_hours: int,
    warn_hours: Iterable[int],
    link_days: int,
    travel_minutes: int,
    by: Viewer,
) -> None:
    """Change a service's settings. A promise that runs keeps its end; new ones follow these."""
    with transaction.atomic():
        service = _own(by)
        right = policy.require(by, "service.change", service)
        service.name = text.kept(name, text.NAME) or service.name
        service.sender_name = rules.neutral(text.kept(sender_name, SENDER)) or service.sender_name
        service.languages = rules.spoken(languages)
        service.zone = wall.zone_named(zone).key
        service.promise_hours = rules.within("promise_hours", promise_hours)
        service.warn_hours = rules.warnings(warn_hours, promise_hours)
        service.link_days = rules.within("link_days", link_days)
        service.travel_minutes = rules.within("travel_minutes", travel_minutes)
        service.save()
        trail.did("service.change", by=by, right=right, about=service.pk)


def tell(*, what_happens: str, by: Viewer) -> None:
    """Change the service's page about what happens in a meeting."""
    with transaction.atomic():
        service = _own(by)
        right = policy.require(by, "service.change", service)
        service.what_happens = text.kept(what_happens, text.WORDS)
        service.save(update_fields=["what_happens"])
        trail.did("service.tell", by=by, right=right, about=service.pk)


def number(*, numbers: Iterable[NumberFact], by: Viewer) -> None:
    """Put these telephone numbers, in this order, in the place of the earlier ones."""
    with transaction.atomic():
        service = _own(by)
        right = policy.require(by, "service.change", service)
        models.Number.objects.all().delete()
        write_numbers(service_id=service.pk, numbers=numbers)
        trail.did("service.number", by=by, right=right, about=service.pk)


def write_numbers(*, service_id: UUID, numbers: Iterable[NumberFact]) -> None:
    """Write telephone numbers down. The calling deed has asked whether one may."""
    models.Number.objects.bulk_create(
        models.Number(
            service_id=service_id,
            label=text.kept(one.label, LABEL),
            number=rules.dialled(one.number),
            kind=one.kind,
            position=position,
        )
        for position, one in enumerate(list(numbers)[:MOST_NUMBERS])
    )


def call(*, language: str, words: Mapping[str, str], by: Viewer) -> None:
    """Keep the service's own words in one language; an empty word gives ours back."""
    with transaction.atomic():
        service = _own(by)
        right = policy.require(by, "service.change", service)
        if language not in rules.LANGUAGES:
            raise rules.NoLanguage
        for key in words:
            if key not in rules.TERMS:
                raise rules.NotATerm(key=key[:40])
        models.Term.objects.filter(language=language, key__in=list(words)).delete()
        models.Term.objects.bulk_create(
            models.Term(service_id=service.pk, key=key, language=language, words=own)
            for key, typed in words.items()
            if (own := text.kept(typed, TERM))
        )
        trail.did("service.call", by=by, right=right, about=service.pk)


def _own(by: Viewer) -> models.Service:
    service = models.Service.objects.select_for_update().filter(pk=by.service_id).first()
    if service is None:
        raise NotAllowed
    return service
