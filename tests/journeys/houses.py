"""Real houses for the journeys: a home, a database, a web server and a worker, each a process."""

import http.client
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.delivery.post_office import free_port
from tests.delivery.real_house import REPOSITORY, House

PATIENCE = 60  # seconds; machines are noisy


class Living(House):
    """A house that serves pages at `address`; with a worker where one is wanted."""

    def __init__(self, home, database, *, mail=None, **more):
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        mailed = {"WITHNESS_MAIL": f"smtp://127.0.0.1:{mail}"} if mail else {}
        super().__init__(home, database, WITHNESS_ORIGIN=self.address, **mailed, **more)
        self.environment["PYTHONPATH"] = f"{REPOSITORY / 'src'}:{REPOSITORY}"

    def manage(self, *words):
        done = super().manage(*words)
        assert done.returncode == 0, done.stderr
        return done

    def staged(self):
        """This house with Riverside in it, as `stage.py` writes it down."""
        stage = Path(__file__).with_name("stage.py")
        done = subprocess.run(
            [sys.executable, stage], env=self.environment, cwd=self.home,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return self

    @contextmanager
    def open(self, *, worker=True):
        """Serve until the end of the block; then everything is ended properly."""
        log = (Path(self.home) / "server.log").open("wb")
        commands = [["-m", "withness.web", "serve", "--port", str(self.port)]]
        commands += [["-m", "django", "work", "--every", "0.3"]] if worker else []
        started = [self._start(words, log) for words in commands]
        try:
            self._await_health(started[0])
            yield self
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            for process in started:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(10)
                process.kill()
                process.wait()
            log.close()
        told = (Path(self.home) / "server.log").read_text(errors="replace")
        assert "Traceback" not in told, told[-4000:]

    def _start(self, words, log):
        return subprocess.Popen(
            [sys.executable, *words], env=self.environment, cwd=self.home, stdout=log, stderr=log
        )

    def _await_health(self, server):
        def answers():
            assert server.poll() is None, "the server has ended"
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            with suppress(OSError, http.client.HTTPException), closing(line):
                line.request("GET", "/health")
                return line.getresponse().status == 200
            return False

        until(answers, f"an answer of {self.address}/health")


def until(true, what, patience=PATIENCE):
    """Wait until `true()` gives something, and return it."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")
