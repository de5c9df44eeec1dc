"""How ./withness test finds a browser and adds up its passes."""

import pytest
from launch import chromium
from launch.bell import Bell
from launch.supervising import Supervisor
from launch.testing import Sum, counted
from launch.voice import Trouble

REPORT = """<?xml version="1.0" encoding="utf-8"?>
<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/></testsuites>
"""


def program(folder, name):
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """A machine with nothing on its path, and not ours to install on."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("WITHNESS_CHROMIUM", raising=False)
    return tmp_path


def test_a_report_is_added_up(tmp_path):
    (tmp_path / "1.xml").write_text(REPORT)
    total = counted(tmp_path / "1.xml", 1) + Sum(passed=1)
    assert str(total) == "tests: 5 passed, 3 failed, 3 skipped"


def test_a_run_that_broke_before_any_test_is_a_failure(tmp_path):
    assert counted(tmp_path / "none.xml", 4) == Sum(failed=1)


def test_a_cut_off_report_is_a_failure(tmp_path):
    (tmp_path / "1.xml").write_text(REPORT[:80])
    assert counted(tmp_path / "1.xml", -9) == Sum(failed=1)


def test_chromium_is_found_on_the_path(alone):
    assert chromium.find() is None
    path = program(alone, "chromium-browser")
    assert chromium.find() == path


def test_the_chosen_chromium_comes_first(alone, monkeypatch):
    program(alone, "chromium")
    other = program(alone, "my-own")
    monkeypatch.setenv("WITHNESS_CHROMIUM", other)
    assert chromium.find() == other


def test_a_chosen_chromium_that_is_not_there_is_said(alone, monkeypatch):
    monkeypatch.setenv("WITHNESS_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Trouble, match="WITHNESS_CHROMIUM is /nowhere/chromium"):
        chromium.find()


def test_a_missing_chromium_is_named_with_the_way_to_get_it(alone):
    with Supervisor(Bell()) as supervisor, pytest.raises(Trouble) as refused:
        chromium.ensure(supervisor)
    assert "The browser tests need Chromium: install the package" in str(refused.value)
    assert "--without-browser" in str(refused.value)
