"""Several services measured side by side: each in a process of its own, all taking turns.

Filled one after another, they then ask for their pages in turns of a second. Nothing the machine
does meanwhile, and no hour of the day, falls upon one of them alone.
"""

import json
import sys
import tempfile
from typing import Any

from benchmarks import process

TURN = "turn\n"
END = "end\n"


class Run:
    """One database at one scale: a process that fills it, then measures when it is its turn."""

    def __init__(self, database: str, networks: int, without: tuple[str, ...]) -> None:
        self.database = database
        self.networks = networks
        self.without = without
        self.home = tempfile.TemporaryDirectory(prefix="withness-bench-")

    def fill(self) -> None:
        """Start the process and wait until its service stands."""
        less = "".join(f", without {wall}" for wall in self.without)
        print(f"{self.database}, {self.networks} networks{less} …", file=sys.stderr, flush=True)
        asked = (self.database, self.networks, *self.without)
        self.process = process.started("pages", asked, self.home.name, WITHNESS_DEMO="1")
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


def side_by_side(runs: list[Run], seconds: float) -> list[dict[str, Any]]:
    """Fill every service, measure them in turns of a second a page, return what each found."""
    for run in runs:
        run.fill()
    for _ in range(max(1, round(seconds))):
        for run in runs:
            run.turn()
    return [run.end() for run in runs]
