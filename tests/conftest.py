"""Fixtures that every story can use."""

from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, TransactionTestCase
from django_scopes import scope

from tests import cast as casting
from tests import coming_in
from withness.people import rules as people_rules
from withness.service.models import walls


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tables are made by their owner; every test runs as the role that runs the pages."""
    if settings.WITHNESS_WEAK is None:
        yield
        return
    connection.close()
    connection.settings_dict.update(settings.WITHNESS_WEAK)
    emptied = TransactionTestCase._fixture_teardown

    def as_owner(case):
        with walls.as_owner():
            emptied(case)

    TransactionTestCase._fixture_teardown = as_owner
    yield
    TransactionTestCase._fixture_teardown = emptied
    connection.close()
    connection.settings_dict.update(settings.WITHNESS_OWNER)


@pytest.fixture
def cast(db):
    """The fixed cast, with Riverside in scope."""
    everybody = casting.gather()
    with scope(service=everybody.riverside.pk):
        yield everybody


@pytest.fixture
def _trail_can_be_emptied(django_db_setup, django_db_blocker):
    """Lets the end of a test empty the tables: the trail itself refuses every deletion."""
    guards = import_module("withness.trail.migrations.0004_seals_append_only")
    triggers = [
        statement
        for statement in (guards.SQLITE if connection.vendor == "sqlite" else guards.POSTGRESQL)
        if statement.startswith("CREATE TRIGGER")
    ]
    with django_db_blocker.unblock(), walls.as_owner(), connection.cursor() as cursor:
        for statement in triggers:
            name = statement.split()[2]
            table = "_".join(name.split("_")[:2])
            on_table = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {name}{on_table}")
    yield
    with django_db_blocker.unblock(), walls.as_owner(), connection.cursor() as cursor:
        for statement in triggers:
            cursor.execute(statement)


@pytest.fixture
def living_cast(_trail_can_be_emptied, transactional_db):
    """The fixed cast, committed as in service, for stories in which several act at once."""
    everybody = casting.gather()
    with scope(service=everybody.riverside.pk):
        yield everybody


@pytest.fixture
def browser_of(cast):
    """A test client that came in as somebody: by account if they work there, by link otherwise."""

    def come_in(name, purpose=people_rules.Purpose.MEMBER, opens_id=None):
        client = Client()
        if name is None:
            return client
        person = cast.person(name)
        if name in casting.PRACTITIONERS:
            client.force_login(person.account)
            return client
        return coming_in.client_of(person, purpose, opens_id or cast.network.pk)

    return come_in
