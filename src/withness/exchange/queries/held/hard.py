"""Who decides for somebody, who was removed, who died: what of it is whose."""

from django.db.models import Q

from withness.exchange.queries.held.part import Part
from withness.networks import models as networks

SCOPE = ("arranging", "receiving", "sharing")
PARTS = (
    Part(
        "young",
        networks.Young,
        lambda one: Q(person_id=one),
        ("until_on", "said_by__name", "said_at", "ended_at"),
    ),
    Part(
        "said_young",
        networks.Young,
        lambda one: Q(said_by_id=one) & ~Q(person_id=one),
        ("person__name", "said_at"),
    ),
    Part(
        "spoken_for_by",
        networks.Proxy,
        lambda one: Q(person_id=one),
        (
            "speaker__name",
            "kind",
            *SCOPE,
            "until_on",
            "proof",
            "seen_by__name",
            "made_at",
            "ended_at",
            "why_ended",
        ),
    ),
    Part(
        "speaks_for",
        networks.Proxy,
        lambda one: Q(speaker_id=one) & ~Q(person_id=one),
        ("person__name", "kind", *SCOPE, "until_on", "made_at", "ended_at"),
    ),
    Part(
        "wrote_proxy",
        networks.Proxy,
        lambda one: Q(said_by_id=one) | Q(seen_by_id=one) | Q(ended_by_id=one),
        ("person__name", "made_at", "ended_at"),
    ),
    Part(
        "removed",  # that it was so; why, and by whom, could endanger others
        networks.Removal,
        lambda one: Q(person_id=one),
        ("removed_at", "back_at"),
    ),
    Part(
        "removed_from_yours",
        networks.Removal,
        lambda one: Q(network__centre_id=one),
        ("person__name", "whose", "reason", "removed_at", "network_may_read", "back_at"),
    ),
    Part(
        "removed_somebody",
        networks.Removal,
        lambda one: Q(removed_by_id=one),
        ("person__name", "whose", "reason", "removed_at"),
    ),
    Part(
        "death",
        networks.Death,
        lambda one: Q(person_id=one),
        ("died_on", "written_at", "undone_at"),
    ),
    Part(
        "wrote_death",
        networks.Death,
        lambda one: Q(written_by_id=one) | Q(undone_by_id=one),
        ("person__name", "died_on", "told_by", "written_at", "undone_at"),
    ),
)
