"""`manage messages`: gather every sentence of the product into the catalogues, and compile them.

Needs Babel, which comes with the requirements of tests. Sentences without a translation stay empty
in the catalogue, and a house test fails until somebody has translated them.
"""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

import withness

BEGUN = datetime(2026, 11, 23, tzinfo=UTC)  # the same each time: only words change the file
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Command(BaseCommand):
    """Gathers, keeps what is translated, drops what is gone, and compiles."""

    help = "Gather the sentences of the product into its catalogues and compile them."
    requires_system_checks: list[str] = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write one .po and one .mo for each language but English."""
        try:
            from babel.messages.mofile import write_mo
            from babel.messages.pofile import read_po, write_po
        except ImportError:
            raise CommandError("This needs Babel: ./withness test installs it.") from None
        sentences = gathered()
        for code, _name in settings.LANGUAGES:
            if code == "en":
                continue
            folder = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / "django.po"
            known = read_po(io.BytesIO(file.read_bytes()), locale=code) if file.exists() else None
            catalogue = _catalogue(code, sentences, known)
            with file.open("wb") as out:
                write_po(out, catalogue, no_location=True, omit_header=False, sort_output=True)
            with file.with_suffix(".mo").open("wb") as out:
                write_mo(out, catalogue)
            empty = sum(1 for m in catalogue if m.id and not any(_all(m.string)))
            self.stdout.write(f"{code}: {len(catalogue)} sentences, {empty} wait for words")


def gathered() -> set[tuple[Any, str | None]]:
    """Return every sentence in templates and code: (id or (singular, plural), context)."""
    from babel.messages.extract import extract

    found: set[tuple[Any, str | None]] = set()
    root = Path(settings.ROOT)
    for path in sorted([*root.rglob("*.py"), *root.rglob("*.html"), *root.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        source = text if path.suffix == ".py" else templatize(text)
        for _line, ids, _comments, context in extract(
            "python", io.BytesIO(source.encode()), keywords=KEYWORDS
        ):
            one = ids if isinstance(ids, tuple) else (ids,)
            parts = tuple(part for part in one if isinstance(part, str) and part != context)
            if parts and parts[0]:
                found.add((parts if len(parts) > 1 else parts[0], context))
    return found


def _all(string: Any) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def _catalogue(code: str, sentences: set[tuple[Any, str | None]], known: Any) -> Any:
    from babel.messages.catalog import Catalog

    catalogue = Catalog(
        locale=code,
        project="Withness",
        version=withness.__version__,
        header_comment=f"# Withness, {code}. Waits for a native practitioner's reading.",
        creation_date=BEGUN,
        revision_date=BEGUN,
        copyright_holder="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        fuzzy=False,
        charset="utf-8",
    )
    for sentence, context in sorted(sentences, key=str):
        first = sentence[0] if isinstance(sentence, tuple) else sentence
        before = known.get(first, context) if known else None
        string = before.string if before and before.id == sentence else None
        catalogue.add(sentence, string, context=context)
    return catalogue
