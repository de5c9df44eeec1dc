"""Telling somebody outside something: the one way out of the house that names a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import outside_post
from withness.consents.queries import outside_set, sharing
from withness.consents.rules import outside as rules
from withness.networks.models import Membership, Network
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Belonging, Viewer


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody outside. By `consent_id` where a consent names them; else by kind and name."""

    kind: rules.Kind = rules.Kind.OTHER
    name: str = ""
    consent_id: UUID | None = None


def tell(
    *,
    to: Recipient,
    matters: Iterable[str],
    network_id: UUID,
    person_id: UUID | None = None,
    how: rules.Way,
    by: Viewer,
    reason: str = "",
) -> UUID:
    """Write down that something is told outside, before it is, and return the telling's id.

    About `person_id`; None: about the network, for which the person at the centre decides. It
    stands on their word where a consent allows every matter at this moment. Otherwise it needs a
    `reason`, which everyone in the network sees at once. Consents are kept still meanwhile: one
    that is being taken back is waited for. Raises `NoConsent`, `NothingToTell`, `NotAMatter`,
    `NobodyNamed`, `TooLong`, `NotAllowed` (a forged recipient among them).
    """
    with transaction.atomic():
        network = Network.objects.filter(pk=network_id).first()
        if network is None or by.person_id is None:
            raise NotAllowed
        right = policy.require(by, "consents.tell", network)
        about = _belongs(network, person_id)
        wanted = frozenset(matters)
        if not wanted:
            raise rules.NothingToTell
        now = timezone.now()
        named, consent, number, quiet = _on_whose_word(to, network, about, wanted, now)
        because = None if consent else text.kept(reason, text.SHORT)
        if consent is None:
            _without_consent(wanted, named, because or "")
        told = models.Told(
            service_id=by.service_id,
            network=network,
            person_id=about,
            consent=consent,
            word=number,
            kind=named.kind,
            name=named.name or None,
            matters=sorted(wanted),
            way=how,
            reason=because,
            quiet=quiet,
            told_by_id=by.person_id,
            told_at=now,
        )
        told.save(force_insert=True)
        trail.did("consents.tell", by=by, right=right, about=about, network=network_id)
        _let_them_know(told)
        return told.pk


def _belongs(network: Network, person_id: UUID | None) -> UUID:
    """Return about whom it is, as long as they belong; raise `NotAllowed`."""
    about = person_id or network.centre_id
    place = Membership.objects.filter(network=network, person_id=about, left_at=None)
    if not place.exclude(belonging=Belonging.PRACTITIONER).exists():
        raise NotAllowed
    return about


def _on_whose_word(
    to: Recipient, network: Network, about: UUID, wanted: frozenset[str], now: datetime
) -> tuple[Recipient, models.Consent | None, int | None, bool]:
    """Return who is told, and the consent that allows it all at this moment, kept still."""
    rows = models.Consent.objects.select_for_update().filter(network=network, person_id=about)
    if to.consent_id is not None:
        found = list(rows.filter(pk=to.consent_id))
        if not found:
            raise NotAllowed
        to = Recipient(rules.Kind(found[0].kind), found[0].name or "", to.consent_id)
    elif to.kind == rules.Kind.RECORD:
        found = list(rows.filter(kind=rules.Kind.RECORD).order_by("pk"))
        to = Recipient(to.kind)
    else:
        found = []
        to = Recipient(to.kind, text.kept(to.name, text.NAME))
    for consent in found:
        stands = sharing.standing_of(consent.pk)
        if rules.allows(stands, wanted, now):
            return to, consent, stands.by, stands.quiet
    return to, None, None, False


def _without_consent(wanted: frozenset[str], to: Recipient, reason: str) -> None:
    if not reason:
        raise rules.NoConsent
    if not wanted <= outside_set.codes():
        raise rules.NotAMatter
    if not to.name and to.kind != rules.Kind.RECORD:
        raise rules.NobodyNamed


def _let_them_know(told: models.Told) -> None:
    """Tell whom it is about; and everyone in the network where it was told without a consent."""
    who = {told.person_id}
    if told.consent_id is None:
        places = Membership.objects.filter(
            network_id=told.network_id,
            left_at=None,
            belonging__in=(Belonging.CENTRE, Belonging.MEMBER),
        )
        who |= set(places.values_list("person_id", flat=True))
    outside_post.look(
        service_id=told.service_id,
        people_ids=who,
        key=f"told:{told.pk}",
        about=told.pk,
        network=told.network_id,
    )
