"""What the forms of a page ask for, and bodies that fill them in, kindly or not."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit
from uuid import uuid4


@dataclass
class Form:
    """One form: where it goes, and the values each of its fields offers ("" where one types)."""

    goes_to: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)  # the names of those one types into

    def filled(self, words="Something plain") -> dict[str, object]:
        """Return a plausible body: the last choice of each field, and words where one types."""
        return {
            name: words if name in self.typed else offered[-1]
            for name, offered in self.fields.items()
        } | ({"once": str(uuid4())} if "once" in self.fields else {})


class Reader(HTMLParser):
    """Reads the forms of a page that are sent by POST."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path, self.forms, self.now, self.chosen = path, [], None, ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        name = said.get("name") or ""
        if tag == "form":
            goes_to = urlsplit(urljoin(self.path, said.get("action") or self.path)).path
            self.now = Form(goes_to) if said.get("method", "").lower() == "post" else None
            self.forms += [self.now] if self.now else []
        elif self.now is None or name == "csrfmiddlewaretoken":
            return
        elif tag == "option":
            self.now.fields.setdefault(self.chosen, []).append(said.get("value") or "")
        elif tag == "select":
            self.chosen = name
        elif tag in ("input", "textarea", "button") and name:
            self.now.fields.setdefault(name, []).append(said.get("value") or "")
            kind = said.get("type", "text") if tag == "input" else tag
            if kind in ("text", "textarea", "email", "tel", "search", "url"):
                self.now.typed.add(name)

    def handle_endtag(self, tag):
        if tag == "form":
            self.now = None


def forms(response, path: str) -> list[Form]:
    """Return the forms of an answered page."""
    if response.status_code != 200 or response.streaming:
        return []
    reader = Reader(path)
    reader.feed(response.content.decode())
    return reader.forms
