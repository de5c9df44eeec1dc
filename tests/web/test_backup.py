"""A copy of a house is kept, holds no keys, and comes back: a backup is what restores."""

import json
import sqlite3
import zipfile
from contextlib import closing

import pytest

from tests.delivery import real_house
from tests.delivery.real_house import KEYS, House
from withness.web.management.copying import archive

OPENED = "with scopes_disabled(): print(json.dumps([p.name for p in Person.objects.all()]))"
SESSION = """
from withness.web.models import SessionStore
from django.core.cache import cache
store = SessionStore(); store["link"] = "a link"; store.save()
cache.set("a code", "998877")
print(json.dumps(store.session_key))
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A house with one person and two messages that wait; no story changes it."""
    return real_house.a_house(tmp_path_factory.mktemp("house") / "house").with_messages(2)


@pytest.fixture(scope="module")
def copy(house):
    path = house.home.parent / "copy.withness"
    done = house.manage("backup", str(path))
    assert done.returncode == 0, done.stderr
    return path


def another(tmp_path, name="new", **more):
    home = tmp_path / name
    home.mkdir()
    return House(home, real_house.empty_database(home), **more)


def repacked(copy, path, **members):
    """The same copy with other members, as somebody might forge it."""
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(path, "w") as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, content in (kept | members).items():
            if content is not None:
                new.writestr(name, content)
    return path


def said_of(path, settings, tmp_path):
    """The sentence with which a copy is refused before anything is written."""
    settings.WITHNESS_KEYS = KEYS
    with pytest.raises(archive.CopyRefused) as why:
        archive.unpack(path, archive.manifest_in(path), tmp_path / "unpacked")
    assert not (tmp_path / "unpacked").exists()
    return str(why.value)


def refused(house, path):
    """The one sentence a copy was refused with; nothing was written."""
    done = house.manage("restore", str(path))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert [p.name for p in house.home.iterdir() if "copying" in p.name] == []
    return done.stderr.strip()


