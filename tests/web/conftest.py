"""What the stories about signing in begin with."""

import pytest
from django.core.cache import cache

from tests.web import providers


@pytest.fixture
def nothing_counted(db):
    """No try was made yet."""
    cache.clear()


@pytest.fixture
def provider(cast, settings):
    """An employer's provider runs, and every service believes it."""
    with providers.running() as issuer:
        settings.WITHNESS_OIDC = f"{issuer}|withness|a secret|The trust"
        yield issuer
