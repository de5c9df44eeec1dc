"""Builders: a breaking of the glass, and a lawful demand."""

from datetime import timedelta

from django.utils import timezone

from withness.consents import models as consents
from withness.values.rules.viewer import Duty


def glass(network, practitioner, *, reason="Somebody rang at night.", begun_at=None):
    """A breaking of the glass, a week ago unless said otherwise."""
    at = begun_at or timezone.now() - timedelta(days=7)
    return consents.Glass.objects.create(
        service_id=network.service_id,
        network=network,
        person=practitioner.person,
        practitioner=practitioner,
        reason=reason,
        begun_at=at,
        ends_at=at + timedelta(hours=1),
    )


def demand(network, proposer, *, confirmer=None, opens_at=None, **more):
    """A lawful demand for everything of the last year, its hours tomorrow unless said otherwise."""
    now = timezone.now()
    opens = opens_at or now + timedelta(days=1)
    return consents.Demand.objects.create(
        service_id=network.service_id,
        network=network,
        ordered_by=more.pop("ordered_by", "The coroner"),
        reference=more.pop("reference", "C-17"),
        said_from=now - timedelta(days=365),
        said_until=now,
        lines=True,
        meetings=True,
        people=True,
        opens_at=opens,
        closes_at=opens + timedelta(hours=4),
        proposed_by=proposer.person,
        proposed_as=Duty.DATA_PROTECTION,
        proposed_at=now,
        confirmed_as=Duty.ACCOUNTS,
        confirmed_by=confirmer.person if confirmer else None,
        confirmed_at=now if confirmer else None,
        **more,
    )