def test_a_copy_comes_back_elsewhere_and_a_name_opens(copy, tmp_path):
    new = another(tmp_path)
    done = new.manage("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert "A sealed name opens with the keys that are here." in done.stdout
    assert new.ask(OPENED) == ["Mira Quellwasser"]
    assert "Mira" not in done.stdout


def test_what_waited_in_a_copy_is_not_sent_again_by_itself(copy, tmp_path):
    """It may have gone out after the copy was made; nothing is sent twice."""
    new = another(tmp_path)
    done = new.manage("restore", str(copy))
    assert "Messages that were waiting when the copy was made: 2." in done.stdout
    assert new.states() == ["unsure", "unsure"]
    assert new.manage("work", "--once").returncode == 0
    assert new.states() == ["unsure", "unsure"]


def test_a_copy_holds_no_keys_no_secret_no_session_and_no_open_name(tmp_path):
    house = real_house.a_house(tmp_path / "house").with_messages(1)
    del house.environment["WITHNESS_KEYS"], house.environment["WITHNESS_SECRET"]
    session = house.ask("print('null')") or house.ask(SESSION)
    secrets = [(house.home / name).read_text().split()[-1] for name in ("keys", "secret")]
    path = tmp_path / "copy.withness"
    assert house.manage("backup", str(path)).returncode == 0
    with zipfile.ZipFile(path) as box:
        assert sorted(box.namelist()) == ["database", "manifest.json"]
        everything = b"".join(box.read(name) for name in box.namelist())
    assert b"riverside" in everything or real_house.ON_POSTGRESQL  # a dump of PostgreSQL is packed
    for secret in [*secrets, session, "998877", "Mira Quellwasser", "mira@example.net"]:
        assert secret.encode() not in everything


def test_a_copy_is_for_its_owner_only_and_says_what_it_is(copy, house):
    assert copy.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(copy) as box:
        manifest = json.loads(box.read("manifest.json"))
    assert set(manifest) == {
        "form", "version", "database", "made_at", "migrations", "size", "sha256", "mark",
    }  # fmt: skip
    assert manifest["database"] == ("postgresql" if real_house.ON_POSTGRESQL else "sqlite")
    assert "delivery.0001_initial" in manifest["migrations"]
    assert [p.name for p in copy.parent.iterdir() if p.name.startswith(".")] == []


def test_a_copy_never_goes_over_a_file_that_is_there(copy, house):
    before = copy.read_bytes()
    done = house.manage("backup", str(copy))
    assert (done.returncode, done.stderr.strip()) == (
        1, f"{copy} is there already. Please choose another name.",
    )  # fmt: skip
    assert copy.read_bytes() == before


def test_an_empty_house_and_a_missing_folder_are_said_plainly(house, tmp_path):
    empty = another(tmp_path).manage("backup", str(tmp_path / "x"))
    assert (empty.returncode, empty.stderr.strip()) == (
        1, "There is no house here to copy: the database is empty.",
    )  # fmt: skip
    nowhere = house.manage("backup", str(tmp_path / "no" / "x"))
    assert (nowhere.returncode, nowhere.stderr.strip()) == (
        1,
        f"There is no folder {tmp_path / 'no'}.",
    )


def test_a_copy_never_comes_back_over_a_house(copy, house):
    assert refused(house, copy).startswith("There is a database here already.")
    assert house.ask(OPENED) == ["Mira Quellwasser"]


def test_without_the_keys_of_its_house_a_copy_stays_closed_and_nothing_is_written(copy, tmp_path):
    new = another(tmp_path, WITHNESS_KEYS="1 " + "C" * 43 + "=")
    assert "made with other keys" in refused(new, copy)
    assert not (new.home / "withness.sqlite3").exists()


def test_a_copy_that_was_cut_short_is_refused(copy, settings, tmp_path):
    short = tmp_path / "short"
    for part in (0, 10, 1000, copy.stat().st_size - 10):
        short.write_bytes(copy.read_bytes()[:part])
        assert "is not a copy" in said_of(short, settings, tmp_path)
    assert "is not a copy" in refused(another(tmp_path), short)


FORGED = {
    "another database": ({"database": b"SQLite format 3\x00" + b"x" * 500}, "is damaged"),
    "a longer database": ({"database": b"x" * 50_000_000}, "is damaged"),
    "another date": ({"made_at": "2030-01-01"}, "it was changed"),
    "another form": ({"form": 2}, "newer form"),
    "another kind of value": ({"size": "big", "migrations": 3}, "is not a copy"),
    "a mark of another kind": ({"mark": 7}, "it was changed"),
    "no manifest": ({"manifest.json": None}, "is not a copy"),
    "no json": ({"manifest.json": "{"}, "is not a copy"),
    "deep json": ({"manifest.json": "[" * 100_000}, "is not a copy"),
    "a great manifest": ({"manifest.json": " " * 1_000_001}, "is not a copy"),
    "a way out": ({"../../withness.sqlite3": b"x"}, "is not a copy"),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_copy_is_refused(copy, settings, tmp_path, what):
    changed, sentence = FORGED[what]
    if not set(changed) & {"database", "manifest.json", "../../withness.sqlite3"}:
        manifest = json.loads(zipfile.ZipFile(copy).read("manifest.json"))
        changed = {"manifest.json": json.dumps(manifest | changed)}
    forged = repacked(copy, tmp_path / "forged", **changed)
    assert sentence in said_of(forged, settings, tmp_path)


def test_a_copy_that_is_not_there_is_said_plainly(tmp_path):
    assert refused(another(tmp_path), tmp_path / "x") == f"There is no file {tmp_path / 'x'}."


def test_a_copy_of_a_newer_house_is_refused_and_of_an_older_one_brought_forward(
    copy, house, tmp_path
):
    house.ask(
        "from django.db.migrations.recorder import MigrationRecorder as R\n"
        "from django.db import connection\n"
        "R(connection).record_applied('records', '9999_from_tomorrow')"
    )
    newer = tmp_path / "newer.copy"
    assert house.manage("backup", str(newer)).returncode == 0
    assert "newer Withness" in refused(another(tmp_path), newer)
    old = real_house.a_house(tmp_path / "old")
    assert old.manage("migrate", "delivery", "0001", "-v0").returncode == 0
    older = tmp_path / "older.copy"
    assert old.manage("backup", str(older)).returncode == 0
    forward = another(tmp_path, "forward")
    assert forward.manage("restore", str(older)).returncode == 0
    assert forward.manage("migrate", "--check").returncode == 0


def test_a_copy_of_another_kind_of_database_is_refused(copy, tmp_path):
    manifest = json.loads(zipfile.ZipFile(copy).read("manifest.json"))
    other = "sqlite" if real_house.ON_POSTGRESQL else "postgresql"
    house = another(tmp_path)
    lines = (
        "from withness.web.management.copying.archive import Manifest\n"
        f"said = json.loads({json.dumps(json.dumps(manifest))}); said.pop('mark')\n"
        f"said['database'] = '{other}'\n"
        "print(json.dumps(said | {'mark': Manifest(**said).mark}))"
    )
    path = repacked(copy, tmp_path / "other", **{"manifest.json": json.dumps(house.ask(lines))})
    assert f"This copy is of a {other} database" in refused(another(tmp_path, "n2"), path)


def test_a_copy_is_of_one_moment_also_while_people_write(tmp_path):
    house = real_house.a_house(tmp_path / "busy").with_messages(50)
    path = tmp_path / "copy"
    with house.working():
        assert house.manage("backup", str(path)).returncode == 0
    new = another(tmp_path)
    assert new.manage("restore", str(path)).returncode == 0
    assert new.ask(OPENED) == ["Mira Quellwasser"]


def test_a_copy_can_be_tried_out_in_a_folder_beside(house, copy, tmp_path):
    """A restore is a test: with this house's keys, elsewhere, leaving this house as it is."""
    beside = tmp_path / "beside"
    done = house.manage("restore", str(copy), "--into", str(beside))
    if real_house.ON_POSTGRESQL:
        assert (done.returncode, "postgresql database" in done.stderr) == (1, True)
        return
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(beside / "withness.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM people_person").fetchone() == (1,)
    assert (beside / "withness.sqlite3").stat().st_mode & 0o777 == 0o600
    assert not (beside / "keys").exists()
