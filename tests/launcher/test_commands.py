"""What ./withness says for itself, before any environment is made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from launch import commands, places, pythons
from launch.environment import Environment
from launch.voice import Trouble

ROOT = Path(__file__).resolve().parents[2]


def withness(*words, **variables):
    return subprocess.run(
        [ROOT / "withness", *words],
        capture_output=True,
        text=True,
        timeout=30,
        env=os.environ | variables,
        check=False,
    )


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_help_names_every_command(words):
    said = withness(*words)
    assert (said.returncode, said.stderr) == (0, "")
    assert [name for name in commands.COMMANDS if f"./withness {name} " not in said.stdout] == []


def test_help_asks_for_no_environment(tmp_path):
    """Nothing is installed and nothing of the product is read before help is given."""
    said = subprocess.run(
        [sys.executable, "-X", "importtime", str(ROOT / "withness"), "--help"],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert "django" not in said.stderr
    assert "withness." not in said.stderr


def test_a_mistyped_command_is_answered_kindly():
    said = withness("dmeo")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == "There is no command “dmeo”. Did you mean ./withness demo?\n"


def test_an_unknown_command_points_to_help():
    said = withness("qqq")
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == "There is no command “qqq”. ./withness --help lists them all.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("demo", "--port", "0"),
        ("demo", "--port", "65536"),
        ("demo", "--scale", "many"),
        ("demo", "--scale", "0"),
        ("demo", "--colour"),
        ("serve", "--port", "-1"),
        ("check", "everything"),
        ("backup",),
        ("backup", "one", "two"),
        ("restore",),
        ("bench",),
        ("bench", "no-such-benchmark"),
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(words):
    said = withness(*words)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.strip()
    assert "Traceback" not in said.stderr


def test_it_can_be_called_through_a_link_from_anywhere(tmp_path):
    (tmp_path / "w").symlink_to(ROOT / "withness")
    said = subprocess.run(
        [tmp_path / "w", "--help"], cwd=tmp_path, capture_output=True, check=False
    )
    assert said.returncode == 0


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 13, 9)])
def test_these_pythons_fit(version):
    assert pythons.refusal(version) is None


@pytest.mark.parametrize(
    ("version", "age"),
    [
        ((2, 7, 18), "Python 2.7, which is too old"),
        ((3, 10, 13), "Python 3.10, which is too old"),
        ((3, 14, 0), "Python 3.14, which is newer than Withness has been tried with"),
    ],
)
def test_another_python_is_told_plainly(version, age):
    sentence = pythons.refusal(version)
    assert age in sentence
    assert "Withness needs Python 3.11, 3.12 or 3.13: apt-get install python3" in sentence
    assert "brew install" in pythons.refusal(version, "darwin")


def test_windows_is_sent_to_wsl():
    assert "wsl" in pythons.refusal((3, 12), "win32")


def test_a_demo_hears_nothing_of_a_service_on_the_same_machine():
    said = {
        "PATH": "/bin",
        "WITHNESS_HOME": "/srv/demo",
        "WITHNESS_DATABASE": "postgresql://service",
        "WITHNESS_KEYS": "key",
        "WITHNESS_MAIL": "smtp://mail",
        "WITHNESS_SMS": "notify://key",
    }
    assert places.without_service(said) == {"PATH": "/bin", "WITHNESS_HOME": "/srv/demo"}


def test_a_home_folder_is_its_owners_only(tmp_path, monkeypatch):
    monkeypatch.setenv("WITHNESS_HOME", str(tmp_path / "deep" / "home"))
    variables = places.open_home("service")
    assert variables["WITHNESS_HOME"] == str(tmp_path / "deep" / "home")
    assert (tmp_path / "deep" / "home").stat().st_mode & 0o777 == 0o700


def test_manage_and_backup_are_handed_on_whole():
    environment = Environment(Path("/house"))
    python = "/house/.venv/bin/python"
    manage = commands.handed_on("manage", ["busy", "a.ics", "--zone", "UTC"], environment)
    assert manage == [python, "-m", "django", "busy", "a.ics", "--zone", "UTC"]
    backup = commands.handed_on("backup", ["copy.tar"], environment)
    assert backup == [python, "-m", "django", "backup", "copy.tar"]
    with pytest.raises(Trouble, match="FILE"):
        commands.handed_on("restore", ["--all"], environment)
