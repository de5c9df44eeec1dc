"""Copying an SQLite database while it is used, and putting a copy in its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from withness.web.management.copying.archive import CopyRefused

# whoever finds a copy comes in by nobody's session
EMPTIED = {"web_session": "DELETE FROM web_session", "web_cache": "DELETE FROM web_cache"}


def copy(database: Path, to: Path) -> None:
    """Write a consistent copy, with sessions and cache emptied, also while others write."""
    if not database.exists():
        raise CopyRefused(f"There is no database at {database}.")
    to.touch(mode=0o600)
    with (
        closing(sqlite3.connect(database, timeout=20)) as source,
        closing(sqlite3.connect(to)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        target.execute("PRAGMA secure_delete=ON")
        for table in _tables(target) & set(EMPTIED):
            target.execute(EMPTIED[table])
        target.commit()
        target.execute("VACUUM")


def is_empty(database: Path) -> bool:
    """Whether nothing is there yet."""
    if not database.exists() or database.stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return not _tables(connection)
    except sqlite3.Error:
        return False


def put(copied: Path, database: Path) -> None:
    """Put a checked copy where the database belongs; raise `CopyRefused` if it is no database."""
    try:
        with closing(sqlite3.connect(f"file:{copied}?mode=ro", uri=True)) as connection:
            well = connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.Error:
        well = False
    if not well:
        raise CopyRefused("The database in this copy does not read well. Please take another copy.")
    for beside in ("-wal", "-shm"):
        Path(f"{database}{beside}").unlink(missing_ok=True)
    copied.replace(database)


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}
