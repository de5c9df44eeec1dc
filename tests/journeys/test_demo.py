"""`./withness demo`: looking through anybody's eyes, and a quick end."""

import os
import select
import signal
import subprocess
import time
from types import SimpleNamespace

import pytest

from tests.delivery.real_house import REPOSITORY

LIMIT = 5.0
FIRST = {
    "Mira, the person we meet for": ("Hello, Mira", "/riverside/days/mine/"),
    "Dr Hale, a guest from outside": ("Hello, Dr Hale", "/riverside/days/mine/"),
    "Ama, who asked for help": ("Lena looks after your request", "/riverside/days/caller/"),
    "Noor, who keeps the rota": (None, "/riverside/days/"),
    "Somebody without an account": ("Ask for a meeting", "/riverside/contacts/ask/"),
}


@pytest.fixture
def demo(tmp_path):
    """A demo begun by the launcher, as whoever tries Withness begins it."""
    with (tmp_path / "said.txt").open("w+") as said:
        process = subprocess.Popen(
            [REPOSITORY / "withness", "demo", "--no-browser", "--scale", "3"],
            stdout=subprocess.PIPE, stderr=said, text=True,
            env=os.environ | {"WITHNESS_HOME": str(tmp_path / "home")},
        )  # fmt: skip
        try:
            ready, _, _ = select.select([process.stdout], [], [], 240)
            line = process.stdout.readline().strip() if ready else ""
            assert line.startswith("http://127.0.0.1:"), (tmp_path / "said.txt").read_text()
            yield SimpleNamespace(process=process, address=line.rstrip("/"))
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(20)
            process.stdout.close()


def test_one_looks_through_anybodys_eyes_and_it_ends_in_five_seconds(demo, person):
    """The bar leads to each person's first page; with a page and its stream open it ends soon."""
    visitor = person("visitor", demo).go("/")
    for label, (heading, path) in FIRST.items():
        visitor.page.get_by_label("Look as").select_option(label=label)
        visitor.press("Look")
        assert visitor.page.url == f"{demo.address}{path}"
        assert heading in (None, visitor.heading())
        visitor.sees("A demo: nobody here is real.")
    visitor.go("/demo/as/lena/").follow("ul.times a").press("Begin the meeting")
    if "/records/meeting/" not in visitor.page.url:
        visitor.press("To the page we sit with")
    visitor.page.wait_for_selector("#together[data-open]", state="attached")  # the stream is open
    began = time.monotonic()
    demo.process.send_signal(signal.SIGTERM)
    demo.process.wait(LIMIT * 4)
    assert time.monotonic() - began < LIMIT
    assert demo.process.returncode == 0
    visitor.wrong.clear()  # the page tells of its server's end
