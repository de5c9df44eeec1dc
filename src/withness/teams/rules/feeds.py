"""Which addresses of calendar feeds are read: only such as anybody on the internet could reach.

A feed's address is typed by somebody and fetched by our own machine, which may stand inside a
network that trusts it. So an address that leads inside is refused, whatever its name says.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from withness.teams.rules.posts import FeedNotAllowed

MOST_ADDRESS = 2_000
MOST_BYTES = 5_000_000
MOST_SECONDS = 10.0
MOST_TURNS = 3  # redirects that are followed
CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # carry an IPv4 inside


class FeedTooLarge(FeedNotAllowed):
    """A feed with more than 5 MB."""

    code = "too_large"


class FeedSilent(FeedNotAllowed):
    """A feed that does not answer, or not in time, or not with a calendar."""

    code = "feed_silent"


def address(typed: str, *, anywhere: bool = False) -> str:
    """Return the address of a feed, `webcal:` read as `https:`, or raise `FeedNotAllowed`.

    Names are looked up only when the feed is read; a number that leads inside is refused here.
    """
    plain = typed.strip()
    for calendar in ("webcal://", "webcals://"):
        if plain.lower().startswith(calendar):
            plain = "https://" + plain[len(calendar) :]
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError:
        raise FeedNotAllowed from None
    host = parts.hostname or ""
    schemes = ("https", "http") if anywhere else ("https",)
    known = parts.scheme in schemes and host and not parts.username and not parts.password
    if not known or len(plain) > MOST_ADDRESS or port == 0:
        raise FeedNotAllowed
    if any(not c.isprintable() or c.isspace() for c in plain):
        raise FeedNotAllowed
    if not anywhere and (_is_number_inside(host) or "." not in host.rstrip(".")):
        raise FeedNotAllowed
    return plain


def leads_outside(number: str) -> bool:
    """Whether an IP address belongs to the public internet."""
    try:
        found: IPv4Address | IPv6Address = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is None and any(found in net for net in CARRIERS):
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
    return _is_public(found)


def _is_public(number: IPv4Address | IPv6Address) -> bool:
    return number.is_global and not (
        number.is_multicast or number.is_reserved or number.is_loopback or number.is_link_local
    )


def _is_number_inside(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return ":" in host
    return not leads_outside(host)
