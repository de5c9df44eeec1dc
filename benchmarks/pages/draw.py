"""Draw the figures of `docs/reference/performance.md`: `python -m benchmarks.pages.draw`."""

import json
from pathlib import Path
from typing import Any

from benchmarks.pages.walls import VARIANTS

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "reference" / "performance.md"
LISTS = ("my day", "open promises", "networks", "record")
OTHERS = ("empty view", "one record", "write a call down", "add a line")
FASTER, LARGER, MOST = 3.0, 1.3, 15


def main() -> None:
    """Write what was measured between the marks on the page."""
    found, walls = (
        json.loads((HERE / f"{name}.json").read_text("utf-8")) for name in ("figures", "walls")
    )
    _write("figures", [*_verdict(found), *_tables(found)])
    _write("walls", _walls(walls["runs"]))


def _write(what: str, lines: list[str]) -> None:
    begin, end = f"<!-- {what} -->\n", f"<!-- end of {what} -->"
    before, _, rest = PAGE.read_text("utf-8").partition(begin)
    text = "\n".join(lines)
    PAGE.write_text(f"{before}{begin}{text}{end}{rest.partition(end)[2]}", "utf-8")


def _verdict(found: dict[str, Any]) -> list[str]:
    rows = found["ratios"]
    lists = [row for row in rows if row["page"] in LISTS]
    slowest = min(lists, key=lambda row: row["times_as_fast_as_the_ordinary_way"])
    most = max(row["networks"] for row in rows)
    reads = [row for row in rows if row["page"] in (*LISTS, "one record")]
    grown = max(
        (row for row in reads if row["networks"] == most),
        key=lambda row: row["times_its_cost_at_the_smallest"],
    )
    asked = max(
        page["queries"]
        for run in found["runs"]
        for page in run["pages"]
        if page["page"] in (*LISTS, "one record")
    )
    missed = [
        f"- {row['page']} at {row['networks']:,} networks on {_called(row['database'])}: {what}"
        for row in reads
        for what in _missed(row, most)
    ]
    return [
        "## In short",
        (
            f"- Least ahead of the ordinary way: {slowest['page']}, "
            f"{slowest['times_as_fast_as_the_ordinary_way']:.2f} times as fast "
            f"({_called(slowest['database'])}, {slowest['networks']:,} networks)."
        ),
        (
            f"- Most grown from 40 to {most:,} networks: {grown['page']}, "
            f"{grown['times_its_cost_at_the_smallest']:.2f} times ({_called(grown['database'])})."
        ),
        f"- Most questions of a page measured here: {asked}.",
        *(["- Missed:", *missed] if missed else ["- Nothing aimed at is missed."]),
        "",
    ]


def _missed(row: dict[str, Any], most: int) -> list[str]:
    found = []
    if row.get("times_as_fast_as_the_ordinary_way", FASTER) < FASTER:
        found.append(f"only {row['times_as_fast_as_the_ordinary_way']:.2f} times as fast")
    if row["networks"] == most and row["times_its_cost_at_the_smallest"] > LARGER:
        found.append(f"{row['times_its_cost_at_the_smallest']:.2f} times its cost at 40")
    return found


def _called(database: str) -> str:
    return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[database]


def _tables(found: dict[str, Any]) -> list[str]:
    lines = []
    for database in dict.fromkeys(run["database"] for run in found["runs"]):
        runs = [run for run in found["runs"] if run["database"] == database]
        lines += [
            f"## {_called(database)}",
            "Milliseconds: the median and, in brackets, the 95th percentile; pages a second.",
            "",
            (
                "| page | networks | ours | a second | questions | ordinary | careful"
                " | ours ahead of ordinary | of careful | cost beside 40 |"
            ),
            "|---|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [_row(found, run, name) for name in (*LISTS, *OTHERS) for run in runs]
        lines.append("")
    return lines


def _row(found: dict[str, Any], run: dict[str, Any], name: str) -> str:
    pages = {page["page"]: page for page in run["pages"]}
    ratio = next(
        (
            row
            for row in found["ratios"]
            if (row["database"], row["networks"], row["page"])
            == (run["database"], run["networks"], name)
        ),
        {},
    )

    def times(key: str) -> str:
        return f"{ratio[key]:.1f}" if key in ratio else ""

    def took(key: str) -> str:
        page = pages.get(key)
        return f"{page['median_ms']:.1f} ({page['p95_ms']:.1f})" if page else ""

    own = pages[name]
    beside = ratio.get("times_its_cost_at_the_smallest")
    cells = (
        name, f"{run['networks']:,}", took(name), f"{own['a_second']:.0f}", str(own["queries"]),
        took(f"ordinary {name}"), took(f"careful {name}"),
        times("times_as_fast_as_the_ordinary_way"), times("times_as_fast_as_the_careful_way"),
        f"{beside:.2f}" if beside else "",
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _walls(runs: list[dict[str, Any]]) -> list[str]:
    lines = [
        "Milliseconds: the median and, in brackets, what a tenth of all answers were faster than.",
        "",
        "| database | page | both walls | no third wall | nothing sealed | neither |",
        "|---|---|---|---|---|---|",
    ]
    for database in VARIANTS:
        own = {tuple(run.get("without", ())): run for run in runs if run["database"] == database}
        whole = own.get((), {"pages": ()})
        for page in whole["pages"]:
            name = page["page"]
            if name.startswith(("ordinary", "careful")):
                continue
            cells = [_cell(own.get(way), name) for way in VARIANTS["postgresql"]]
            where = f"{_called(database)}, {whole['networks']:,} networks"
            lines.append(f"| {where} | {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def _cell(run: dict[str, Any] | None, name: str) -> str:
    page = next((p for p in run["pages"] if p["page"] == name), None) if run else None
    return f"{page['median_ms']:.1f} ({page['quiet_ms']:.1f})" if page else ""


if __name__ == "__main__":
    main()
