"""`./withness manage busy`: an answer, one sentence, or wrong usage."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.teams.calendars import PLAIN

from withness.teams.rules.busy import CalendarRefused, Why
from withness.teams.words import calendar as words


def ask(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, object, str]:
    """Run the command: its exit code, its answer, what it said."""
    code = 0
    try:
        call_command("busy", *args)
    except SystemExit as stopped:
        code = int(str(stopped.code))
    except CommandError as wrong:  # what the shell would see as wrong usage, with exit code 2
        return 2, None, str(wrong)
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err


@pytest.fixture
def plain(tmp_path: Path) -> str:
    path = tmp_path / "mine.ics"
    path.write_bytes(PLAIN)
    return str(path)


IN_MARCH = ("--from", "2026-03-01", "--to", "2026-04-01", "--zone", "Europe/London")


def test_the_command_answers(plain: str, capsys: pytest.CaptureFixture[str]) -> None:
    hour = [{"start": "2026-03-10T10:00:00Z", "end": "2026-03-10T11:00:00Z"}]
    assert ask(capsys, plain, *IN_MARCH) == (0, hour, "")
    assert ask(capsys, plain, *IN_MARCH, "--occurrences") == (0, hour, "")
    cut = ("--from=2026-03-10T12:30+02:00", "--to=2026-03-10T10:45Z", "--zone=Europe/London")
    assert ask(capsys, plain, *cut) == (
        0,
        [{"start": "2026-03-10T10:30:00Z", "end": "2026-03-10T10:45:00Z"}],
        "",
    )
    assert ask(capsys, plain, *cut, "--occurrences") == (0, [], "")


def test_the_command_refuses_with_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "empty.ics"
    path.write_bytes(b"")
    code, out, err = ask(capsys, str(path), *IN_MARCH)
    assert (code, out, err) == (
        1,
        None,
        "This file is empty: please export the calendar again and choose the new file.\n",
    )


@pytest.mark.parametrize(
    "window",
    [
        ("--from", "soon", "--to", "2026-04-01", "--zone", "UTC"),
        ("--from", "2026-04-02", "--to", "2026-04-01", "--zone", "UTC"),
        ("--from", "2026-03-01", "--to", "2026-04-01", "--zone", "Middle/Earth"),
        ("--from", "2026-03-01", "--to", "2026-04-01", "--zone", "Europe"),
        ("--from", "0001-01-01", "--to", "2026-04-01", "--zone", "Asia/Tokyo"),
        ("--from", "2026-03-01", "--to", "2026-04-01"),
    ],
)
def test_wrong_usage_is_told_apart(
    window: tuple[str, ...], plain: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ask(capsys, plain, *window)
    assert (code, out, bool(err)) == (2, None, True)


def test_a_file_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(capsys, str(tmp_path / "none.ics"), *IN_MARCH)[0] == 2
    assert ask(capsys, str(tmp_path), *IN_MARCH)[0] == 2


def test_every_reason_has_its_sentence() -> None:
    assert set(words.REFUSED) == {str(why) for why in Why}
    for why in Why:
        sentence = words.said(CalendarRefused(why, line=7))
        assert sentence.endswith(".")
        assert "%" not in sentence
