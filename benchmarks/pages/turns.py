"""Several services measured side by side: each in a process of its own, all taking turns.

Filled one after another, they then ask for their pages in turns of a second. Nothing the machine
does meanwhile, and no hour of the day, falls upon one of them alone.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
TURN = "turn\n"
END = "end\n"


class Run:
    """One database at one scale: a process that fills it, then measures when it is its turn."""

    def __init__(
        self, database: str, networks: int, seconds: float, without: tuple[str, ...] = ()
    ) -> None:
        self.database = database
        self.networks = networks
        self.seconds = seconds
        self.without = without
        self.home = tempfile.TemporaryDirectory(prefix="withness-bench-")

    def fill(self) -> None:
        """Start the process and wait until its service stands."""
        less = "".join(f", without {wall}" for wall in self.without)
        print(f"{self.database}, {self.networks} networks{less} …", file=sys.stderr, flush=True)
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "benchmarks.pages.one",
                self.database,
                str(self.networks),
                *self.without,
            ],
            cwd=REPOSITORY,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("WITHNESS_")},
                "WITHNESS_HOME": self.home.name,
                "WITHNESS_DEMO": "1",
                "DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings",
                "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'src'}",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def turn(self) -> None:
        """Let it ask for its pages for one turn; return when it has."""
        self._say(TURN)
        self._answer()

    def end(self) -> dict[str, Any]:
        """Return what it measured, and put its database away."""
        self._say(END)
        pages = json.loads(self._answer())
        self.process.wait(60)
        self.home.cleanup()
        found = {"database": self.database, "networks": self.networks, "pages": pages}
        return found | ({"without": list(self.without)} if self.without else {})

    def _say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(word)
        self.process.stdin.flush()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.database}, {self.networks} networks: it ended before its time")
        return line


def side_by_side(runs: list[Run]) -> list[dict[str, Any]]:
    """Fill every service, measure them in turns, return what each found."""
    for run in runs:
        run.fill()
    for _ in range(max(1, round(runs[0].seconds))):
        for run in runs:
            run.turn()
    return [run.end() for run in runs]
