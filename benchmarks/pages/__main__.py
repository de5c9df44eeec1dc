"""`./withness bench pages [--json]`: what pages cost as a service grows, and beside what."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Run every database at every scale, each in a process and a home of its own."""
    reader = argparse.ArgumentParser(prog="./withness bench pages", description=__doc__)
    reader.add_argument("--json", action="store_true", help="print figures as JSON")
    reader.add_argument("--scales", help="40,4000,40000; with --walls 4000")
    reader.add_argument("--databases", default="sqlite,postgresql")
    reader.add_argument("--seconds", type=float, default=3.0, help="for each page")
    reader.add_argument("--walls", action="store_true", help="with and without each wall")
    asked = reader.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # a folder was started
    from benchmarks.pages import walls
    from benchmarks.pages.turns import Run, side_by_side

    scales = asked.scales or ("4000" if asked.walls else "40,4000,40000")
    runs = side_by_side(
        [
            Run(database, int(scale), without)
            for database in asked.databases.split(",")
            for scale in scales.split(",")
            for without in (walls.VARIANTS[database] if asked.walls else ((),))
        ],
        asked.seconds,
    )
    ratios = [] if asked.walls else list(_ratios(runs))
    report = {"runs": runs, "ratios": ratios}
    print(json.dumps(report, indent=1) if asked.json else _words(report))


def _ratios(runs: list[dict[str, Any]]) -> Any:
    """Compare each page with its twins in the same rounds, and with itself at the smallest scale.

    All runs take turns, so that whatever else the machine does hits all alike; what one service
    costs beside another is compared by `quiet_ms`, everything in one run by its median.
    """
    for run in runs:
        cost = {page["page"]: page["median_ms"] for page in run["pages"]}
        quiet = {page["page"]: page["quiet_ms"] for page in run["pages"]}
        beside = [r for r in runs if r["database"] == run["database"]]
        smallest = min(beside, key=lambda r: r["networks"])
        before = {page["page"]: page["quiet_ms"] for page in smallest["pages"]}
        for name, took in cost.items():
            if name.startswith(("ordinary", "careful", "empty")):
                continue
            row = {"database": run["database"], "networks": run["networks"], "page": name}
            row["times_its_cost_at_the_smallest"] = round(quiet[name] / before[name], 2)
            row["times_the_empty_view"] = round(took / cost["empty view"], 2)
            for way in ("ordinary", "careful"):
                if f"{way} {name}" in cost:
                    row[f"times_as_fast_as_the_{way}_way"] = round(cost[f"{way} {name}"] / took, 2)
            yield row


def _words(report: dict[str, Any]) -> str:
    lines = []
    for run in report["runs"]:
        less = "".join(f", without {wall}" for wall in run.get("without", ()))
        lines.append(f"\n{run['database']}, {run['networks']} networks{less}")
        lines.extend(
            f"  {page['page']:28}{page['a_second']:9.1f}/s  median {page['median_ms']:7.2f} ms"
            f"  95th {page['p95_ms']:7.2f} ms  quiet {page['quiet_ms']:7.2f} ms"
            f"  {page['queries']:3} queries  {page['kilobytes']:6.1f} kB{_alike(page)}"
            for page in run["pages"]
        )
    lines.append("")
    lines.extend(json.dumps(row) for row in report["ratios"])
    return "\n".join(lines)


def _alike(page: dict[str, Any]) -> str:
    share = page.get("share_of_words_in_common", 1)
    return "" if share == 1 else f"  says other words: {share:.0%} in common"


if __name__ == "__main__":
    main()
