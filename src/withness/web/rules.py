"""Signing in, decided: when a proof is recent, what a device is called, whom a provider lets in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LATELY = timedelta(minutes=10)  # how long a proof lasts before means of signing in may change
SEEN_EVERY = timedelta(minutes=5)  # how often "last seen" is written down
IDLE = timedelta(days=3)  # an account's session that nobody used for so long is over
CODE_LASTS = timedelta(minutes=10)

# The order matters: most browsers also carry the names of those before them.
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Device:
    """A device as its owner would name it, and no closer; "" where we cannot tell."""

    browser: str
    system: str


def device(user_agent: str) -> Device:
    """Return the browser and system that a user agent names, without versions."""

    def first(known: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in known if mark in user_agent), "")

    return Device(first(BROWSERS), first(SYSTEMS))


def lately(proved_at: datetime | None, now: datetime) -> bool:
    """Whether a proof is recent enough to change how somebody signs in."""
    return proved_at is not None and timedelta(0) <= now - proved_at < LATELY


def rests(seen_at: datetime, now: datetime) -> bool:
    """Whether an account's session lay unused for so long that it is over."""
    return now - seen_at >= IDLE


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect provider as a service's settings name it."""

    issuer: str
    client_id: str
    secret: str
    name: str
    services: frozenset[str]  # the slugs it speaks for; empty: every service of this house

    def speaks_for(self, slug: str) -> bool:
        """Whether this provider may let people into a service."""
        return not self.services or slug in self.services


PARTS = 5


def provider(setting: str) -> Provider | None:
    """Read `issuer|client|secret|name|services`; None where nothing is set.

    Raises `ValueError` where it cannot be read, or where the issuer is neither `https` nor on this
    machine.
    """
    if not setting.strip():
        return None
    issuer, client_id, secret, name, services = [
        part.strip() for part in (setting.split("|") + [""] * PARTS)[:PARTS]
    ]
    here = ("http://127.0.0.1", "http://localhost")
    if not client_id or not secret or not issuer.startswith(("https://", *here)):
        raise ValueError("WITHNESS_OIDC is issuer|client|secret|name|services, the issuer by https")
    slugs = frozenset(slug for slug in services.replace(",", " ").split() if slug)
    return Provider(issuer.rstrip("/"), client_id, secret, name or "OpenID Connect", slugs)
