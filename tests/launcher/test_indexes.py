"""No file of the repository names a package index."""

import subprocess
from pathlib import Path

import pytest
from launch import indexes

ROOT = Path(__file__).resolve().parents[2]
# Put together here, so that this file names none either.
NAMING = [
    "--" + "index-url https://packages.example/simple",
    "--extra-" + "index-url" + "=https://packages.example/simple",
    "--" + "find-links wheels",
    "index-url" + " = https://packages.example/simple",
    "https://pypi" + ".org/simple",
    "https://files" + ".pythonhosted.org/packages/a.whl",
    "PIP_" + "INDEX_URL=x",
    '"resolved"' + ': "https://registry.example/a.tgz"',
]


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("/var/\n")
    return tmp_path


def test_no_file_of_ours_names_an_index():
    assert list(indexes.named(ROOT)) == []


@pytest.mark.parametrize("line", NAMING)
def test_a_file_that_names_one_is_found_with_its_line(repository, line):
    (repository / "pinned.txt").write_text(f"# first\n{line}\n")
    assert list(indexes.named(repository)) == ["pinned.txt:2"]


def test_how_to_compile_without_one_may_be_said(repository):
    (repository / "README.md").write_text("uv pip compile --no-emit-index-url --no-header\n")
    assert list(indexes.named(repository)) == []


def test_what_git_leaves_out_is_left_out(repository):
    (repository / "var").mkdir()
    (repository / "var" / "note.txt").write_text(NAMING[0])
    assert list(indexes.named(repository)) == []
