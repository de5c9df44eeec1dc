"""Draws the reference pages that the code itself knows best: addresses, law, who may do what."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import URLPattern, URLResolver
from django.utils import translation

from withness.access import policy
from withness.service.rules import england
from withness.service.rules.law import Given
from withness.service.words import law as words

HERE = Path(settings.ROOT).parents[1] / "docs" / "reference"
NOTE = "Drawn from the code by `./withness manage reference`. Change the code, never this page.\n"
RULE = (
    "Nothing is allowed that no row allows. A deed is allowed where **any** of its rows is; a row"
    " is allowed where **all** of its conditions hold. “About” is the table whose rows the"
    " conditions look at.\n"
)
LAW = (
    "England, as it comes with the house: our own words, no legal advice. A service brings these"
    " facts in, looks at each and writes dated successors. Where a source is to be checked, check"
    " it before you rely on it.\n"
)
OURS = "withness."
OF_OTHERS = {  # what pages do that are not written in this house
    "account_login": "Ask for a code to sign in with.",
    "account_request_login_code": "Ask for a code to sign in with.",
    "account_confirm_login_code": "Type the code, and be signed in.",
    "account_logout": "Sign out.",
}
PLACES = (
    (
        "Outside any service",
        "withness.web.urls.outside",
        "/",
        "These belong to the house, not to one service.",
    ),
    (
        "Inside a service",
        settings.WITHNESS_INSIDE,
        "/<service>/",
        "`<service>` is the short name of the service.",
    ),
    (
        "In the demo only",
        "withness.demo.urls",
        "/demo/",
        "They exist only where `WITHNESS_DEMO` is set.",
    ),
)


@dataclass(frozen=True, slots=True)
class Address:
    """One address: how it is written, its name for `reverse`, and what it does."""

    path: str
    name: str
    does: str


def drawn() -> dict[str, str]:
    """Return each page's file name with its text, in British English."""
    with translation.override("en"):
        return {
            "addresses.md": _addresses(),
            "law.md": _law(),
            "who-may-do-what.md": _who_may(),
        }


def _addresses() -> str:
    parts = ["# Addresses\n", NOTE]
    for title, urlconf, before, said in PLACES:
        parts += [f"## {title}\n{said}\n", "| address | name | what it does |\n|---|---|---|"]
        rows = _found(import_module(urlconf).urlpatterns, before, "")
        lines = sorted({f"| `{row.path}` | {row.name} | {row.does} |" for row in rows})
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _found(patterns: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[Address]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join(filter(None, (space, pattern.name or "")))
            yield Address(path, f"`{name}`" if name else "", _does(pattern, name))
        elif path != "/demo/":  # the demo has a list of its own
            yield from _found(pattern.url_patterns, path, pattern.namespace or space)


def _does(pattern: URLPattern, name: str) -> str:
    """Return the first line of what the page says of itself."""
    view = getattr(pattern.callback, "view_class", pattern.callback)
    if not view.__module__.startswith(OURS):
        return OF_OTHERS[name]
    return (view.__doc__ or "").strip().splitlines()[0].replace("|", "\\|")


def _law() -> str:
    parts = ["# The law of a place\n", NOTE, LAW]
    for title, rules in words.GROUPS:
        parts += [
            f"## {title}\n",
            "| what | says | in our words | source | since |\n|---|---|---|---|---|",
        ]
        given = [one for one in england.FACTS if one.rule in rules]
        parts.append("\n".join(_fact(one) for one in given) + "\n")
    return "\n".join(parts)


def _fact(one: Given) -> str:
    source = f"{one.source} `{one.link}`" if one.link else one.source
    return f"| {words.title(one)} | {words.value(one)} | {one.words} | {source} | {one.since} |"


def _who_may() -> str:
    parts = [
        "# Who may do what\n",
        NOTE,
        RULE,
    ]
    rooms: dict[str, list[policy.Deed]] = {}
    for name, deed in sorted(policy.table().items()):
        rooms.setdefault(name.partition(".")[0], []).append(deed)
    for room, deeds in rooms.items():
        parts += [f"## {room}\n", "| deed | in words | about | allowed where |\n|---|---|---|---|"]
        parts.append("\n".join(_row(deed) for deed in deeds) + "\n")
    return "\n".join(parts)


def _row(deed: policy.Deed) -> str:
    about = deed.about.__name__ if deed.about else ""
    ways = "<br>or ".join(
        " **and** ".join(str(condition.because) for condition in way.all_of) for way in deed.any_of
    )
    return f"| `{deed.name}` | {deed.sentence} | {about} | {ways} |"


class Command(BaseCommand):
    """Write the drawn pages into `docs/reference`, or with `--check` only say if they are current.

    Needs the repository; an installed wheel brings no documents.
    """

    help = "Draws the reference pages of addresses and of who may do what."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only compare")

    def handle(self, *, check: bool = False, **_options: object) -> None:
        old = [name for name, text in drawn().items() if not _is_current(name, text)]
        if check and old:
            self.stderr.write(f"{', '.join(old)}: older than the code. ./withness manage reference")
            raise SystemExit(1)
        for name in old:
            (HERE / name).write_text(drawn()[name], "utf-8")
            self.stdout.write(f"docs/reference/{name}")


def _is_current(name: str, text: str) -> bool:
    path = HERE / name
    return path.exists() and path.read_text("utf-8") == text
