"""Documents say what is: every room, setting, address, decision and hazard, and no dead link."""

import ast
import hashlib
import re
from functools import cache

import pytest

from tests.house import promises
from tests.house.the_house import ORDER, PROJECT, REPOSITORY, ROOMS, SOURCE
from withness.web.management.commands import reference

DOCS = REPOSITORY / "docs"
PAGES = sorted([*REPOSITORY.glob("*.md"), *DOCS.rglob("*.md")])
DECISIONS = sorted(p for p in (DOCS / "decisions").glob("*.md") if p.name != "README.md")
GUIDE = (DOCS / "guides" / "promises.md").read_text("utf-8")
HAZARDS = (REPOSITORY / "HAZARDS.md").read_text("utf-8")
SETTINGS = (DOCS / "reference" / "settings.md").read_text("utf-8")
AGPL = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"  # the text of fsf.org
LEAST_HAZARDS = 12


def name_of(path):
    return str(path.relative_to(REPOSITORY))


# ---- links and paths


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    dead = [
        link
        for link in links
        if not re.match(r"https?://|#", link)
        and not (page.parent / link.partition("#")[0]).exists()
    ]
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_page_has_one_heading_above_all(page):
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_every_file_that_the_worked_example_names_is_there():
    text = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
    example = text.partition("## A worked example")[2].partition("\n## ")[0]
    paths = re.findall(r"`((?:src|tests|docs)/[\w./]+|CHANGELOG\.md)`", example)
    assert len(paths) >= 8
    assert [path for path in paths if not (REPOSITORY / path).exists()] == []


# ---- the first pages


def test_the_readme_is_short_and_names_the_two_commands():
    lines = (REPOSITORY / "README.md").read_text("utf-8").splitlines()
    assert len(lines) <= 120
    assert {"./withness demo", "./withness test"} <= {
        line.strip().partition("  ")[0] for line in lines
    }


def test_the_licence_is_whole():
    text = (REPOSITORY / "LICENSE").read_bytes()
    assert hashlib.sha256(text).hexdigest() == AGPL
    assert PROJECT["project"]["license"] == "AGPL-3.0-or-later"


def test_the_changelog_knows_this_version():
    text = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert f"## {PROJECT['project']['version']} " in text


# ---- rooms


def drawn_rooms():
    """Each room in ARCHITECTURE's drawing, from the top, with whether it is marked as to come."""
    text = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8")
    return re.findall(r"^ *([●○]) ([a-z]+) ", text, re.MULTILINE)


def test_the_drawing_shows_every_room_in_order_and_which_are_to_come():
    assert [room for _, room in drawn_rooms()] == ORDER
    assert {room for mark, room in drawn_rooms() if mark == "●"} == set(ROOMS)


def test_every_room_has_its_word_in_the_glossary_and_back():
    text = (DOCS / "glossary.md").read_text("utf-8")
    rooms = re.findall(r"^\| `([a-z]+)/` \|", text, re.MULTILINE)
    assert sorted(rooms) == ROOMS
    named = set(re.findall(r"`([a-z]+): ", text))
    assert named <= set(ORDER), "a word of the field lives in a room of the order"


# ---- decisions


def test_every_decision_is_listed():
    listed = re.findall(
        r"\]\((\d{4}-[a-z0-9-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text("utf-8")
    )
    assert listed == [path.name for path in DECISIONS]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_fits_on_a_page(decision):
    text = decision.read_text("utf-8")
    assert re.match(r"\d{4}-[a-z0-9-]+\.md$", decision.name)
    assert text.startswith(f"# {int(decision.name[:4])}. ")
    for part in ("## Context", "## Decision", "## Consequences"):
        assert part in text
    assert text.count("\n") <= 60


def test_no_two_decisions_have_one_number():
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))


# ---- what is drawn from the code


@pytest.mark.parametrize("page", ["addresses.md", "law.md", "who-may-do-what.md"])
def test_a_drawn_page_is_current(page):
    there = (DOCS / "reference" / page).read_text("utf-8")
    assert there == reference.drawn()[page], "run ./withness manage reference"


def test_the_tests_that_name_a_promise_are_listed():
    there = promises.PAGE.read_text("utf-8")
    assert there == promises.drawn(), "run .venv/bin/python -m tests.house.promises"


def test_every_setting_is_explained_and_no_other():
    files = [*SOURCE.rglob("*.py"), *(REPOSITORY / "launch").glob("*.py")]
    read = {
        name
        for path in files
        for name in re.findall(r"[\"'](WITHNESS_[A-Z_]+)[\"']", path.read_text("utf-8"))
    }
    assert set(re.findall(r"^\| `(WITHNESS_[A-Z_]+)` \|", SETTINGS, re.MULTILINE)) == read


# ---- promises


def told():
    """Each promise of the guide: its number, and what the guide says of it today."""
    return [
        (int(number), today)
        for number, today in re.findall(
            r"^## (\d+)\. .*?^\*Today: ([a-z ]+)", GUIDE, re.MULTILINE | re.DOTALL
        )
    ]


def test_the_guide_tells_every_promise():
    assert [number for number, _ in told()] == list(promises.ALL)
    assert {today for _, today in told()} <= {"it holds", "in part", "not yet"}


@pytest.mark.parametrize(("promise", "today"), told())
def test_a_promise_that_the_guide_calls_kept_has_a_test(promise, today):
    assert promises.found()[promise] or today == "not yet"


def test_promises_are_found_by_their_numbers():
    assert promises.numbers("test_promise_1_those_who promises 3 and 21, promise 99") == {1, 3, 21}


# ---- hazards


def hazards():
    """Each hazard: its heading and its text."""
    return re.findall(r"^## (H\d+)\. [^\n]+\n(.*?)(?=^## |\Z)", HAZARDS, re.MULTILINE | re.DOTALL)


@cache
def names_in(path):
    """The names of all tests in a file."""
    tree = ast.parse((REPOSITORY / path).read_text("utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_there_are_hazards_and_they_are_numbered():
    assert [key for key, _ in hazards()] == [f"H{n}" for n in range(1, len(hazards()) + 1)]
    assert len(hazards()) >= LEAST_HAZARDS


@pytest.mark.parametrize(("key", "text"), hazards(), ids=lambda part: part if len(part) < 5 else "")
def test_a_hazard_has_cause_effect_control_and_a_test_that_shows_it(key, text):
    for part in ("**Cause.**", "**Effect.**", "**Control.**", "**Shown by.**", "**What stays.**"):
        assert part in text, f"{key} lacks {part}"
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text)
    assert named, f"{key} names no test"
    lost = [
        f"{path}::{name}"
        for path, name in named
        if not (REPOSITORY / path).exists() or name not in names_in(path)
    ]
    assert lost == []


# ---- words


def test_pages_never_call_anybody_a_patient_a_case_a_user_or_a_risk():
    """promise 6: the words of the field; only the extract for another record knows a patient number."""
    never = re.compile(
        r"\b(patients?|cases?|triage|risks?|diagnos\w+|users?|clients?)\b", re.IGNORECASE
    )
    said = {}
    for page in SOURCE.rglob("*.html"):
        text = re.sub(
            r"{#.*?#}|{% comment %}.*?{% endcomment %}|{%(?! translate).*?%}|{{.*?}}|<[^>]*>",
            "",
            page.read_text("utf-8"),
            flags=re.DOTALL,
        )
        found = never.findall(re.sub(r"patient number", "", text, flags=re.IGNORECASE))
        if found:
            said[name_of(page)] = found
    assert said == {}
