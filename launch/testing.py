"""Running the tests: on SQLite, on PostgreSQL, then in the browser; added up in one line."""

import signal
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from launch import chromium, places
from launch.environment import Environment
from launch.supervising import STANDARD_OUTPUT, Supervisor
from launch.voice import answer, say

WITHOUT = "--without-browser"
COUNTED = ("tests", "failures", "errors", "skipped")
LEFT_OUT = f"NOT RUN because of {WITHOUT}: tests/journeys, everything a person does in a browser."


@dataclass(frozen=True)
class Pass:
    """One run of pytest: what it is called, its arguments, and variables of its own."""

    name: str
    words: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Sum:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self) -> str:
        return f"tests: {self.passed} passed, {self.failed} failed, {self.skipped} skipped"


SQLITE = Pass("SQLite", ("tests", "--ignore=tests/journeys", "-n", "2"))
POSTGRESQL = Pass(
    "PostgreSQL",
    ("tests", *(f"--ignore=tests/{room}" for room in ("journeys", "house", "launcher")), "-n", "2"),
    (("WITHNESS_TEST_DATABASE", "postgresql"),),
)
BROWSER = Pass("browser", ("tests/journeys",))


def test(words: Sequence[str], environment: Environment, supervisor: Supervisor) -> int:
    """Run all tests, or one pytest with the given arguments; 1 if any failed."""
    given = [word for word in words if word != WITHOUT]
    browser = WITHOUT not in words
    passes = [Pass("as asked", tuple(given))] if given else [SQLITE, POSTGRESQL]
    if browser and not given:
        passes.append(BROWSER)
    found = chromium.find() if given or not browser else chromium.ensure(supervisor)
    if not browser and not given:
        say(LEFT_OUT)
    supervisor.farewell = signal.SIGINT  # pytest then stops its databases and servers itself
    with tempfile.TemporaryDirectory(prefix="withness-test-") as folder:
        variables = places.without_service(places.clean_variables())
        variables["WITHNESS_HOME"] = str(Path(folder) / "home")
        del variables["DJANGO_SETTINGS_MODULE"]  # pyproject.toml says which settings tests have
        if found:
            variables["WITHNESS_CHROMIUM"] = found
        total, good = Sum(), True
        for number, each in enumerate(passes, 1):
            answer(f"\n== {number} of {len(passes)}: {each.name}: pytest {' '.join(each.words)}")
            report = Path(folder) / f"{number}.xml"
            argv = [environment.python, "-m", "pytest", *each.words, f"--junitxml={report}"]
            code = supervisor.run(
                f"tests ({each.name})",
                argv,
                variables | dict(each.variables),
                folder=places.ROOT,
                output=STANDARD_OUTPUT,
                keyboard=True,
            )
            good = good and code == 0
            total += counted(report, code)
    if not browser and not given:
        answer(f"\n{LEFT_OUT}")
    answer(f"\n{total}")
    return 0 if good else 1


def counted(report: Path, code: int) -> Sum:
    """Add up one report of pytest; a run that failed without naming a test is one failure."""
    total = Sum()
    try:
        suites = list(ET.parse(report).getroot().iter("testsuite"))
    except (OSError, ET.ParseError):
        suites = []
    for suite in suites:
        every, failures, errors, skipped = (int(suite.get(name, "0")) for name in COUNTED)
        failed = failures + errors
        total += Sum(max(every - failed - skipped, 0), failed, skipped)
    if code != 0 and total.failed == 0:
        total += Sum(failed=1)
    return total
