"""How somebody who works here signs in, and where they are signed in now."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from withness.access import policy
from withness.sealing.rules import SealBroken
from withness.values.rules.viewer import Viewer
from withness.web import models, rules

Type = Authenticator.Type


@dataclass(frozen=True, slots=True)
class PasskeyFact:
    """One passkey: what its owner calls it, since when it is known, when it was last used."""

    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class MeansFact:
    """Everything somebody can sign in with besides the mailed code."""

    passkeys: tuple[PasskeyFact, ...]
    app_since: datetime | None
    codes_left: int
    provider_since: datetime | None

    @property
    def has_second(self) -> bool:
        """Whether a second step is asked after the mailed code."""
        return bool(self.passkeys) or self.app_since is not None


@dataclass(frozen=True, slots=True)
class SessionFact:
    """One place where somebody is signed in."""

    id: UUID
    device: rules.Device
    since: datetime | None
    seen_at: datetime
    is_this: bool


def means(_viewer: Viewer, account_id: UUID) -> MeansFact:
    """Return what the account that is signed in can sign in with."""
    rows = list(Authenticator.objects.filter(user_id=account_id).order_by("created_at", "id"))
    passkeys = tuple(
        PasskeyFact(row.pk, opened(row.data.get("name", "")), row.created_at, row.last_used_at)
        for row in rows
        if row.type == Type.WEBAUTHN
    )
    linked = SocialAccount.objects.filter(user_id=account_id).order_by("date_joined").first()
    return MeansFact(
        passkeys=passkeys,
        app_since=next((row.created_at for row in rows if row.type == Type.TOTP), None),
        codes_left=sum(_left(rows)),
        provider_since=linked.date_joined if linked else None,
    )


def _left(rows: Iterable[Authenticator]) -> Iterable[int]:
    for row in rows:
        if row.type == Type.RECOVERY_CODES:
            yield len(row.wrap().get_unused_codes())


def opened(name: str) -> str:
    """Return the name of a passkey, which lies sealed; "" where it cannot be opened."""
    try:
        return str(get_adapter().decrypt(name))
    except (SealBroken, ValueError):
        return ""


def sessions(viewer: Viewer, account_id: UUID, session_key: str | None) -> tuple[SessionFact, ...]:
    """Return where the account that is signed in is signed in, this browser first."""
    policy.require(viewer, "web.see_sessions")
    now = timezone.now()
    here = models.hashed(session_key)
    rows = models.Session.objects.filter(account_id=account_id, expire_date__gt=now)
    facts = [
        _fact(row, is_this=row.session_key == here)
        for row in rows.order_by("-seen_at", "id")
        if not rules.rests(row.seen_at, now)
    ]
    return tuple(sorted(facts, key=lambda fact: not fact.is_this))


def _fact(row: models.Session, *, is_this: bool) -> SessionFact:
    kept = models.contents(row)
    began = kept.get("began")
    return SessionFact(
        id=row.pk,
        device=rules.Device(*kept.get("device", ("", ""))),
        since=datetime.fromisoformat(began) if began else None,
        seen_at=row.seen_at,
        is_this=is_this,
    )


SEALED = ("secret", "seed", "name")


def sealed_in(data: dict[str, Any]) -> dict[str, str]:
    """Return what lies sealed in the data of one means."""
    return {name: data[name] for name in SEALED if data.get(name)}


def by_key() -> Counter[int]:
    """Return how many values of means each key has sealed, by the key's number."""
    counted: Counter[int] = Counter()
    for data in Authenticator.objects.values_list("data", flat=True):
        for value in sealed_in(data).values():
            counted[int(value[2:6], 16)] += 1  # a version of one byte, a number of two
    return counted
