"""Builders of this room: consents with their words, tellings, terms and studies."""

from datetime import timedelta

from django.utils import timezone

from withness.consents import models
from withness.consents.rules import outside as rules


def consent(network, person, *, name="Dr Shah, my GP", matters=("that",), kind="doctor", **more):
    """A consent that somebody gave themselves, for half a year."""
    now = timezone.now()
    row = models.Consent.objects.create(
        service_id=network.service_id, network=network, person=person, kind=kind,
        name=name or None, made_at=now,
    )  # fmt: skip
    word(row, matters=matters, **more)
    return row


def word(consent, *, what="given", how="themselves", matters=(), by=None, **more):
    """One more word about it."""
    now = timezone.now()
    number = models.Word.objects.filter(consent=consent).count() + 1
    until = more.pop("until", now + timedelta(days=180) if matters else None)
    return models.Word.objects.create(
        service_id=consent.service_id, consent=consent, number=number, what=what, how=how,
        matters=list(matters), until=until, written_by=by or consent.person, said_at=now, **more,
    )  # fmt: skip


def told(network, person, by, *, reason="The court asked for it.", consent=None, **more):
    """Something that was told: for a reason, unless a consent is named."""
    return models.Told.objects.create(
        service_id=network.service_id, network=network, person=person, consent=consent,
        word=1 if consent else None, kind=rules.Kind.OTHER, name=more.pop("name", "The court"),
        matters=["that"], way="letter", reason=None if consent else reason, told_by=by,
        told_at=more.pop("told_at", timezone.now()), **more,
    )  # fmt: skip


def terms(service, by, number=1, words="You take part because you want to."):
    """A version of the terms."""
    return models.Terms.objects.create(
        service=service, number=number, texts={"en": words}, put_by=by, put_at=timezone.now()
    )


def study(service, by, **more):
    """A study that runs for a year."""
    return models.Study.objects.create(
        service=service, titles={"en": "How meetings begin"},
        texts={"en": "We ask how the first words were found."},
        contact=more.pop("contact", "Dr Osei, 01632 960777"), put_by=by, put_at=timezone.now(),
        ends_on=more.pop("ends_on", timezone.now().date() + timedelta(days=365)), **more,
    )  # fmt: skip
