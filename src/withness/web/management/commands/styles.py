"""Joins the component styles into the one file that pages link."""

import re
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

HERE = Path(__file__).resolve().parents[2] / "static" / "web"
JOINED = HERE / "withness.css"
PARTS = (
    "tokens",
    "base",
    "type",
    "layout",
    "buttons",
    "forms",
    "cards",
    "lists",
    "times",
    "record",
    "steps",
    "promise",
    "notices",
    "tables",
    "print",
)
NOTE = "/* Joined from css/ by `./withness manage styles`. Change the parts, never this file. */\n"


def joined() -> str:
    """Return the parts in their order as one file, without comments and indentation."""
    return NOTE + "".join(lean((HERE / "css" / f"{part}.css").read_text("utf-8")) for part in PARTS)


def lean(css: str) -> str:
    """Return the styles with one rule or declaration a line and nothing else."""
    without_comments = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = (line.strip() for line in without_comments.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


class Command(BaseCommand):
    """Write `static/web/withness.css`, or with `--check` only say whether it is current."""

    help = "Joins the component styles into the one file that pages link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing, only compare")

    def handle(self, *, check: bool = False, **_options: object) -> None:
        css = joined()
        if not check:
            JOINED.write_text(css, "utf-8")
        elif JOINED.read_text("utf-8") != css:
            self.stderr.write("withness.css is older than its parts: run ./withness manage styles")
            raise SystemExit(1)
