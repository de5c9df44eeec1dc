"""No committed file names a package index: every machine uses the one it is set up for."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

# Written so that no line of this file matches itself.
NAMED = re.compile(
    rb"--(?:extra-)?index-url|--find[-]links|--trusted[-]host"
    rb"|\b(?:extra-)?index-url[ ]*=|tool[.]uv[.]index"
    rb"|\b(?:PIP|UV)_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?\b"
    rb"|pypi[.]org|files[.]pythonhosted[.]org|registry[.]npmjs[.]org"
    rb"|source = \{ registry|\"resolved\": *\"http",
    re.IGNORECASE,
)
LARGEST = 5_000_000  # bytes; nothing larger is a text that people write


def named(root: Path) -> Iterator[str]:
    """Every place in the repository that names a package index, as `file:line`."""
    for file in sorted(files(root)):
        path = root / file
        if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
            continue
        content = path.read_bytes()
        for match in NAMED.finditer(content):
            line = content.count(b"\n", 0, match.start()) + 1
            yield f"{file}:{line}"


def files(root: Path) -> list[str]:
    """Every file that is committed or about to be: all but what .gitignore leaves out."""
    argv = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(argv, cwd=root, check=True, capture_output=True).stdout
    return [name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name]
