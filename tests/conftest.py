"""Fixtures that every story can use."""

import pytest
from django.test import Client
from django_scopes import scope

from tests import cast as casting
from withness.people import rules as people_rules
from withness.people.actions import links


@pytest.fixture
def cast(db):
    """The fixed cast, with Riverside in scope."""
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
        token = links.make(
            service_id=person.service_id,
            person_id=person.pk,
            purpose=purpose,
            opens_id=opens_id or cast.network.pk,
            days=30,
        )
        slug = cast.riverside.slug
        assert client.post(f"/{slug}/open/{token}/").status_code == 302
        return client

    return come_in
