"""One word about what may be told, kept: for every verb that says one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from withness.access.policy import Row
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import outside_post
from withness.consents.queries import outside_set
from withness.consents.rules import outside as rules
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Wish:
    """What may be told. `day`: on which it is looked at again, and from which it allows nothing."""

    matters: frozenset[str]
    day: date
    own_words: str = ""
    quiet: bool = False


def new(
    *, network_id: UUID, person_id: UUID, kind: rules.Kind, name: str, by: Viewer
) -> models.Consent:
    """Write down whom a new consent names. Raises `NobodyNamed`, `TooLong`."""
    whom = "" if kind == rules.Kind.RECORD else text.kept(name, text.NAME)
    if not whom and kind != rules.Kind.RECORD:
        raise rules.NobodyNamed
    consent = models.Consent(
        service_id=by.service_id,
        network_id=network_id,
        person_id=person_id,
        kind=kind,
        name=whom or None,
        made_at=timezone.now(),
    )
    consent.save(force_insert=True)
    return consent


def own_words(consent_id: UUID, number: int) -> str:
    """Return how somebody is, in their own words, as the word with that number has it."""
    row = models.Word.objects.filter(consent_id=consent_id, number=number).first()
    return (row.own_words if row else "") or ""


def locked(consent_id: UUID) -> models.Consent:
    """Return a consent, kept still until the end: nobody tells while somebody takes back."""
    row = models.Consent.objects.select_for_update().filter(pk=consent_id).first()
    if row is None:
        raise NotAllowed
    return row


def say(
    consent: models.Consent,
    what: rules.What,
    how: rules.How,
    wish: Wish | None,
    *,
    by: Viewer,
    proxy_id: UUID | None = None,
) -> None:
    """Write one more word down. `proxy_id`: as what the viewer said it for somebody else.

    Raises `NothingToTell`, `NotAMatter`, `NotThatDate`, `TooLong`, `NotAllowed`.
    """
    if by.person_id is None:
        raise NotAllowed
    now = timezone.now()
    until = None
    matters: list[str] = []
    if wish is not None:
        known = outside_set.codes()
        if not wish.matters:
            raise rules.NothingToTell
        if not wish.matters <= known:
            raise rules.NotAMatter
        until = rules.look_again(wish.day, consent.network.team.zone, now)
        matters = sorted(wish.matters)
    models.Word(
        service_id=by.service_id,
        consent=consent,
        number=models.Word.objects.filter(consent=consent).count() + 1,
        what=what,
        how=how,
        matters=matters,
        own_words=(text.kept(wish.own_words, text.WORDS) or None) if wish else None,
        until=until,
        quiet=bool(wish and wish.quiet),
        written_by_id=by.person_id,
        proxy_id=proxy_id,
        said_at=now,
    ).save(force_insert=True)


def tell(consent: models.Consent, what: str) -> None:
    """Tell the person that something stands on their own page, once for each word."""
    number = models.Word.objects.filter(consent=consent).count()
    outside_post.look(
        service_id=consent.service_id,
        people_ids=[consent.person_id],
        key=f"consent:{what}:{consent.pk}:{number}",
        about=consent.pk,
        network=consent.network_id,
    )


def note(deed: str, consent: models.Consent, right: Row, by: Viewer) -> None:
    """Write a deed about a consent into the trail."""
    trail.did(deed, by=by, right=right, about=consent.pk, network=consent.network_id)
