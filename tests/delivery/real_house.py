"""A whole house of its own for a test: a home, a real database, and commands as processes.

The database is of the kind the tests run on (`WITHNESS_TEST_DATABASE`).
"""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg

REPOSITORY = Path(__file__).resolve().parents[2]
KEYS = "1 " + "B" * 43 + "="
ON_POSTGRESQL = os.environ.get("WITHNESS_TEST_DATABASE") == "postgresql"
BEGIN = """
import django; django.setup()
import json
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from withness.service.models import Service
from withness.people.models import Person
from withness.people.actions import persons
from withness.delivery.models import Message
from withness.delivery.actions import outbox
"""
ONE_SERVICE = """
service = Service.objects.create(slug="riverside", name="Riverside Open Dialogue", zone="Europe/London",
    languages=["en"], sender_name="Riverside", begun_at=timezone.now())
with scope(service=service.pk):
    mira = Person.objects.create(service=service, name="Mira Quellwasser")
    persons.reach(service_id=service.pk, person_id=mira.pk, kind="mail", value="mira@example.net")
    for number in range(MESSAGES):
        outbox.queue(service_id=service.pk, to=mira.pk, way="mail", key=f"test:{number}",
            subject="Meeting", body=f"You are asked to a meeting, {number}.")
"""


class House:
    """One house: `manage` runs a command, `ask` runs a few lines and returns what they print."""

    def __init__(self, home, database, **more):
        self.home, self.database = Path(home), database
        self.home.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith("WITHNESS_")}
        self.environment = kept | {
            "WITHNESS_HOME": str(home), "WITHNESS_DATABASE": database,
            "WITHNESS_KEYS": KEYS, "WITHNESS_SECRET": "not for real",
            "DJANGO_SETTINGS_MODULE": "withness.web.settings",
            "PYTHONPATH": str(REPOSITORY / "src"), "PYTHONDONTWRITEBYTECODE": "1",
        } | more  # fmt: skip

    def manage(self, *words):
        return subprocess.run(
            [sys.executable, "-m", "django", *words], env=self.environment, cwd=self.home,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def ask(self, lines):
        done = subprocess.run(
            [sys.executable, "-c", BEGIN + lines], env=self.environment, cwd=self.home,
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout or "null")

    def with_messages(self, number=1):
        self.ask(ONE_SERVICE.replace("MESSAGES", str(number)))
        return self

    def states(self):
        return self.ask(
            "with scopes_disabled(): print(json.dumps(sorted(Message.objects.values_list('state', flat=True))))"
        )

    @contextmanager
    def working(self, *words, deaf=False):
        """A worker of this house; `deaf` starts it with SIGINT ignored, as some shells do."""
        worker = subprocess.Popen(
            [sys.executable, "-m", "django", "work", "--every", "0.1", *words],
            env=self.environment, cwd=self.home, stderr=subprocess.PIPE, text=True,
            preexec_fn=(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) if deaf else None,
        )  # fmt: skip
        try:
            yield worker
        finally:
            if worker.poll() is None:
                worker.kill()
            worker.communicate()


def empty_database(home):
    """The address of a new, empty database."""
    if not ON_POSTGRESQL:
        return f"sqlite:{home}/withness.sqlite3"
    return _created(None)


def a_house(home, **more):
    """A house whose tables are made and empty."""
    template = _template()
    if ON_POSTGRESQL:
        return House(home, _created(template), **more)
    Path(home).mkdir(parents=True, exist_ok=True)
    shutil.copy(template, Path(home) / "withness.sqlite3")
    return House(home, f"sqlite:{home}/withness.sqlite3", **more)


@cache
def _template():
    home = mkdtemp(prefix="withness-template-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    house = House(home, empty_database(home))
    done = house.manage("migrate", "-v0")
    assert done.returncode == 0, done.stderr
    return urlsplit(house.database).path.strip("/") if ON_POSTGRESQL else f"{home}/withness.sqlite3"


def _created(template):
    server = os.environ["WITHNESS_DATABASE"]
    name = f"house_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(
            f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")
        )
    at = urlsplit(server)
    return at._replace(path=f"/{name}").geturl()
