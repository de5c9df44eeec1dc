"""Files that are something else than they say: packed, nested, endless. Every door that takes one.

A page takes a file in two places: a table of networks, and a calendar. Neither is ever unpacked,
and nothing in the house reads XML.
"""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.house.the_house import SOURCE
from withness.exchange.models import Arrival
from withness.teams.models import Busy

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(120)]
DOORS = ("/riverside/exchange/import/", "/riverside/teams/own/calendars/file/")
MUCH = 60_000_000  # bytes, packed into some sixty thousand


def packed(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("networks.csv", content)
    return file.getvalue()


def laughs() -> bytes:
    """A little XML that would be a billion laughs to whoever read it."""
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<!DOCTYPE l [<!ENTITY l0 "ha">{"".join(lines)}]><l>&l9;</l>'.encode()


BOMBS = {
    "a packed file": packed(b"x" * MUCH),
    "a file packed twice": packed(packed(b"x" * MUCH)),
    "a calendar packed by gzip": gzip.compress(b"BEGIN:VCALENDAR\r\n" * 2_000_000),
    "laughs": laughs(),
    "laughs in a calendar": b"BEGIN:VCALENDAR\r\nDESCRIPTION:" + laughs() + b"\r\n",
    "one line without end": b"x" * 6_000_000,
    "a million empty rows": b"\n" * 1_000_000,
    "nothing but zeros": bytes(1_000_000),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(10_000),
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("door", DOORS)
def test_a_bomb_is_refused_in_words_and_nothing_is_kept(cast, browser_of, door, name):
    file = SimpleUploadedFile("networks.csv", BOMBS[name])
    answer = browser_of("lena").post(door, {"name": "Phone", "file": file})
    assert answer.status_code == 422 or (
        answer.status_code == 200 and b"field wrong" in answer.content
    )
    assert not Arrival.objects.exists()
    assert not Busy.objects.exists()


def test_a_packed_body_is_not_unpacked(cast, browser_of):
    body = gzip.compress(b"hope=" + b"x" * 5_000_000)
    answer = browser_of(None).post(
        "/riverside/contacts/ask/",
        body,
        content_type="application/x-www-form-urlencoded",
        HTTP_CONTENT_ENCODING="gzip",
    )
    assert answer.status_code in (200, 400, 422)
    assert b"xxxx" not in answer.content


def test_nothing_in_the_house_reads_xml_or_unpacks():
    readers = ("xml.", "lxml", "defusedxml", "unpack_archive", "ZipFile(io", "gzip.decompress")
    found = [
        path.name
        for path in Path(SOURCE).rglob("*.py")
        for reader in readers
        if f"import {reader}" in path.read_text("utf-8") or f"{reader}(" in path.read_text("utf-8")
    ]
    assert found == []
