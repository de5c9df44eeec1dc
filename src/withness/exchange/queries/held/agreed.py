"""What somebody agreed to, opened or was told of, and how they prove who they are."""

from django.db.models import Q

from withness.consents import models as consents
from withness.exchange.queries.held.part import Part
from withness.people import models as people

PARTS = (
    Part(
        "may_be_told",
        consents.Word,
        lambda one: Q(consent__person_id=one),
        (
            "consent__kind",
            "consent__name",
            "what",
            "how",
            "matters",
            "own_words",
            "until",
            "written_by__name",
            "proxy__kind",
            "proxy__until_on",
            "said_at",
        ),
    ),
    Part(
        "wrote_consent",
        consents.Word,
        lambda one: Q(written_by_id=one) & ~Q(consent__person_id=one),
        ("consent__person__name", "what", "proxy__kind", "proxy__until_on", "said_at"),
    ),
    Part("consent", consents.Consent, lambda one: Q(person_id=one), ("kind", "name", "made_at")),
    Part(
        "was_told",
        consents.Told,
        lambda one: Q(person_id=one),
        ("kind", "name", "matters", "way", "reason", "told_by__name", "told_at"),
    ),
    Part(
        "told_outside",
        consents.Told,
        lambda one: Q(told_by_id=one) & ~Q(person_id=one),
        ("person__name", "way", "reason", "told_at"),
    ),
    Part(
        "terms",
        consents.TermsAnswer,
        lambda one: Q(person_id=one),
        ("terms__number", "answer", "how", "written_by__name", "said_at"),
    ),
    Part(
        "wrote_terms",
        consents.TermsAnswer,
        lambda one: Q(written_by_id=one) & ~Q(person_id=one),
        ("terms__number", "said_at"),
    ),
    Part("put_terms", consents.Terms, lambda one: Q(put_by_id=one), ("number", "put_at")),
    Part(
        "study",
        consents.StudyAnswer,
        lambda one: Q(person_id=one),
        ("study__ends_on", "answer", "how", "written_by__name", "said_at"),
    ),
    Part(
        "wrote_study",
        consents.StudyAnswer,
        lambda one: Q(written_by_id=one) & ~Q(person_id=one),
        ("answer", "said_at"),
    ),
    Part(
        "put_study", consents.Study, lambda one: Q(put_by_id=one), ("contact", "ends_on", "put_at")
    ),
    Part(
        "broke_glass",
        consents.Glass,
        lambda one: Q(person_id=one) | Q(practitioner__person_id=one),
        ("reason", "begun_at", "ends_at", "closed_at"),
    ),
    Part(
        "glass_broken",  # told to everyone in the network; the reason to the person at the centre
        consents.Glass,
        lambda one: Q(network__centre_id=one),
        ("person__name", "reason", "begun_at", "ends_at", "closed_at"),
    ),
    Part(
        "demand",
        consents.Demand,
        lambda one: Q(proposed_by_id=one) | Q(confirmed_by_id=one) | Q(ended_by_id=one),
        (
            "ordered_by",
            "reference",
            "proposed_at",
            "confirmed_at",
            "ended_at",
            "opens_at",
            "closes_at",
        ),
    ),
    Part(
        "demand_told",
        consents.Demand,
        lambda one: Q(network__centre_id=one, told_at__isnull=False),
        ("said_from", "said_until", "opens_at", "closes_at", "told_at"),
    ),
    Part(
        "said_telling", consents.Telling, lambda one: Q(said_by_id=one), ("may", "day", "said_at")
    ),
    Part(
        "visit",
        people.Visit,
        lambda one: Q(person_id=one),
        ("device", "is_borrowed", "began_at", "seen_at", "proved_by", "ended_at"),
    ),
    Part(
        "proof", people.Proof, lambda one: Q(person_id=one), ("chosen", "word_at", "word_by__name")
    ),
    Part("wrote_word", people.Proof, lambda one: Q(word_by_id=one), ("person__name", "word_at")),
    Part(
        "trusts",
        people.Trusted,
        lambda one: Q(person_id=one),
        ("name", "kind", "value", "made_at", "ended_at"),
    ),
    Part(
        "back",
        people.Back,
        lambda one: Q(person_id=one),
        (
            "way",
            "kind",
            "value",
            "asked_at",
            "known_by__name",
            "good_from",
            "stopped_at",
            "done_at",
        ),
    ),
    Part("vouched", people.Back, lambda one: Q(known_by_id=one), ("person__name", "asked_at")),
    Part("way_in", people.Change, lambda one: Q(person_id=one), ("what", "at", "told_at")),
    Part(
        "waits_to_join",
        people.Joining,
        lambda one: Q(person_id=one),
        ("address", "made_at", "refused_at"),
    ),
)
