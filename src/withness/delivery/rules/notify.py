"""How the address of GOV.UK Notify is written in the settings, and what it asks for.

Source: GOV.UK Notify, REST API documentation ("API keys", "Authorisation header", "Send a text
message"): a key reads `name-service_id-secret`, both ids with 36 letters; a token is signed with
the secret (HS256) and says who asks (`iss`) and when (`iat`).
"""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit
from uuid import UUID

from withness.values.rules.refusals import Refusal

ID = 36
MOST = 918  # the longest text message Notify takes
NEARBY = ("127.0.0.1", "localhost", "::1")  # only here without encryption: for tests


class NotAGateway(Refusal):
    """The setting for text messages cannot be read. Carries `because`, never the key."""

    code = "not_a_gateway"


@dataclass(frozen=True, slots=True)
class Gateway:
    """Where text messages are handed over, by whom, with which template."""

    base: str
    service_id: str
    secret: str = field(repr=False)
    template: str
    word: str = "body"  # the template's one placeholder: ((body))


def gateway(setting: str) -> Gateway:
    """Read `notify://KEY@HOST?template=ID`, or raise `NotAGateway`.

    `notify+http://` speaks without encryption and only to this machine. `&word=` names the
    template's placeholder where it is not ((body)).
    """
    at = urlsplit(setting)
    asked = parse_qs(at.query)
    key = unquote(at.username or "")
    if at.scheme not in ("notify", "notify+http"):
        raise NotAGateway(because="scheme")
    if not at.hostname or (at.scheme == "notify+http" and at.hostname not in NEARBY):
        raise NotAGateway(because="host")
    service_id, secret = key[-2 * ID - 1 : -ID - 1], key[-ID:]
    if not (_is_id(service_id) and _is_id(secret) and key[-ID - 1 : -ID] == "-"):
        raise NotAGateway(because="key")
    template = asked.get("template", [""])[0]
    if not _is_id(template):
        raise NotAGateway(because="template")
    return Gateway(
        base=f"{'http' if at.scheme == 'notify+http' else 'https'}://{at.netloc.rpartition('@')[2]}",
        service_id=service_id,
        secret=secret,
        template=template,
        word=asked.get("word", ["body"])[0],
    )


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
