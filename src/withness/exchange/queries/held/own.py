"""Who somebody is, how they are reached, their post, and how they asked for help."""

from django.db.models import Q

from withness.contacts import models as contacts
from withness.exchange.queries.held.part import Part
from withness.people import models as people
from withness.teams import models as teams

PARTS = (
    Part("person", people.Person, lambda one: Q(pk=one), ("name", "language", "made_at")),
    Part(
        "account",
        people.Person,
        lambda one: Q(pk=one, account__isnull=False),
        ("account__email", "account__is_active", "account__last_login"),
    ),
    Part(
        "reach",
        people.Reach,
        lambda one: Q(person_id=one),
        ("kind", "value", "when_safe", "may_write", "made_at"),
    ),
    Part(
        "link",
        people.Link,
        lambda one: Q(person_id=one),
        ("purpose", "made_at", "opened_at", "ends_at", "revoked_at"),
    ),
    Part(
        "post",
        teams.Practitioner,
        lambda one: Q(person_id=one),
        ("team__name", "is_peer", "languages", "base__name", "began_on", "left_on"),
    ),
    Part(
        "hours",
        teams.Hours,
        lambda one: Q(practitioner__person_id=one),
        ("weekday", "begins", "ends", "from_on", "until_on"),
    ),
    Part(
        "absence",
        teams.Absence,
        lambda one: Q(practitioner__person_id=one),
        ("starts_at", "ends_at", "made_at"),
    ),
    Part(
        "calendar",
        teams.Calendar,
        lambda one: Q(practitioner__person_id=one),
        ("name", "feed", "read_at"),
    ),
    Part(
        "busy",
        teams.Busy,
        lambda one: Q(practitioner__person_id=one),
        ("calendar__name", "starts_at", "ends_at"),
    ),
    Part(
        "duty",
        teams.Holding,
        lambda one: Q(practitioner__person_id=one),
        ("duty", "since_at", "until_at"),
    ),
    Part(
        "turn",
        teams.Turn,
        lambda one: Q(practitioner__person_id=one),
        ("team__name", "starts_at", "ends_at"),
    ),
    Part(
        "asked",
        contacts.Contact,
        lambda one: Q(caller_id=one),
        (
            "asked_at",
            "asked_by",
            "route",
            "for_whom",
            "how_to_reach",
            "hope",
            "who",
            "when_and_where",
            "agency",
            "language",
            "promised_until",
            "reached_at",
            "withdrawn_at",
            "ended_at",
            "end",
        ),
    ),
    Part(
        "asked_for",  # what the caller said in private stays the caller's
        contacts.Contact,
        lambda one: Q(centre_id=one) & ~Q(caller_id=one),
        ("asked_at", "route", "promised_until", "reached_at", "ended_at", "end"),
    ),
    Part(
        "held_promise",
        contacts.Holding,
        lambda one: Q(holder__person_id=one),
        ("contact__asked_at", "from_at", "until_at"),
    ),
    Part(
        "wrote_call_down",
        contacts.Contact,
        lambda one: Q(written_by__person_id=one),
        ("asked_at", "route"),
    ),
)
