"""The third wall between services: PostgreSQL itself, for a query that forgets the other two.

Every row that carries a service lies behind a policy which compares it with a setting of the
transaction. Each statement names the service in scope in the same message, so that it costs no
round trip and nothing is left behind on a connection that somebody else uses next. The wall holds
for a role that neither owns the tables nor bypasses them; SQLite knows neither and pays nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django_scopes import get_scope
from psycopg import sql as parts

POLICY = "withness_service"
NAMED = "service_id = nullif(current_setting('withness.service', true), '')::uuid"
FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
Execute = Callable[[Any, Any, Any, dict[str, Any]], Any]


class WallTooLow(Exception):
    """The role for running owns tables or goes past the wall: it would hold nobody."""


def name_service(execute: Execute, sql: Any, given: Any, many: Any, context: dict[str, Any]) -> Any:
    """Execute a statement with the service in scope named for this transaction, or nobody's.

    Outside a transaction the message is its own transaction: nothing has to be named there where
    no service is in scope.
    """
    service = get_scope().get("service")
    service = getattr(service, "pk", service)
    here: BaseDatabaseWrapper = context["connection"]
    is_frame = isinstance(sql, str) and sql.startswith(FRAME)
    if is_frame or (service is None and not here.in_atomic_block):
        return execute(sql, given, many, context)
    named = f"SET LOCAL withness.service = '{service if isinstance(service, UUID) else ''}'; "
    if many:
        with transaction.atomic(using=here.alias):
            context["cursor"].cursor.execute(named)
            return execute(sql, given, many, context)
    sql = named + sql if isinstance(sql, str) else parts.SQL(named) + sql
    answer = execute(sql, given, many, context)
    context["cursor"].nextset()  # past the answer to the naming
    return answer


def stand_by(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Let every statement of a new connection to PostgreSQL name its service."""
    if connection.vendor == "postgresql" and name_service not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, name_service)


def tables() -> tuple[str, ...]:
    """Return the tables whose rows carry a service: all of them lie behind the wall."""
    return tuple(
        sorted(
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if any(field.attname == "service_id" for field in model._meta.concrete_fields)
        )
    )


def standing() -> frozenset[str]:
    """Return the tables that lie behind the wall in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relrowsecurity AND p.polname = %s"
            " AND c.relnamespace = 'public'::regnamespace",
            [POLICY],
        )
        return frozenset(name for (name,) in cursor.fetchall())


def build(*, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Put every table that carries a service behind the wall; called at the end of `migrate`."""
    if using != DEFAULT_DB_ALIAS or connection.vendor != "postgresql":
        return
    missing = sorted(set(tables()) & set(connection.introspection.table_names()) - standing())
    with transaction.atomic(), connection.cursor() as cursor:
        for table in map(connection.ops.quote_name, missing):
            cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {POLICY} ON {table}")
            cursor.execute(
                f"CREATE POLICY {POLICY} ON {table} USING ({NAMED}) WITH CHECK ({NAMED})"
            )
    if weak := settings.WITHNESS_WEAK:
        let_in(str(weak["USER"]), str(weak["PASSWORD"]))


def let_in(role: str, password: str) -> None:
    """Let a role read and write rows and no more; make it where it is not there yet.

    Raises `WallTooLow` for a role that owns tables or goes past the wall.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
        name = parts.Identifier(role)
        if found is None:
            made = parts.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS")
            cursor.execute(made.format(name))
            if password:
                worded = parts.SQL("ALTER ROLE {} PASSWORD {}")
                cursor.execute(worded.format(name, parts.Literal(password)))
        elif found[0] or _owns(cursor, role):
            raise WallTooLow
        for granted in (
            "USAGE ON SCHEMA public",
            "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public",
            "USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public",
        ):
            cursor.execute(parts.SQL(f"GRANT {granted} TO {{}}").format(name))


def _owns(cursor: Any, role: str) -> bool:
    cursor.execute(
        "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tableowner = %s)",
        [role],
    )
    return bool(cursor.fetchone()[0])


def is_weak() -> bool:
    """Whether whoever is connected stands before the wall and not above it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles"
            " WHERE rolname = current_user"
        )
        role, goes_past = cursor.fetchone()
        return not goes_past and not _owns(cursor, role)


@contextmanager
def as_owner() -> Iterator[None]:
    """Work as the owner of the tables: to build them, to copy them, to bring them back."""
    owner = settings.WITHNESS_OWNER
    before = {key: connection.settings_dict[key] for key in owner or ()}
    if owner is None or before == owner:
        yield
        return
    connection.close()
    connection.settings_dict.update(owner)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
