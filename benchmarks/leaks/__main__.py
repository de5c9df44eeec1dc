"""`./withness bench leaks --requests N [--json]`: random requests, and what they let slip.

Randomly made services are filled with words that stand nowhere else. Random viewers ask random
things of them; every answer, mail and log line is searched for words its reader may not read.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

COUNTED = ("requests", "refusals", "leaks", "errors", "words_read", "messages")


def main() -> None:
    """Share the requests among processes, add up what they found; end with 1 for any leak."""
    reader = argparse.ArgumentParser(prog="./withness bench leaks", description=__doc__)
    reader.add_argument("--requests", type=int, default=2_000)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    reader.add_argument("--processes", type=int, default=2)
    reader.add_argument("--json", action="store_true", help="print what was found as JSON")
    asked = reader.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a folder was started
    share = -(-asked.requests // asked.processes)
    began = time.perf_counter()
    parts = [
        _Part(asked.database, min(share, asked.requests - number * share), asked.seed + number)
        for number in range(asked.processes)
        if asked.requests > number * share
    ]
    found = [part.end() for part in parts]
    seconds = time.perf_counter() - began
    report: dict[str, Any] = {name: sum(one.get(name, 0) for one in found) for name in COUNTED}
    report |= {
        "seconds": round(seconds, 1),
        "a_second": round(report["requests"] / seconds, 1),
        "seed": asked.seed,
        "database": asked.database,
        "leaked": sorted({what for one in found for what in one["leaked"]}),
        "broke": sorted({what for one in found for what in one["broke"]}),
    }
    print(json.dumps(report, indent=1) if asked.json else _words(report))
    raise SystemExit(1 if report["leaks"] or report["errors"] else 0)


class _Part:
    """One process with a home and a database of its own."""

    def __init__(self, database: str, requests: int, seed: int) -> None:
        self.home = tempfile.TemporaryDirectory(prefix="withness-leaks-")
        from benchmarks import process

        self.process = process.started(
            "leaks", (database, requests, seed), self.home.name, WITHNESS_LOG="INFO"
        )

    def end(self) -> dict[str, Any]:
        """Wait for it, and return what it found."""
        said, _ = self.process.communicate()
        self.home.cleanup()
        if self.process.returncode != 0:
            raise SystemExit("a process ended before its time")
        found: dict[str, Any] = json.loads(said)
        return found


def _words(report: dict[str, Any]) -> str:
    counted = ", ".join(f"{report[name]:,} {name.replace('_', ' ')}" for name in COUNTED)
    lines = [f"{counted}, in {report['seconds']} s ({report['a_second']} a second)"]
    lines += [f"LEAK   {what}" for what in report["leaked"]]
    lines += [f"BROKE  {what}" for what in report["broke"]]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
