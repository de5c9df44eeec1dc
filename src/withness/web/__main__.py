"""`python -m withness.web serve`: the web server, as the launcher starts it."""

import argparse

import uvicorn


def main() -> None:
    """Serve pages and event streams until told to stop; an open stream cannot keep it alive."""
    reader = argparse.ArgumentParser(prog="python -m withness.web")
    reader.add_argument("what", choices=["serve"])
    reader.add_argument("--host", default="127.0.0.1")
    reader.add_argument("--port", type=int, default=8000)
    asked = reader.parse_args()
    uvicorn.run(
        "withness.web.asgi:application",
        host=asked.host,
        port=asked.port,
        log_level="warning",
        access_log=False,  # an address can hold a personal link
        timeout_graceful_shutdown=2,
        lifespan="off",
        server_header=False,
    )


if __name__ == "__main__":
    main()
