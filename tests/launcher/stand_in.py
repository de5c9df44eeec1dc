"""A small program that stands in for the launcher's main: supervises the children a test names.

Called as `python stand_in.py FOLDER KIND…`; writes each child's process id into FOLDER. Kinds: `calm`
ends when asked, `deaf` ignores being asked, `parent` has a deaf child of its own, `brief` ends by itself.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from launch.bell import Asked, Bell
from launch.supervising import Supervisor
from launch.voice import Trouble, say

NOTE = "import os, pathlib, signal, subprocess, sys, time; me = pathlib.Path(sys.argv[1]); "
READY = "me.with_suffix('.new').write_text(str(os.getpid())); me.with_suffix('.new').rename(me); "
STAY = "time.sleep(60)"
DEAF = (
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGINT, signal.SIG_IGN); "
)
CODE = {
    "calm": NOTE + READY + STAY,
    "deaf": NOTE + DEAF + READY + STAY,
    "brief": NOTE + READY + "time.sleep(0.3); sys.exit(7)",
}
CODE["parent"] = (
    NOTE
    + f"subprocess.Popen([sys.executable, '-c', {CODE['deaf']!r}, str(me) + '-child']); "
    + READY
    + STAY
)


def main(folder: str, *kinds: str) -> int:
    bell = Bell()
    bell.hang()
    try:
        with Supervisor(bell) as supervisor:
            for kind in kinds:
                argv = [sys.executable, "-c", CODE[kind], str(Path(folder) / kind)]
                supervisor.start(kind, argv, os.environ)
            supervisor.watch()
    except Asked as asked:
        return asked.code
    except Trouble as trouble:
        say(str(trouble))
        return trouble.code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
