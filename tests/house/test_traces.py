"""Whatever shows a network's things leaves a trace, and every trace can be said in plain words."""

import ast
from pathlib import Path

import pytest
from django.db import transaction

import withness
from tests.house import doors, markers, riches
from tests.house.test_attacks_markers import LEAVING, everything_told
from withness.access import policy
from withness.days.words import opened as words
from withness.trail import models

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
SOURCE = Path(withness.__file__).parent

# Pages on which a name or a word of a network stands and that leave no trace, each with its reason.
NO_TRACE = {
    "days:day": "one's own day: one's own networks by name, each a door that leaves its trace",
    "networks:all": "one's own networks by name, each a door that leaves its trace",
    "delivery:post": "who of one's own networks has to be rung; the message leaves its trace",
}


@pytest.fixture
def planted(cast):
    """Words and names that stand nowhere else, and everybody at the door."""
    scene = doors.scene(cast)
    scene.objects |= riches.riches(cast)
    found = {word for word, (what, readers) in markers.plant(cast).items() if "lena" in readers}
    staff = {"lena", "sol", "pavel", "ines", "noor", "wilhelm"}
    found |= {word for name, word in markers.names(cast).items() if name not in staff}
    return scene, found


@pytest.mark.parametrize("kind", ["inside", "peer_inside", "outside", "duties"])
def test_a_page_that_shows_a_networks_things_leaves_a_trace(planted, kind):
    """promise 19"""
    scene, found = planted
    silent = {}
    for name, (pattern, arguments) in sorted(doors.inside().items()):
        if name in LEAVING or not scene.objects.keys() >= set(arguments):
            continue
        path = doors.path_of(pattern, arguments, scene.objects)
        before = models.Entry.objects.count()
        with transaction.atomic():
            told = everything_told(scene.clients[kind].get(path))
            traces = models.Entry.objects.count() - before
            transaction.set_rollback(True)  # so that the next page is no second reading
        shown = {word for word in found if word in told or word.lower() in told}
        if shown and not traces:
            silent[name] = len(shown)
    left = sorted(name for name in silent if name not in NO_TRACE)
    assert not left, " ".join(left)


def written() -> set[str]:
    """Every deed that the source hands to `trail.read` or `trail.read_each`, by its name."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("read", "read_each")
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "trail"
            ):
                assert isinstance(node.args[0], ast.Constant), f"{path}: name the deed in words"
                found.add(node.args[0].value)
    return found


NOT_SHOWN = {"consents.watch_glass": "the whole service's list, of no network"}


def test_every_reading_has_its_sentence():
    assert written() - set(NOT_SHOWN) - set(words.DEEDS) == set()


def rights() -> set[str]:
    """The first part of every right that can stand in the trail."""
    named = {row.all_of[0].name for deed in policy.table().values() for row in deed.any_of}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr not in ("did", "read", "read_each"):
                    continue
                for given in node.keywords:
                    if given.arg == "right" and isinstance(given.value, ast.Constant):
                        named.add(given.value.value)
    return named


def test_every_right_has_a_sentence_in_the_third_person():
    left = sorted(rights() - set(words.RIGHTS))
    assert not left, " ".join(left)


def test_no_column_of_the_trail_can_hold_a_persons_words():
    """promise 20: ids, instants, codes of ours and hashes; no code is longer than a name of one."""
    kinds = {
        field.name: type(field).__name__
        for table in (models.Entry, models.Seal)
        for field in table._meta.concrete_fields
    }
    allowed = {"UUIDField", "DateTimeField", "CharField", "PositiveIntegerField", "BinaryField"}
    assert set(kinds.values()) == allowed
    assert {name for name, kind in kinds.items() if kind == "BinaryField"} == {"members"}
    text = {name for name, kind in kinds.items() if kind == "CharField"}
    assert text == {"deed", "right", "once", "digest", "previous", "head", "mark"}


def test_the_trail_holds_codes_alone(planted):
    """Whatever everybody opened: no planted word and no name stands in any column."""
    scene, found = planted
    for name, (pattern, arguments) in doors.inside().items():
        if name in LEAVING or not scene.objects.keys() >= set(arguments):
            continue
        for kind in ("caller", "centre", "member", "inside"):
            scene.clients[kind].get(doors.path_of(pattern, arguments, scene.objects))
    rows = models.Entry.objects.values_list("deed", "right", "once")
    assert rows.count() > 20
    known = set(policy.table())
    for deed, right, once in rows:
        assert deed in known or deed in words.DEEDS
        assert all(part.isidentifier() for part in right.split("+"))
        assert len(once) in (32, 64)
        assert not any(word in deed + right + once for word in found)
