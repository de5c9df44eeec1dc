"""`python -m withness.web serve`: the web server, as the launcher starts it."""

import argparse
import os
from contextlib import suppress
from types import FrameType

import django
import uvicorn
from django.core.management import call_command

from withness.records.queries import waking

NOT_STARTED = 3  # as uvicorn's own command says it


def main() -> None:
    """Serve pages and event streams until told to stop; an open stream cannot keep it alive."""
    reader = argparse.ArgumentParser(prog="python -m withness.web")
    reader.add_argument("what", choices=["serve"])
    reader.add_argument("--host", default="127.0.0.1")
    reader.add_argument("--port", type=int, default=8000)
    asked = reader.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "withness.web.settings")
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    config = uvicorn.Config(
        "withness.web.asgi:application",
        host=asked.host,
        port=asked.port,
        log_level="warning",
        access_log=False,  # an address can hold a personal link
        timeout_graceful_shutdown=2,
        lifespan="off",
        server_header=False,
    )
    server = _Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    if not server.started:
        raise SystemExit(NOT_STARTED)


class _Server(uvicorn.Server):
    """The server, which ends its event streams at once when it is told to stop."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Send home who waits for news, then stop as ever."""
        waking.end()
        super().handle_exit(sig, frame)


if __name__ == "__main__":
    main()
