"""Whoever steals a database file or a copy finds no words, no names, no addresses, no numbers.

The work address of those who sign in is the one named exception; a service's own name is public.
"""

import json
import subprocess
import zipfile
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.delivery import real_house
from withness.web.management.copying import postgresql

PLANTED = {
    "name": "Quellwasser-Abendrot",
    "mail": "abendrot.quelle@example.net",
    "phone": "07700900777",
    "words": "Ich habe seit Tagen nicht geschlafen, sagte der Kranich",
    "safe": "nicht nach sechs, der Zugvogel ist daheim",
    "how": "meine Kranichfreundin",
    "hope": "dass jemand mit der Eule sitzt",
    "where": "Gartenhaus hinter dem Amselweg",
    "subject": "Treffen bei der Nachtigall",
    "working": "Das Sperlingsnetzwerk",
    "reason": "Die Peerkollegin sei zu nah am Habicht",
}
WORK = "lena.sperber@example.org"
FILL = """
import sys
sys.path.insert(0, {repository!r})
from django.utils import timezone
from tests import make
from withness.meetings.models import LeftOut
words = json.loads({planted!r})
service = make.service()
with scope(service=service.pk):
    team = make.team(service)
    lena = make.practitioner(team, "Lena " + words["name"], email={work!r})
    mira = make.person(service, words["name"], mail=words["mail"], phone=words["phone"])
    network = make.network(team, mira, practitioners=[lena], name=words["working"])
    make.joins(network, make.person(service, "Jonas " + words["name"]), how=words["how"])
    meeting = make.meeting(network, timezone.now(), state="held", invited=[mira, lena], came=[mira],
        where_words=words["where"], makes_easier=words["safe"])
    make.line(meeting, mira, words["words"])
    make.contact(team, mira, lena, hope=words["hope"], who=words["name"], how_to_reach=words["phone"])
    LeftOut.objects.create(service=service, meeting=meeting, peer=lena, decided_by=lena.person,
        whose="staff", reason=words["reason"], said_at=timezone.now())
    outbox.queue(service_id=service.pk, to=mira.pk, way="mail", key="planted",
        subject=words["subject"], body=words["words"])
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    made = real_house.a_house(tmp_path_factory.mktemp("stolen") / "house")
    made.ask(
        FILL.format(repository=str(real_house.REPOSITORY), planted=json.dumps(PLANTED), work=WORK)
    )
    return made


def found_in(stolen: bytes) -> set[str]:
    """What is found by its bytes, however they are written, also in part."""
    small = stolen.lower()
    ways = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    return {
        name
        for name, words in PLANTED.items()
        for piece in {words, *(part for part in words.split() if len(part) > 7)}
        for way in ways
        if piece.lower().encode(way) in small or piece.encode(way).hex().encode() in small
    }


def files_of(house):
    """Every byte of the database as it lies on the disk, and as it is dumped."""
    if not real_house.ON_POSTGRESQL:
        for ending in ("", "-wal", "-shm", "-journal"):
            path = house.home / f"withness.sqlite3{ending}"
            yield path.read_bytes() if path.exists() else b""
        return
    with psycopg.connect(house.database) as server:
        version = server.info.server_version // 10_000
    dump = subprocess.run(
        [postgresql.tool_named("pg_dump", version), house.database], capture_output=True, check=True
    )
    yield dump.stdout
    socket = dict(pair.split("=", 1) for pair in urlsplit(house.database).query.split("&"))["host"]
    for path in real_house.Path(socket).rglob("*"):
        if path.is_file() and path.stat().st_size < 50_000_000:
            yield path.read_bytes()


def test_a_stolen_database_shows_no_words_and_no_names(house):
    stolen = b"\n".join(files_of(house))
    assert found_in(stolen) == set()
    assert WORK.encode() in stolen  # the one named exception, and the search finds what is there
    assert b"Riverside Open Dialogue" in stolen
    assert real_house.KEYS.split()[1].encode() not in stolen


def test_a_stolen_copy_shows_no_words_no_names_and_no_keys(house, tmp_path):
    copy = tmp_path / "copy.withness"
    assert house.manage("backup", str(copy)).returncode == 0
    with zipfile.ZipFile(copy) as archive:
        inside = b"\n".join(archive.read(name) for name in archive.namelist())
        names = set(archive.namelist())
    assert found_in(copy.read_bytes() + inside) == set()
    assert names == {"manifest.json", "database"}
    secret = house.environment["WITHNESS_SECRET"].encode()
    for key in (real_house.KEYS.encode(), real_house.KEYS.split()[1].encode(), secret):
        assert key not in inside


def test_what_was_planted_opens_for_the_house_itself(house):
    names = house.ask(
        "with scope(service=Service.objects.get().pk):"
        " print(json.dumps([p.name for p in Person.objects.all()]))"
    )
    assert PLANTED["name"] in names
