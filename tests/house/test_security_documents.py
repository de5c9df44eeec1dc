"""The threat model, the draft of the assessment and the OWASP list name tests that exist."""

import ast
import re
from functools import cache

import pytest

from tests.house.the_house import REPOSITORY

GUIDES = REPOSITORY / "docs" / "guides"
LIST = REPOSITORY / "docs" / "reference" / "asvs.md"
PAGES = (GUIDES / "security.md", GUIDES / "data-protection.md", LIST, REPOSITORY / "SECURITY.md")
STATES = {"met", "not applicable", "open"}
MANY = 80  # tests that the threat model names, at least
# ASVS 5.0.0: how many requirements each section has at levels 1 and 2; they are numbered from 1
# on without a gap. Sections of level 3 alone are left out.
SECTIONS = {
    "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2,
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1,
    "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4,
    "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
    "9.1": 3, "9.2": 4,
    "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3,
    "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1,
    "12.1": 3, "12.2": 2, "12.3": 4,
    "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5,
    "14.1": 2, "14.2": 4, "14.3": 3,
    "15.1": 3, "15.2": 3, "15.3": 7,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
    "17.1": 1, "17.2": 4, "17.3": 2,
}  # fmt: skip
LEVELS = {"1": 70, "2": 183}


@cache
def names_in(path):
    tree = ast.parse((REPOSITORY / path).read_text("utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def rows():
    """Each row of the list: number, level, our words, state, what shows it."""
    lines = LIST.read_text("utf-8").splitlines()
    cut = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells for cells in cut if re.match(r"V\d", cells[0])]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_test_and_file_that_a_page_names_is_there(page):
    text = page.read_text("utf-8")
    tests = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    lost = [
        f"{path}::{name}"
        for path, name in tests
        if not (REPOSITORY / path).exists() or (name and name not in names_in(path))
    ]
    files = re.findall(r"`((?:src|docs|requirements)/[\w./-]+)`", text)
    assert lost + [path for path in files if not (REPOSITORY / path).exists()] == []


def test_the_threat_model_names_many_tests():
    text = PAGES[0].read_text("utf-8")
    assert len(set(re.findall(r"`tests/[\w/]+\.py::\w+`", text))) >= MANY


def test_every_table_of_the_threat_model_says_what_stays_open():
    parts = re.split(r"^### ", PAGES[0].read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert [part.splitlines()[0] for part in parts if "**Stays open.**" not in part] == []


def test_the_list_has_every_requirement_of_both_levels_once():
    wanted = [f"V{key}.{n}" for key, many in SECTIONS.items() for n in range(1, many + 1)]
    found = rows()
    assert [row[0] for row in found] == wanted
    assert {one: [row[1] for row in found].count(one) for one in LEVELS} == LEVELS


def test_every_row_has_one_of_three_states_and_shows_it():
    for number, _level, ours, state, why in rows():
        assert state in STATES, number
        assert ours, number
        assert why, number
        named = re.search(r"`[\w./-]+(?:::\w+)?`|\]\([\w./-]+\.md\)", why)
        assert state != "met" or named, number


def test_the_figures_above_the_list_are_those_of_the_list():
    text = LIST.read_text("utf-8")
    for level in LEVELS:
        states = [row[3] for row in rows() if row[1] == level]
        met, not_applicable, still = (
            states.count(one) for one in ("met", "not applicable", "open")
        )
        assert f"| level {level} | {met} | {not_applicable} | {still} |" in text
    assert f"All {sum(LEVELS.values())} requirements" in text
    assert "version 5.0.0" in text
