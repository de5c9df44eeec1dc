"""What the walls cost: the same pages with and without sealing, with and without the third wall.

Sealing is taken away by putting other functions in its place before anything is written, in this
process alone: the product has no setting for it. The third wall is taken away by connecting as the
owner of the tables, whom it does not hold.
"""

import json
import os
import struct
from pathlib import Path
from typing import Any

SEALING, ROWS = "sealing", "rows"
VARIANTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "sqlite": ((), (SEALING,)),
    "postgresql": ((), (ROWS,), (SEALING,), (SEALING, ROWS)),
}
CALLED = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- walls -->\n", "<!-- end of walls -->"


def connected(owner: str, without: list[str]) -> None:
    """Connect as the role that runs pages, or as the owner where the third wall is left out."""
    os.environ["WITHNESS_DATABASE_OWNER"] = owner
    os.environ["WITHNESS_DATABASE"] = (
        owner if ROWS in without else owner.replace("postgres:@", "withness_pages:@")
    )
    if ROWS in without:
        del os.environ["WITHNESS_DATABASE_OWNER"]


def take_down(without: list[str]) -> None:
    """Let nothing be sealed, or no service be named, in this process."""
    from withness.sealing.models import cipher
    from withness.service.models import walls

    if SEALING in without:
        head = struct.Struct(">BH12s").pack(cipher.VERSION, 0, b"lies open!!!")
        cipher.seal = lambda text, _bound_to: head + text.encode()
        cipher.unseal = lambda lies, _bound_to: lies[len(head) :].decode()
    if ROWS in without:
        walls.name_service = lambda execute, *asked: execute(*asked)


def draw(runs: list[dict[str, Any]]) -> None:
    """Write a table of all runs between the marks on the page of figures."""
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
            cells = [_cell(own, way, name) for way in ((), (ROWS,), (SEALING,), (SEALING, ROWS))]
            where = f"{CALLED[database]}, {whole['networks']:,} networks"
            lines.append(f"| {where} | {name} | {' | '.join(cells)} |")
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    table = "\n".join([*lines, ""])
    PAGE.write_text(f"{before}{BEGIN}{table}{END}{rest.partition(END)[2]}", "utf-8")


def _cell(own: dict[tuple[str, ...], Any], variant: tuple[str, ...], name: str) -> str:
    run = own.get(variant)
    page = next((p for p in run["pages"] if p["page"] == name), None) if run else None
    return f"{page['median_ms']:.1f} ({page['quiet_ms']:.1f})" if page else ""


def main() -> None:
    """Draw what `walls.json` holds: `python -m benchmarks.pages.walls`."""
    draw(json.loads((Path(__file__).parent / "walls.json").read_text("utf-8"))["runs"])


if __name__ == "__main__":
    main()
