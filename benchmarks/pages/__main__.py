"""`./withness bench pages [--json]`: what pages cost as a service grows, and beside what."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
LISTS = ("my day", "open promises", "networks", "record")


def main() -> None:
    """Run every database at every scale, each in a process and a home of its own."""
    reader = argparse.ArgumentParser(prog="./withness bench pages", description=__doc__)
    reader.add_argument("--json", action="store_true", help="print figures as JSON")
    reader.add_argument("--scales", default="40,4000,40000")
    reader.add_argument("--databases", default="sqlite,postgresql")
    reader.add_argument("--seconds", type=float, default=3.0, help="for each page")
    asked = reader.parse_args()
    runs = [
        _run(database, int(scale), asked.seconds)
        for database in asked.databases.split(",")
        for scale in asked.scales.split(",")
    ]
    report = {"runs": runs, "ratios": list(_ratios(runs))}
    print(json.dumps(report, indent=1) if asked.json else _words(report))


def _run(database: str, scale: int, seconds: float) -> dict[str, Any]:
    print(f"{database}, {scale} networks …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="withness-bench-") as home:
        answer = subprocess.run(
            [sys.executable, "-m", "benchmarks.pages.one", database, str(scale), str(seconds)],
            cwd=REPOSITORY,
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("WITHNESS_")},
                "WITHNESS_HOME": home,
                "WITHNESS_DEMO": "1",
                "DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings",
                "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'src'}",
            },
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    return {"database": database, "networks": scale, "pages": json.loads(answer.stdout)}


def _ratios(runs: list[dict[str, Any]]) -> Any:
    """Compare each page with itself at the smallest scale, and with its ordinary twin."""
    for run in runs:
        cost = {page["page"]: page["median_ms"] for page in run["pages"]}
        smallest = min(r["networks"] for r in runs if r["database"] == run["database"])
        first = next(
            r for r in runs if (r["database"], r["networks"]) == (run["database"], smallest)
        )
        before = {page["page"]: page["median_ms"] for page in first["pages"]}
        for name, took in cost.items():
            if name.startswith(("ordinary", "empty")):
                continue
            row = {"database": run["database"], "networks": run["networks"], "page": name}
            row["times_its_cost_at_the_smallest"] = round(took / before[name], 2)
            row["times_the_empty_view"] = round(took / cost["empty view"], 2)
            if f"ordinary {name}" in cost:
                row["times_as_fast_as_the_ordinary_way"] = round(cost[f"ordinary {name}"] / took, 2)
            yield row


def _words(report: dict[str, Any]) -> str:
    lines = []
    for run in report["runs"]:
        lines.append(f"\n{run['database']}, {run['networks']} networks")
        lines.extend(
            f"  {page['page']:28}{page['a_second']:9.1f}/s  median {page['median_ms']:7.2f} ms"
            f"  95th {page['p95_ms']:7.2f} ms  {page['queries']:3} queries"
            f"  {page['kilobytes']:6.1f} kB"
            for page in run["pages"]
        )
    lines.append("")
    lines.extend(json.dumps(row) for row in report["ratios"])
    return "\n".join(lines)


if __name__ == "__main__":
    main()
