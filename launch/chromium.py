"""Chromium, the browser of the journeys: found, installed where that is allowed, or named."""

import os
import shutil
import sys

from launch import places
from launch.supervising import Supervisor
from launch.voice import Trouble, say

NAMES = ("chromium", "chromium-browser", "google-chrome")
HINT = "or set WITHNESS_CHROMIUM to its path, or leave the browser out with --without-browser."


def find() -> str | None:
    """The path of Chromium: what WITHNESS_CHROMIUM says, else the first on PATH, else None."""
    chosen = os.environ.get("WITHNESS_CHROMIUM")
    if chosen:
        found = shutil.which(chosen)
        if found is None:
            raise Trouble(f"WITHNESS_CHROMIUM is {chosen}, but no program is there.")
        return found
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure(supervisor: Supervisor) -> str:
    """The path of Chromium, installed first if we may; else Trouble says how to get it."""
    found = find()
    if found:
        return found
    if sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get"):
        install(supervisor)
        found = find()
    if found:
        return found
    raise Trouble(f"The browser tests need Chromium: {advice()}, {HINT}")


def install(supervisor: Supervisor) -> None:
    """Install Chromium from the system's packages."""
    say("Chromium is missing: installing it with apt-get …")
    variables = places.clean_variables() | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        if supervisor.run("installation of Chromium", ["apt-get", *words], variables) != 0:
            return


def advice(platform: str = sys.platform) -> str:
    """How Chromium is got on this system."""
    if platform == "darwin":
        return "brew install --cask chromium"
    for program, words in (
        ("apt-get", "sudo apt-get install chromium"),
        ("dnf", "sudo dnf install chromium"),
        ("apk", "apk add chromium"),
        ("pacman", "sudo pacman -S chromium"),
        ("zypper", "sudo zypper install chromium"),
    ):
        if shutil.which(program):
            return words
    return "install the package named chromium"
