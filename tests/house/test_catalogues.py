"""The catalogues: every sentence has its words in every language, and keeps its places."""

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

from withness.web.management.commands import messages

PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
TRANSLATED = [code for code, _ in settings.LANGUAGES if code != "en"]


def catalogue(code):
    file = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.po"
    return read_po(io.BytesIO(file.read_bytes()), locale=code)


def both(message):
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return ids, strings


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_of_the_product_stands_in_the_catalogue(code):
    kept = {(m.id, m.context) for m in catalogue(code) if m.id}
    assert messages.gathered() == kept, "run: ./withness manage messages"


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_sentence_waits_for_its_words(code):
    assert [m.id for m in catalogue(code) if m.id and not all(both(m)[1])] == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_keeps_every_place(code):
    lost = []
    for message in catalogue(code):
        if not message.id:
            continue
        ids, strings = both(message)
        wanted = set().union(*(set(PLACES.findall(one)) for one in ids))
        for string in strings:
            has = set(PLACES.findall(string))
            # one of a pair may leave the number out ("an hour"), and none may make a place up
            if not has <= wanted or (len(ids) == 1 and has != wanted):
                lost.append((ids[0], string))
    assert lost == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_keeps_its_ends_and_its_markup(code):
    ends = re.compile(r"^(\s*).*?(\s*)$", re.DOTALL)
    tags = re.compile(r"</?\w+[^>]*>")
    broken = []
    for message in catalogue(code):
        if message.id and isinstance(message.id, str):
            same_ends = ends.match(message.id).groups() == ends.match(message.string).groups()
            if not same_ends or sorted(tags.findall(message.id)) != sorted(
                tags.findall(message.string)
            ):
                broken.append((message.id, message.string))
    assert broken == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_served_is_what_is_written(code):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(code))
    compiled.seek(0)
    served = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.mo"
    with served.open("rb") as file:
        assert gettext.GNUTranslations(file)._catalog == gettext.GNUTranslations(compiled)._catalog
