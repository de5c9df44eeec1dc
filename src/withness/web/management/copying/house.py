"""Making a copy of this house, and bringing one back into an empty one."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django_scopes import scopes_disabled

from withness.delivery.actions import sending
from withness.people.models import Person
from withness.sealing.rules import SealBroken
from withness.web.management.copying import archive, postgresql, sqlite
from withness.web.management.copying.archive import CopyRefused, Manifest

NOT_EMPTY = (
    "There is a database here already. A copy is only brought back into an empty house:"
    " choose another WITHNESS_HOME or WITHNESS_DATABASE."
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. Counts only."""

    made_at: str
    names_opened: int
    messages_unsure: int


def copy_to(path: Path) -> Manifest:
    """Keep a copy of this house's database in one new file, and return what it says of itself."""
    if path.exists():
        raise CopyRefused(f"{path} is there already. Please choose another name.")
    if not path.parent.is_dir():
        raise CopyRefused(f"There is no folder {path.parent}.")
    if _is_empty():
        raise CopyRefused("There is no house here to copy: the database is empty.")
    applied = MigrationRecorder(connection).applied_migrations()
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".copying-") as folder:
        database = Path(folder) / "database"
        if connection.vendor == "postgresql":
            postgresql.copy(connection.settings_dict, _server(), database)
        else:
            sqlite.copy(Path(connection.settings_dict["NAME"]), database)
        manifest = Manifest(
            form=archive.FORM,
            version=version("withness") if _is_installed() else "source",
            database=connection.vendor,
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            migrations=sorted(".".join(one) for one in applied),
            size=database.stat().st_size,
            sha256=archive.checksum(database),
        )
        archive.pack(manifest, database, path)
    return manifest


def bring_back(path: Path) -> Restored:
    """Bring a copy back into this empty house, bring its tables up to date, and open a name."""
    manifest = archive.manifest_in(path)
    _fits(manifest)
    place = Path(settings.WITHNESS_HOME)
    with tempfile.TemporaryDirectory(dir=place, prefix=".copying-") as folder:
        database = Path(folder) / "database"
        archive.unpack(path, manifest, database)
        connection.close()
        if connection.vendor == "postgresql":
            postgresql.put(connection.settings_dict, _server(), database)
        else:
            sqlite.put(database, Path(connection.settings_dict["NAME"]))
    call_command("migrate", verbosity=0, interactive=False)
    with scopes_disabled():
        return Restored(
            made_at=manifest.made_at,
            names_opened=_names_opened(),
            messages_unsure=sending.unsure_after_copy(),
        )


def _fits(manifest: Manifest) -> None:
    """Raise `CopyRefused` unless this copy can come back here."""
    if manifest.database != connection.vendor:
        raise CopyRefused(
            f"This copy is of a {manifest.database} database, and WITHNESS_DATABASE names another"
            " kind. Please name one of the same kind."
        )
    known = {".".join(one) for one in MigrationLoader(None).disk_migrations or ()}
    if set(manifest.migrations) - known:
        raise CopyRefused(
            f"This copy was made by a newer Withness ({manifest.version})."
            " Please bring Withness up to date first."
        )
    if not _is_empty():
        raise CopyRefused(NOT_EMPTY)


def _is_empty() -> bool:
    if connection.vendor == "postgresql":
        return not connection.introspection.table_names()
    return sqlite.is_empty(Path(connection.settings_dict["NAME"]))


def _names_opened() -> int:
    """Open one sealed name, so that a copy is known to be readable and not only to be there."""
    row = Person.objects.order_by("id").first()
    if row is None:
        return 0
    try:
        return 1 if row.name else 0
    except SealBroken:
        raise CopyRefused(archive.OTHER_KEYS) from None


def _server() -> int:
    """The major version of the PostgreSQL server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        (number,) = cursor.fetchone()
    connection.close()
    return int(number) // 10_000


def _is_installed() -> bool:
    try:
        return bool(version("withness"))
    except ModuleNotFoundError:
        return False
