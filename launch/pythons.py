"""Which Python may run Withness. Every Python can read this file, so an old one can say so."""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)
TRIED = "WITHNESS_PYTHON_TRIED"


def refusal(version, platform="linux"):
    """Say in one sentence why this Python cannot run Withness; None when it can."""
    found = tuple(version[:2])
    if platform == "win32":
        return "On Windows, Withness runs inside WSL: type `wsl` and start it there."
    if OLDEST <= found <= NEWEST:
        return None
    sentence = "This is Python {0}.{1}, which is {2}. Withness needs Python 3.11, 3.12 or 3.13: {3}"
    age = "too old" if found < OLDEST else "newer than Withness has been tried with"
    return sentence.format(found[0], found[1], age, get(platform))


def get(platform):
    """Say how to get a Python that fits."""
    if platform == "darwin":
        return "brew install python@3.13"
    return "apt-get install python3 (Debian 12, Ubuntu 24.04), dnf install python3.13 (Fedora)"


def insist(script):
    """Go on if this Python fits; else start again with one that does, or say what is missing."""
    reason = refusal(sys.version_info, sys.platform)
    if reason is None:
        os.environ.pop(TRIED, None)
        return
    other = None
    if sys.platform != "win32" and not os.environ.get(TRIED):
        other = fitting()
    if other is None:
        sys.stderr.write(reason + "\n")
        sys.exit(1)
    os.environ[TRIED] = "1"
    words = [other, os.path.realpath(script)]
    words.extend(sys.argv[1:])
    os.execv(other, words)


def fitting():
    """Find a Python on the path that fits, the newest first; None if there is none."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3." + str(minor)
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and answers(path, minor):
                return path
    return None


def answers(path, minor):
    """Whether the program at this path is the Python its name says."""
    try:
        process = subprocess.Popen(
            [path, "-c", "import sys; sys.stdout.write(str(sys.version_info[1]))"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        said = process.communicate()[0].decode("ascii", "replace")
    except OSError:
        return False
    return process.returncode == 0 and said == str(minor)
