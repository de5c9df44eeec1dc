"""The walls between services: every table stands behind them, or says why it cannot."""

from django.apps import apps

from tests.house.the_house import SOURCE, sources
from withness.service.models import walls

# Tables that carry no service, and why.
OPEN = {
    "service_service": "its short name is looked up before anybody is in scope; its words are public",
    "people_account": "one account may belong to persons of several services; it holds a work address",
    "web_session": "a session begins before a service is known; it lies sealed",
    "django_content_type": "the names of tables",
    "django_migrations": "which migrations were applied",
    "auth_permission": "the names of tables; nobody is given any of them",
    "auth_group": "empty: there are no groups",
    "auth_group_permissions": "empty: there are no groups",
    "account_emailaddress": "a work address, of an account",
    "account_emailconfirmation": "empty: a mailed code is the proof",
    "mfa_authenticator": "a passkey or a secret of an account, asked for before a service is known",
    "socialaccount_socialaccount": "an account's name with its own provider",
    "socialaccount_socialapp": "empty: providers stand in the settings",
    "socialaccount_socialtoken": "an account's token of its own provider",
    "web_cache": "counts of tries under keyed names; no words",
    "web_try": "counts of tries under keyed names; no words",
}
# Where one looks at all services together: only ever as the owner, or before there are roles.
ALL_TOGETHER = {"web/management/copying/house.py", "service/models/prepared.py"}


def test_every_table_carries_its_service_or_says_why_not():
    everything = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert everything - set(walls.tables()) - OPEN.keys() == set()


def test_nobody_looks_at_all_services_together():
    """Behind the third wall such a question finds nothing: name one service after the other."""
    found = {
        str(path.relative_to(SOURCE))
        for path in sources("*.py")
        if "scopes_disabled" in path.read_text("utf-8")
    }
    assert found - ALL_TOGETHER == set()
