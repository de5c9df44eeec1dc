"""Random requests: any address, any way of asking, any ids, forms that pages gave to anybody."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.house import doors, typed

from benchmarks.leaks.ids import ids_of, near
from benchmarks.leaks.oracle import Persona
from benchmarks.leaks.world import PREFIX, World

FOUND = re.compile(rf"{PREFIX}[0-9a-f]{{12}}", re.IGNORECASE)
HOSTILE = (
    "", "x", "0", "-1", "99999999999999999999", "<script>alert(1)</script>", "'\"><img src=x>",
    "'; DROP TABLE people_person; --", "%s%s%n", "{{7*7}}{% debug %}", "\r\nBcc: a@example.net",
    "\x00", "\u202egnp", "=cmd|' /C calc'!A0", "../../etc/passwd", "on", "yes", "2026-11-30",
    "10:00", "2026-11-30T10:00", "room", "network", "only_me", "held", "a@example.net",
    "+447700900123", "https://example.net/", "//example.net", "🙂" * 40, "x" * 3_000, "\ud7ff",
    "nan",
)  # fmt: skip
ASKED = (
    "after", "next", "page", "team", "day", "week", "find", "about", "person", "network", "to",
    "from", "language", "all", "step", "until", "meeting", "format",
)  # fmt: skip
OTHERS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")
ENDS_A_SESSION = ("sign-out/", "close/", "leave/", "open/")
MOST_FORMS = 3_000
MOST_LINKS = 2_000
LINK = re.compile(r'href="(/house[^"#]+)"')


@dataclass
class Answer:
    """What somebody got."""

    persona: Persona
    service_id: Any
    method: str
    pattern: str
    status: int
    told: str


class Asker:
    """Asks one thing after the other in a world."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance
        self.ids = ids_of(world)
        self.every = [one for ids in self.ids.values() for one in ids]
        self.near = {persona: near(world, persona) for persona, _ in world.clients}
        self.inside = sorted(doors.inside().items())
        self.outside = sorted(doors.outside().items())
        self.forms: list[typed.Form] = []
        self.links: dict[Persona | None, list[str]] = {}
        self.names: set[str] = {"words", "name", "once", "next"}

    def keeps(self, method: str, path: str) -> bool:
        """Whether what this request changes stays: sessions are not ended for good."""
        ends = any(path.partition("/")[2].partition("/")[2].startswith(e) for e in ENDS_A_SESSION)
        return method == "POST" and not ends and self.chance.random() < 0.25

    def address(self, persona: Persona) -> tuple[Any, str, str]:
        """Return a service (None for outside), a path, and its pattern."""
        if self.chance.random() < 0.03:
            name, (pattern, arguments) = self.chance.choice(self.outside)
            return None, "/" + pattern % {one: self._argument({}, one) for one in arguments}, name
        own = [s for s in self.world.services if s.pk in self._services_of(persona)]
        pool = own if own and self.chance.random() < 0.88 else self.world.services
        service = self.chance.choice(pool)
        name, (pattern, arguments) = self.chance.choice(self.inside)
        near = self.near[persona] if self.chance.random() < 0.7 else {}
        filled = pattern % {one: self._argument(near, one) for one in arguments}
        return service.pk, f"/{service.slug}/{filled}", name

    def _services_of(self, persona: Persona) -> set[Any]:
        return {self.world.of[one] for one in persona.persons}

    def _argument(self, near: dict[str, list[str]], name: str) -> str:
        chance = self.chance.random()
        if chance < 0.97 and near.get(name):
            return self.chance.choice(near[name])
        if chance < 0.88 and name in self.ids and self.ids[name]:
            return self.chance.choice(self.ids[name])
        if chance < 0.94:
            return self.chance.choice(self.every)
        if name.endswith("_id"):
            return str(self.world.once())
        return self.chance.choice(("rota", "de", "wednesday", "not-a-token", "0", "x"))

    def value(self) -> str:
        """Return something somebody might type, or send instead."""
        return self.chance.choice(self.every if self.chance.random() < 0.3 else HOSTILE)

    def form(self) -> dict[str, Any]:
        """Return a random body."""
        names = self.chance.sample(sorted(self.names), min(len(self.names), 5))
        return {name: self.value() for name in names} | {"once": str(self.world.once())}

    def ask(self, persona: Persona, client: Client) -> tuple[str, str, Any]:
        """Return method, path and a function that asks."""
        service_id, path, pattern = self.address(persona)
        method = self.chance.choices(("GET", "POST", "other"), (66, 30, 4))[0]
        body: dict[str, Any] | None = None
        if method == "POST":
            body = self.form()
            if self.forms and self.chance.random() < 0.6:
                given = self.chance.choice(self.forms)
                path, pattern, body = given.goes_to, "a form of a page", self._filled(given)
            if self.chance.random() < 0.03:
                body["file"] = SimpleUploadedFile("a.csv", self.value().encode("utf-8", "replace"))
        elif method == "GET":
            path, pattern = self._goes(persona, path, pattern)
        else:
            method = self.chance.choice(OTHERS)
        if pattern.startswith("a "):
            service_id = self.world.by_slug(path)
        return method, path, self._asks(persona, client, service_id, method, path, pattern, body)

    def _goes(self, persona: Persona, path: str, pattern: str) -> tuple[str, str]:
        """Return an address, or one that a page gave to them or to anybody, perhaps with more."""
        whose = persona if self.chance.random() < 0.5 else None
        if self.links.get(whose) and self.chance.random() < 0.5:
            path, pattern = self.chance.choice(self.links[whose]), "a link of a page"
        if "?" not in path and self.chance.random() < 0.2:
            asked = {self.chance.choice(ASKED): self.value() for _ in range(2)}
            path += "?" + urlencode(asked, errors="replace")
        return path, pattern

    def _asks(
        self,
        persona: Persona,
        client: Client,
        service_id: Any,
        method: str,
        path: str,
        pattern: str,
        body: dict[str, Any] | None,
    ) -> Any:
        headers: dict[str, Any] = {}
        if self.chance.random() < 0.1:
            headers["HTTP_HX_REQUEST"] = "true"
        if self.chance.random() < 0.1:
            headers["HTTP_ACCEPT_LANGUAGE"] = self.chance.choice(["de", "it", "xx", "*;q=0"])

        def asked() -> Answer:
            cookies = deepcopy(client.cookies)
            if method == "GET":
                response = client.get(path, **headers)
            elif method == "POST":
                response = client.post(path, body, **headers)
            else:
                response = client.generic(method, path, **headers)
            told = self._told(response)
            if response.status_code == 200 and not response.streaming:
                self._learn(persona, response, path)
            client.cookies = cookies  # nobody is signed out, or looks on in another language
            match = response.wsgi_request.resolver_match
            where = match.view_name if match else pattern
            return Answer(persona, service_id, method, where, response.status_code, told)

        return asked

    def _filled(self, given: typed.Form) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for name, offered in given.fields.items():
            plain = [one for one in offered if not FOUND.search(one)] or ["Something plain"]
            if name in given.typed:
                body[name] = self.value() if self.chance.random() < 0.5 else "Something plain"
            else:
                body[name] = (
                    self.chance.choice(plain) if self.chance.random() < 0.85 else self.value()
                )
        if "once" in body:
            body["once"] = str(self.world.once())
        return body

    def _learn(self, persona: Persona, response: Any, path: str) -> None:
        if "html" not in response.headers.get("Content-Type", ""):
            return
        for link in LINK.findall(response.content.decode("utf-8", "replace")):
            for whose in (persona, None):
                known = self.links.setdefault(whose, [])
                if len(known) < MOST_LINKS:
                    known.append(unescape(link))
                else:
                    known[self.chance.randrange(MOST_LINKS)] = unescape(link)
        for form in typed.forms(response, path.partition("?")[0]):
            self.names |= form.fields.keys()
            if len(self.forms) < MOST_FORMS:
                self.forms.append(form)
            else:
                self.forms[self.chance.randrange(MOST_FORMS)] = form

    def _told(self, response: Any) -> str:
        """Return everything an answer says: headers, cookies, body, the beginning of a stream."""
        if not response.streaming:
            body = response.content
        elif response.is_async:
            body = asyncio.run(_beginning(response))
        else:
            body = b"".join(response.streaming_content)
        return f"{body.decode('utf-8', 'replace')}\n{response.headers}\n{response.cookies}"


async def _beginning(response: Any) -> bytes:
    said = b""
    stream = aiter(response.streaming_content)
    with suppress(TimeoutError, StopAsyncIteration):
        for _ in range(3):
            said += await asyncio.wait_for(anext(stream), 0.3)
    if isinstance(stream, AsyncGenerator):
        await stream.aclose()
    return said
