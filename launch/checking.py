"""Checking the house without running it: style, types, contracts, templates, migrations."""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from launch import indexes, places
from launch.environment import Environment
from launch.supervising import Supervisor
from launch.voice import answer

CONTRACTS = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"
# Each check: its name, and what the environment's Python is asked to run.
CHECKS: tuple[tuple[str, Sequence[str]], ...] = (
    ("style (ruff check)", ["-m", "ruff", "check", ".", "withness"]),
    ("form (ruff format)", ["-m", "ruff", "format", "--check", ".", "withness"]),
    ("types (mypy)", ["-m", "mypy", "src"]),
    ("import contracts (lint-imports)", ["-c", CONTRACTS]),
    ("templates (djlint)", ["-m", "djlint", "src", "--lint", "--quiet"]),
    ("settings (manage check)", ["-m", "django", "check", "--fail-level", "WARNING"]),
    (
        "migrations (manage makemigrations)",
        ["-m", "django", "makemigrations", "--check", "--dry-run"],
    ),
)
NO_INDEX = "no package index in any file"


def check(_options: argparse.Namespace, environment: Environment, supervisor: Supervisor) -> int:
    """Run every check and show what each says that is not well; 1 if any failed."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="withness-check-") as folder:
        variables = places.without_service(places.clean_variables()) | {"WITHNESS_HOME": folder}
        for name, words in CHECKS:
            with tempfile.TemporaryFile() as output:
                argv = [environment.python, *words]
                code = supervisor.run(name, argv, variables, folder=places.ROOT, output=output)
                tell(name, output, good=code == 0)
            if code != 0:
                failed.append(name)
    if not without_index():
        failed.append(NO_INDEX)
    answer(f"\ncheck: {len(failed)} failed: {', '.join(failed)}" if failed else "\ncheck: all ok")
    return 1 if failed else 0


def tell(name: str, output: IO[bytes], *, good: bool) -> None:
    """Print the outcome of one check, with its own words if it failed."""
    answer(f"{'ok    ' if good else 'FAILED'}  {name}")
    if not good:
        output.seek(0)
        answer(output.read().decode("utf-8", "replace").rstrip())


def without_index() -> bool:
    """Print whether any file of the repository names a package index."""
    if not shutil.which("git"):
        answer(f"FAILED  {NO_INDEX}\ngit is missing: apt-get install git")
        return False
    try:
        found = list(indexes.named(Path(places.ROOT)))
    except subprocess.CalledProcessError as error:
        found = [error.stderr.decode("utf-8", "replace").strip()]
    answer(f"{'FAILED' if found else 'ok    '}  {NO_INDEX}")
    for place in found:
        answer(place)
    return not found
