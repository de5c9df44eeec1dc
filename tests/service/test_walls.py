"""A query that forgets its filter: PostgreSQL shows it one service's rows, or none.

SQLite knows no third wall; there the same queries show what the wall would have kept back.
"""

from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make
from tests.delivery import real_house

from withness.records.models import Line
from withness.service.models import Number, Service, walls

ON_POSTGRESQL = real_house.ON_POSTGRESQL
FORGETFUL = "SELECT service_id FROM records_line"


def asked(sql=FORGETFUL, given=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return {str(one).replace("-", "") for (one,) in cursor.fetchall()}


def named(*services):
    return {service.pk.hex for service in services}


@pytest.fixture
def two(cast):
    """A line in each of two services."""
    make.line(cast.first, cast.jonas, "I was angry.")
    with scope(service=cast.hillside.pk):
        meeting = make.meeting(cast.foreign, timezone.now(), state="held", invited=[cast.vera])
        make.line(meeting, cast.vera, "I slept.")
    return cast


def test_a_query_that_forgets_its_service_finds_one_or_none(two):
    everything = named(two.riverside, two.hillside)
    assert asked() == (named(two.riverside) if ON_POSTGRESQL else everything)
    with scope(service=two.hillside.pk):
        assert asked() == (named(two.hillside) if ON_POSTGRESQL else everything)
        with scopes_disabled():
            assert asked() == (named(two.hillside) if ON_POSTGRESQL else everything)
            assert Line.objects.count() == (1 if ON_POSTGRESQL else 2)
    with scope(service=None):
        assert asked() == (set() if ON_POSTGRESQL else everything)


def test_nothing_is_written_into_another_service(two):
    row = Number(service=two.hillside, label="Night", number="112", kind="crisis")
    if not ON_POSTGRESQL:
        row.save(force_insert=True)
        return
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Number.objects.update(service=two.hillside)
    many = [Number(service=two.hillside, label="Night", number="112", kind="crisis")] * 3
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Number.objects.bulk_create(many)
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM service_number WHERE service_id = %s", [[two.hillside.pk]])
        assert cursor.rowcount <= 0
    with scope(service=two.hillside.pk):
        assert Number.objects.count() == 2


def process():
    if not ON_POSTGRESQL:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def test_a_connection_takes_no_service_along_to_whoever_has_it_next(living_cast):
    make.line(living_cast.first, living_cast.jonas, "I was angry.")
    everything = named(living_cast.riverside)
    none = set() if ON_POSTGRESQL else everything
    before = process()
    assert asked() == everything  # no transaction of its own
    with scope(service=None):
        assert asked() == none
    with transaction.atomic():
        assert asked() == everything
        with scope(service=None):
            assert asked() == none  # the same transaction, out of scope
    with transaction.atomic():
        with transaction.atomic():
            with scope(service=living_cast.hillside.pk):
                assert asked() == none or not ON_POSTGRESQL
            transaction.set_rollback(True)
        assert asked() == everything  # a savepoint that was undone puts no earlier service back
        with scope(service=None):
            assert asked() == none
    with scope(service=None):
        assert asked() == none
    assert process() == before


def test_an_error_inside_a_savepoint_is_undone_as_ever(two):
    with pytest.raises(Exception, match=r"no_such|no such"), transaction.atomic():
        asked("SELECT no_such FROM records_line")
    assert asked() >= named(two.riverside)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(houses=st.lists(st.integers(0, 3), min_size=2, max_size=4), data=st.data())
def test_no_table_shows_a_forgetful_query_rows_of_another_service(houses, data):
    with transaction.atomic():
        services = []
        for people in houses:
            service = make.service(f"s{uuid4().hex[:12]}")
            services.append(service)
            with scope(service=service.pk):
                team = make.team(service)
                lena = make.practitioner(team, "Lena")
                for number in range(people):
                    mira = make.person(service, "Mira", mail=f"mira{number}@example.net")
                    network = make.network(team, mira, practitioners=[lena])
                    meeting = make.meeting(
                        network, timezone.now(), state="held", invited=[mira], came=[mira]
                    )
                    make.line(meeting, mira, "I slept.")
        here = data.draw(st.sampled_from(services))
        with scope(service=here.pk):
            for table in walls.tables():
                found = asked(f"SELECT service_id FROM {table}")
                assert found <= (named(here) if ON_POSTGRESQL else named(*services)), table
            for model in apps.get_models():
                if model._meta.db_table in walls.tables():
                    kept = {
                        str(one).replace("-", "")
                        for one in model._base_manager.values_list("service_id", flat=True)
                    }
                    assert kept <= (named(here) if ON_POSTGRESQL else named(*services))
            assert asked("SELECT service_id FROM people_person") >= named(here)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_table_that_carries_a_service_stands_behind_the_wall(capsys):
    call_command("walls")
    said = capsys.readouterr().out
    if ON_POSTGRESQL:
        assert walls.standing() == set(walls.tables())
        assert walls.is_weak()
        assert "holds for whoever runs the pages" in said
    else:
        assert walls.name_service not in connection.execute_wrappers  # and nobody pays for it
        assert "SQLite knows no third wall" in said


@pytest.mark.django_db
def test_the_role_that_runs_the_pages_can_neither_build_nor_take_down(cast):
    if not ON_POSTGRESQL:
        return
    for sql in (
        "ALTER TABLE records_line DISABLE ROW LEVEL SECURITY",
        f"DROP POLICY {walls.POLICY} ON records_line",
        "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres",
        "TRUNCATE records_line CASCADE",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            asked(sql)
    with pytest.raises(ProgrammingError), transaction.atomic():
        asked("SET row_security = off; SELECT service_id FROM records_line")


def test_a_house_with_two_roles_begins_is_copied_and_comes_back(tmp_path):
    owner = real_house.empty_database(tmp_path)
    database = owner.replace("postgres:@", "withness_pages:@")
    house = real_house.House(tmp_path / "one", database, WITHNESS_DATABASE_OWNER=owner)
    assert house.manage("migrate", "-v0").stderr == ""
    walled = house.manage("walls")
    assert walled.returncode == 0, walled.stderr
    assert house.with_messages(1).ask(
        "with scopes_disabled(): print(json.dumps(Person.objects.count()))"
    ) == (0 if ON_POSTGRESQL else 1)
    copy = tmp_path / "copy.withness"
    kept = house.manage("backup", str(copy))
    assert kept.returncode == 0, kept.stderr
    (tmp_path / "two").mkdir()
    owner = real_house.empty_database(tmp_path / "two")
    database = owner.replace("postgres:@", "withness_pages:@")
    back = real_house.House(tmp_path / "two", database, WITHNESS_DATABASE_OWNER=owner)
    done = back.manage("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert back.ask(
        "with scope(service=Service.objects.get().pk):"
        " print(json.dumps([p.name for p in Person.objects.all()]))"
    ) == ["Mira Quellwasser"]
    assert back.manage("walls").returncode == 0


def test_a_role_that_owns_the_tables_is_told_so(tmp_path):
    house = real_house.a_house(tmp_path / "house")
    told = house.manage("walls")
    assert told.returncode == (1 if ON_POSTGRESQL else 0)
    assert ("owns the tables" in told.stderr) == ON_POSTGRESQL


def test_who_has_begun_is_known_without_a_service(two):
    with scope(service=None):
        assert Service.objects.count() == 2
