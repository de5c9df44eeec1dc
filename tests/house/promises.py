"""Which tests name which promise; drawn into docs/reference/promises.md.

Run `.venv/bin/python -m tests.house.promises` to draw it again.
"""

import ast
import re

from tests.house.the_house import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference" / "promises.md"
NAMED = re.compile(r"promises?[ _]((?:\d+(?:, | and )?)+)", re.IGNORECASE)
ALL = range(1, 24)
HEAD = """# Tests that name a promise

Drawn from the tests by `.venv/bin/python -m tests.house.promises`. What each promise means stands in
[the guide](../guides/promises.md). A promise without a test is not yet kept by a machine.

| promise | named by tests in |
|---|---|
"""


def numbers(text):
    """The promises that a text names: "promise 9", "promises 1 and 3", "promise_3_on_the"."""
    return {int(n) for found in NAMED.findall(text) for n in re.findall(r"\d+", found)} & set(ALL)


def promises_in(path):
    """The promises that the tests of a file name, in a test's name or docstring."""
    tests = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    ]
    return {n for test in tests for n in numbers(f"{test.name} {ast.get_docstring(test) or ''}")}


def found():
    """For each promise the files with tests that name it."""
    by_promise = {promise: set() for promise in ALL}
    for path in sorted((REPOSITORY / "tests").rglob("test_*.py")):
        for promise in promises_in(path):
            by_promise[promise].add(str(path.relative_to(REPOSITORY)))
    return by_promise


def drawn():
    """The page."""
    rows = [
        f"| {promise} | {', '.join(f'`{file}`' for file in sorted(files)) or 'none yet'} |\n"
        for promise, files in found().items()
    ]
    return HEAD + "".join(rows)


if __name__ == "__main__":
    PAGE.write_text(drawn(), "utf-8")
