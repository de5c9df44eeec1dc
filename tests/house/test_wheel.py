"""A wheel is built, put on an empty path, and started: nothing of the house is left behind."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

from tests.house.the_house import REPOSITORY

WAIT = 30


def test_the_wheel_serves_pages(tmp_path):
    built = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--wheel-dir", str(tmp_path / "wheel"), str(REPOSITORY)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (wheel,) = (tmp_path / "wheel").glob("withness-*.whl")
    target = tmp_path / "installed"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            "--target",
            str(target),
            str(wheel),
        ],
        check=True,
    )
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("WITHNESS_", "DJANGO_"))},
        "PYTHONPATH": str(target), "WITHNESS_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "withness.web.settings",
    }  # fmt: skip
    # -P and an empty working folder: the installed copy answers, not the one in this repository
    python = [sys.executable, "-P"]
    where = "import withness; print(withness.__file__)"
    first = subprocess.run(
        [*python, "-c", where],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(target) in first.stdout
    subprocess.run(
        [*python, "-m", "django", "migrate", "-v0"], cwd=tmp_path, env=environment, check=True
    )
    server = subprocess.Popen(
        [*python, "-m", "withness.web", "serve", "--port", str(port)], cwd=tmp_path, env=environment
    )
    try:
        assert json.loads(_page(f"http://127.0.0.1:{port}/health"))["well"] is True
        assert b"<h1" in _page(f"http://127.0.0.1:{port}/")
        assert b"--" in _page(f"http://127.0.0.1:{port}/static/web/withness.css")
    finally:
        server.terminate()
        server.wait(10)


def _page(address):
    until = time.monotonic() + WAIT
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
