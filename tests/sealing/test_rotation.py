"""A newer key while everybody goes on: added, used at once, everything sealed anew, the old one gone."""

import os
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery import real_house
from withness.sealing import rules

WORDS = "Grünwald-Quelle 夜"
WRITER = """
import time
from withness.people.models import Reach
service = Service.objects.get()
names = 0
with scope(service=service.pk):
    mira = Person.objects.first()
    reach = Reach.objects.first()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        names += 1
        mira.name = f"Mira {names}"
        mira.save(update_fields=["name"])
        row = Person(service=service, name=f"Guest {names}")
        row.save(force_insert=True)
        assert Person.objects.get(pk=mira.pk).name == f"Mira {names}"
        assert Reach.objects.get(pk=reach.pk).value == "mira@example.net"
print(json.dumps(names))
"""
MANY = """
with scope(service=Service.objects.get().pk):
    Person.objects.bulk_create([
        Person(service=Service.objects.get(), name=f"Somebody {number}") for number in range(700)
    ])
print(json.dumps(Person._base_manager.count()))
"""
ALL = """
with scope(service=Service.objects.get().pk):
    print(json.dumps(sorted(p.name for p in Person.objects.all())))
"""
FOUND = """
with scope(service=Service.objects.get().pk):
    from withness.people.models import Reach
    mira = Person.objects.order_by("id").first()
    persons.reach(service_id=mira.service_id, person_id=mira.pk, kind="mail", value="MIRA@example.net")
    print(json.dumps(Reach.objects.count()))
"""


@pytest.fixture
def house(tmp_path):
    """A house whose keys lie in a file."""
    made = real_house.a_house(tmp_path / "house")
    del made.environment["WITHNESS_KEYS"]
    return made.with_messages(1)


def older(house):
    """Let a minute have passed since the key file was changed."""
    path = house.home / "keys"
    os.utime(path, (time.time() - 90, time.time() - 90))


def test_rotation_while_somebody_writes_loses_nothing(house):
    count = house.ask(MANY)
    first = (house.home / "keys").read_text()
    said = []
    writer = threading.Thread(target=lambda: said.append(writing(house, 9)))
    writer.start()
    time.sleep(1.5)
    assert house.manage("keys", "add").returncode == 0
    assert house.manage("keys", "retire", "1").returncode == 1  # too young, and in use
    rotated = house.manage("keys", "rotate")
    assert rotated.returncode == 0, rotated.stderr
    writer.join()
    assert said[0] > 3
    again = house.manage("keys", "rotate")  # what the writer sealed before it saw the newer key
    assert again.returncode == 0
    status = house.manage("keys", "status").stdout
    assert "key 1: 0 values" in status
    assert "NOT HERE" not in status
    assert len(house.ask(ALL)) == count + said[0]
    assert f"Mira {said[0]}" in house.ask(ALL)
    older(house)
    retired = house.manage("keys", "retire", "1")
    assert retired.returncode == 0, retired.stderr
    assert first.strip() not in (house.home / "keys").read_text()
    assert oct((house.home / "keys").stat().st_mode)[-3:] == "600"
    assert len(house.ask(ALL)) == count + said[0]
    assert house.ask(FOUND) == 1  # the same address is found by its keyed hash as before
    assert house.manage("keys", "retire", "2").returncode == 1  # the newest stays


def writing(house, seconds):
    return house.ask(WRITER.replace("SECONDS", str(seconds)))


def test_a_key_in_use_is_not_taken_away_and_a_stopped_rotation_goes_on(house):
    house.ask(MANY)
    assert house.manage("keys", "add").returncode == 0
    older(house)
    refused = house.manage("keys", "retire", "1")
    assert refused.returncode == 1
    assert "still sealed with key 1" in refused.stderr
    done = house.ask("""
from withness.sealing.actions import resealing
column = next(one for one in resealing.columns() if one.name == "people_person.name")
print(json.dumps(next(resealing.reseal(column, 100))))
""")
    assert done == [100, 0]  # and then somebody pulled the plug
    assert house.manage("keys", "rotate").returncode == 0
    assert house.manage("keys", "retire", "1").returncode == 0


def test_keys_from_the_environment_are_changed_there(tmp_path):
    house = real_house.a_house(tmp_path / "house").with_messages(1)
    told = house.manage("keys", "add")
    assert told.returncode == 1
    lines = told.stderr.splitlines()
    newer = next(line for line in lines if line.startswith("2 "))
    own = next(line for line in lines if line.startswith(rules.LOOKING_UP))
    house.environment["WITHNESS_KEYS"] = f"{newer},{real_house.KEYS},{own}"
    assert house.manage("keys", "rotate").returncode == 0
    house.environment["WITHNESS_KEYS"] = f"{newer},{own}"
    assert house.ask(ALL) == ["Mira Quellwasser"]
    assert house.ask(FOUND) == 1


@given(st.integers(1, 6), st.binary(min_size=32, max_size=32))
def test_a_key_file_grows_and_shrinks_and_looks_up_by_the_same_key(times, looks_up):
    text = rules.key_line(rules.Key(1, b"1" * 32))
    for number in range(times):
        text = rules.with_newer(text, bytes([number]) * 32, looks_up)
        assert rules.looking_up(text) == looks_up
    keys = rules.read_keys(text)
    assert [key.number for key in keys] == list(range(times + 1, 0, -1))
    for key in keys[1:]:
        text = rules.without(text, key.number)
    assert rules.read_keys(text) == keys[:1]
    assert rules.looking_up(text) == looks_up
    with pytest.raises(rules.KeyInUse):
        rules.without(text, keys[0].number)


def test_the_only_key_of_an_old_file_is_never_taken_away():
    text = "2 " + "A" * 43 + "=\n1 " + "B" * 43 + "=\n"
    with pytest.raises(rules.KeyInUse):
        rules.without(text, 1)  # it is the one that looks up, and has no line of its own yet
