"""Where the rooms and files are, for the tests that hold the shape."""

import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "withness"
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
CONTRACTS = {c["id"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}
ORDER = [layer.strip("()") for layer in CONTRACTS["rooms"]["layers"]]  # top first
ROOMS = sorted(p.name for p in SOURCE.iterdir() if p.is_dir() and not p.name.startswith("_"))


def sources(*patterns):
    """Files of the product, without migrations and what the machine leaves behind."""
    for pattern in patterns or ("*.py",):
        for path in sorted(SOURCE.rglob(pattern)):
            if "migrations" not in path.parts and "__pycache__" not in path.parts:
                yield path
