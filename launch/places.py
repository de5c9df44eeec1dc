"""Where things lie: the repository, its environment, and the home folder of a service."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = "withness.web.settings"
# What would make a child import from, or install into, another place than our environment.
MISLEADING = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONSAFEPATH",
    "__PYVENV_LAUNCHER__",
    "PIP_TARGET",
    "PIP_PREFIX",
    "PIP_USER",
)
# What may be said to a demo or a test; every other setting belongs to a real service and stays out.
SAID_TO_ALL = ("HOME", "LOG", "HOSTS", "ORIGIN", "CHROMIUM", "TEST")


def clean_variables(root: Path = ROOT) -> dict[str, str]:
    """This process's variables, as a program in the repository's environment should see them."""
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    tools = str(root / ".venv" / "bin")
    kept["VIRTUAL_ENV"] = str(root / ".venv")
    kept["PATH"] = os.pathsep.join([tools, kept["PATH"]]) if kept.get("PATH") else tools
    kept["DJANGO_SETTINGS_MODULE"] = SETTINGS
    kept["PYTHONUNBUFFERED"] = "1"
    return kept


def without_service(variables: dict[str, str]) -> dict[str, str]:
    """The variables without the database, keys, mail and SMS of a service on the same machine."""
    kept = tuple(f"WITHNESS_{name}" for name in SAID_TO_ALL)
    return {
        name: value
        for name, value in variables.items()
        if not name.startswith("WITHNESS_") or name.startswith(kept)
    }


def home(kind: str, root: Path = ROOT) -> Path:
    """The home folder: WITHNESS_HOME if it is set, else var/service or var/demo."""
    chosen = os.environ.get("WITHNESS_HOME")
    return Path(chosen).expanduser().absolute() if chosen else root / "var" / kind


def open_home(kind: str) -> dict[str, str]:
    """Make the home folder, for its owner only, and return the variables that point to it."""
    folder = home(kind)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return clean_variables() | {"WITHNESS_HOME": str(folder)}
