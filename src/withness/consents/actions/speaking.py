"""Saying what may be told about somebody one speaks for: marked, told to them, never wider.

It counts at once, and the person takes it back whenever they like. Once it has ended that one
speaks for them nothing more can be said; what was said stands until its own day.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.policy import Row
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import outside_saying as saying
from withness.consents.policy import outside as placed
from withness.consents.policy.speaking import shares
from withness.consents.queries import sharing
from withness.consents.rules import outside as rules
from withness.networks.models import Proxy
from withness.networks.queries import speaking
from withness.networks.rules.deciding import Scope
from withness.values.rules.viewer import Viewer


def give(
    *,
    network_id: UUID,
    person_id: UUID,
    kind: rules.Kind,
    name: str,
    wish: saying.Wish,
    by: Viewer,
) -> UUID:
    """Say what may be told about somebody one speaks for; return the consent's id.

    Raises `OnlyTheirOwn`, `NobodyNamed`, `NothingToTell`, `NotAMatter`, `NotThatDate`, `TooLong`,
    `NotAllowed`.
    """
    with transaction.atomic():
        _hold(network_id, person_id, by)
        place = placed.place(network_id, person_id)
        right = policy.require(by, "consents.give_as_proxy", place)
        rules.for_another(wish.matters, own_words=wish.own_words, quiet=wish.quiet)
        consent = saying.new(
            network_id=network_id, person_id=person_id, kind=kind, name=name, by=by
        )
        _say(consent, rules.What.GIVEN, wish, "consents.give_as_proxy", right, by)
        return consent.pk


def narrow(*, consent_id: UUID, matters: frozenset[str], day: date, by: Viewer) -> None:
    """Let less be told, or for less long. Their own words stay with what they were ticked for.

    Raises `NotNarrower`, `IsTakenBack`, `NothingToTell`, `NotThatDate`, `NotAllowed`.
    """
    with transaction.atomic():
        consent, right, stands = _change(consent_id, by)
        now = timezone.now()
        until = rules.look_again(day, consent.network.team.zone, now)
        rules.narrower(stands, matters, until, now)
        wish = saying.Wish(matters, day, _words(consent, stands, matters))
        _say(consent, rules.What.CHANGED, wish, "consents.change_as_proxy", right, by)


def look_again(*, consent_id: UUID, day: date, by: Viewer) -> None:
    """Let what stands stand until a later day, as it is.

    Raises `IsTakenBack`, `NotAMatter`, `NotThatDate`, `NotAllowed`.
    """
    with transaction.atomic():
        consent, right, stands = _change(consent_id, by)
        if stands.taken_back or not stands.matters:
            raise rules.IsTakenBack
        wish = saying.Wish(stands.matters, day, _words(consent, stands, stands.matters))
        _say(consent, rules.What.LOOKED_AT, wish, "consents.change_as_proxy", right, by)


def take_back(*, consent_id: UUID, by: Viewer) -> None:
    """End what may be told, at once. Raises `NotAllowed`."""
    with transaction.atomic():
        consent, right, stands = _change(consent_id, by)
        if not stands.taken_back:
            _say(consent, rules.What.TAKEN_BACK, None, "consents.change_as_proxy", right, by)


def _hold(network_id: UUID, person_id: UUID, by: Viewer) -> None:
    """Keep still by what one speaks for them, until the end: nobody ends it halfway."""
    rows = shares(by, timezone.now()).filter(network_id=network_id, person_id=person_id)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    held = Proxy.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    if not list(held.values_list("pk", flat=True)):
        raise NotAllowed


def _change(consent_id: UUID, by: Viewer) -> tuple[models.Consent, Row, rules.Standing]:
    found = models.Consent.objects.filter(pk=consent_id).first()
    if found is None:
        raise NotAllowed
    _hold(found.network_id, found.person_id, by)
    consent = saying.locked(consent_id)
    right = policy.require(by, "consents.change_as_proxy", consent)
    return consent, right, sharing.standing_of(consent_id)


def _words(consent: models.Consent, stands: rules.Standing, matters: frozenset[str]) -> str:
    """Return the person's own words, carried along unread where they are still to be told."""
    kept = rules.Matter.OWN_WORDS in matters
    return saying.own_words(consent.pk, stands.by) if kept else ""


def _say(
    consent: models.Consent,
    what: rules.What,
    wish: saying.Wish | None,
    deed: str,
    right: Row,
    by: Viewer,
) -> None:
    """Keep it with the mark as what it was said, and tell the person."""
    proxy_id = speaking.may_speak(
        by, Scope.SHARING, network_id=consent.network_id, person_id=consent.person_id
    )
    if proxy_id is None:
        raise NotAllowed
    saying.say(consent, what, rules.How.PROXY, wish, by=by, proxy_id=proxy_id)
    saying.note(deed, consent, right, by)
    saying.tell(consent, "said-for-you")
