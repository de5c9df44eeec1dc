"""Questions about services: their settings, numbers and words."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from withness.service import models, rules
from withness.service.models.prepared import Prepared

COLUMNS = (
    "id", "slug", "name", "languages", "zone", "promise_hours", "warn_hours", "link_days",
    "travel_minutes", "sender_name", "what_happens", "is_made_up",
)  # fmt: skip


_by_slug = Prepared(
    lambda slug: models.Service.objects.filter(slug=slug, begun_at__isnull=False).values_list(
        *COLUMNS
    )
)


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """A service as its pages know it."""

    id: UUID
    slug: str
    name: str
    languages: list[str]
    zone: str
    promise_hours: int
    warn_hours: list[int]
    link_days: int
    travel_minutes: int
    sender_name: str
    what_happens: str
    is_made_up: bool


@dataclass(frozen=True, slots=True)
class NumberFact:
    """A telephone number to ring."""

    label: str
    number: str
    kind: rules.NumberKind


def by_slug(slug: str) -> ServiceFact | None:
    """Return the service with that short name, once it has begun."""
    rows = _by_slug.ask(slug) if slug and slug.isprintable() else []  # no database looks up a NUL
    return ServiceFact(*rows[0]) if rows else None


def by_id(service_id: UUID) -> ServiceFact:
    """Return a service that is known to be there."""
    return ServiceFact(*models.Service.objects.values_list(*COLUMNS).get(pk=service_id))


def all_begun() -> tuple[ServiceFact, ...]:
    """Return every service that has begun, by name."""
    rows = models.Service.objects.filter(begun_at__isnull=False).order_by("name")
    return tuple(ServiceFact(*row) for row in rows.values_list(*COLUMNS))


def numbers() -> tuple[NumberFact, ...]:
    """Return the numbers of the service in scope, in its own order."""
    rows = models.Number.objects.order_by("position", "id").values_list("label", "number", "kind")
    return tuple(NumberFact(label, number, rules.NumberKind(kind)) for label, number, kind in rows)


def own_number() -> str:
    """Return the telephone of the service in scope, "" where it has none."""
    own = rules.NumberKind.SERVICE
    return next((one.number for one in numbers() if one.kind == own), "")


def terms(language: str) -> dict[str, str]:
    """Return the service's own words for the field's terms in one language."""
    return dict(models.Term.objects.filter(language=language).values_list("key", "words"))


def address(slug: str, route: str, *args: object) -> str:
    """Return the full address of a page inside a service, for what leaves the house."""
    before = get_script_prefix()
    set_script_prefix(f"/{slug}/")
    try:
        return settings.WITHNESS_ORIGIN + reverse(
            route, urlconf=settings.WITHNESS_INSIDE, args=args
        )
    finally:
        set_script_prefix(before)
