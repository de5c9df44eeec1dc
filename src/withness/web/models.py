"""Sessions: looked up by a keyed hash and sealed, so that a stolen database opens none of them.

The cookie holds the key; the table holds what the keys outside the database make of it.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import (
    VALID_KEY_CHARS,
    CreateError,
    SessionBase,
    UpdateError,
)
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from withness.people.models import Account
from withness.sealing.models import cipher
from withness.sealing.rules import SealBroken, place
from withness.service.models.owned import new_id
from withness.web import rules

KEY_LONG = 32


class Session(models.Model):
    """One browser's session. Who came by a link has no account here; no address is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session_key = models.CharField(max_length=64, unique=True)  # a keyed hash of the cookie's
    session_data = models.BinaryField()  # sealed
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    expire_date = models.DateTimeField(db_index=True)
    seen_at = models.DateTimeField()


def hashed(session_key: str | None) -> str:
    """Return what is stored of a session's key; "", which no session has, for none."""
    return cipher.keyed_hash("session", session_key) if session_key else ""


def _place(mark: str) -> bytes:
    return place("web_session", "session_data", mark.encode())


class SessionStore(SessionBase):
    """Keeps sessions in `Session`; named by `settings.SESSION_ENGINE`."""

    def load(self) -> dict[str, Any]:
        """Return what is kept in the session; nothing, under no key, where it is over."""
        now = timezone.now()
        mark = hashed(self.session_key)
        row = Session.objects.filter(session_key=mark, expire_date__gt=now).first()
        data = _opened(row, now) if row else None
        if data is None:
            self._session_key = None
            return {}
        return data

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with this key."""
        return Session.objects.filter(session_key=hashed(session_key)).exists()

    def create(self) -> None:
        """Begin an empty session under a fresh key."""
        while True:
            self._session_key = get_random_string(KEY_LONG, VALID_KEY_CHARS)
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: Any = None) -> None:
        """Write the session down. Raises `UpdateError` where it was ended meanwhile."""
        if self.session_key is None:
            self.create()
            return
        if must_create:
            vars(self).setdefault("_session_cache", {})
        data = dict(self.items())
        mark = hashed(self.session_key)
        kept = {
            "session_data": cipher.seal(self.encode(data), _place(mark)),
            "account_id": data.get(SESSION_KEY),
            "expire_date": self.get_expiry_date(),
            "seen_at": timezone.now(),
        }
        if not must_create:
            if not Session.objects.filter(session_key=mark).update(**kept):
                raise UpdateError
            return
        try:
            with transaction.atomic():
                Session(session_key=mark, **kept).save(force_insert=True)
        except IntegrityError:
            raise CreateError from None

    def delete(self, session_key: str | None = None) -> None:
        """End a session: this one, or the one with that key."""
        Session.objects.filter(session_key=hashed(session_key or self.session_key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Remove what is over."""
        now = timezone.now()
        resting = models.Q(account__isnull=False, seen_at__lte=now - rules.IDLE)
        Session.objects.filter(models.Q(expire_date__lte=now) | resting).delete()


def _opened(row: Session, now: Any) -> dict[str, Any] | None:
    if row.account_id and rules.rests(row.seen_at, now):
        return None
    data = contents(row)
    if data and row.account_id and now - row.seen_at >= rules.SEEN_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=now)
    return data


def contents(row: Session) -> dict[str, Any]:
    """Return what a session keeps, {} where the keys that are here cannot open it."""
    try:
        text = cipher.unseal(bytes(row.session_data), _place(row.session_key))
    except SealBroken:
        return {}
    return SessionStore().decode(text) or {}
