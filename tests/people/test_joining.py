"""One person in two services: never joined, and nobody told, before their own word."""

from datetime import date

import pytest
from django.test import Client
from django_scopes import scope
from tests import make

from withness.delivery.models import Message
from withness.people import models
from withness.people.actions import accounts
from withness.people.queries import accounts as addresses
from withness.people.rules import AddressElsewhere
from withness.teams import models as teams
from withness.teams.actions import practitioners
from withness.values.rules.viewer import Duty

pytestmark = pytest.mark.django_db
JOINING = "/hillside/people/joining/"


@pytest.fixture
def keeper(cast):
    """Somebody who keeps the accounts of Hillside."""
    with scope(service=cast.hillside.pk):
        keeper = make.practitioner(
            cast.other_team, "Kees", email="kees@example.org", duties=(Duty.ACCOUNTS,)
        )
        return make.viewer(keeper.person)


def add(cast, keeper, email):
    with scope(service=cast.hillside.pk):
        post_id = practitioners.add(
            team_id=cast.other_team.pk, name="L.", email=email, is_peer=False, languages=["en"],
            hours=[], began_on=date(2026, 1, 1), by=keeper,
        )  # fmt: skip
        return teams.Practitioner.objects.get(pk=post_id).person_id


def signed_in(email):
    client = Client()
    client.force_login(models.Account.objects.get(email=email))
    return client


def test_hillside_learns_nothing_from_an_address_that_signs_in_to_riverside(cast, keeper):
    """The same answer, the same page, no message, for a fresh address and for Lena's."""
    noor = signed_in("kees@example.org")
    seen = []
    for email in ("fresh@example.org", "lena@example.org"):
        person_id = add(cast, keeper, email)
        with scope(service=cast.hillside.pk):
            shown = addresses.addresses_of([person_id])
            post = teams.Practitioner.objects.get(person_id=person_id)
            page = noor.get(f"/hillside/teams/practitioners/{post.pk}/")
            seen.append((shown == {person_id: email}, page.status_code))
    assert seen[0] == seen[1]
    assert not Message.objects.exists()


def test_nothing_is_joined_until_she_says_yes(cast, keeper):
    person_id = add(cast, keeper, "lena@example.org")
    lena = signed_in("lena@example.org")
    assert lena.get("/riverside/days/").status_code == 200
    assert lena.get("/hillside/days/").status_code == 404
    assert lena.get("/hillside/")["Location"] == JOINING
    for other in ("sol@example.org", "wilhelm@example.org"):
        assert signed_in(other).get(JOINING).status_code == 404
        assert signed_in(other).post(JOINING, {"deed": "yes"}).status_code == 404
    assert Client().get(JOINING).status_code == 404
    assert "asks: is this you?" in lena.get(JOINING).content.decode()
    with scope(service=cast.hillside.pk):
        assert models.Person.objects.get(pk=person_id).account_id is None
    assert lena.post(JOINING, {"deed": "yes"}).status_code == 302
    assert lena.get("/hillside/days/").status_code == 200
    assert lena.get("/riverside/days/").status_code == 200
    assert lena.get(JOINING).status_code == 404


def test_a_no_joins_nothing_and_tells_nobody(cast, keeper):
    person_id = add(cast, keeper, "lena@example.org")
    lena = signed_in("lena@example.org")
    lena.post(JOINING, {"deed": "no"})
    assert lena.get(JOINING).status_code == 404
    assert lena.get("/hillside/days/").status_code == 404
    with scope(service=cast.hillside.pk):
        assert addresses.addresses_of([person_id]) == {person_id: "lena@example.org"}
    assert not Message.objects.exists()


def test_hillside_cannot_change_how_she_signs_in_to_riverside(cast, keeper):
    person_id = add(cast, keeper, "lena@example.org")
    lena = signed_in("lena@example.org")
    lena.post(JOINING, {"deed": "yes"})
    with scope(service=cast.hillside.pk):
        accounts.move(person_id=person_id, email="thief@example.org")
    assert models.Account.objects.get(pk=cast.lena.person.account_id).email == "lena@example.org"
    assert lena.get("/riverside/days/").status_code == 200
    assert lena.get("/hillside/days/").status_code == 404
    thief = signed_in("thief@example.org")
    assert thief.get("/riverside/days/").status_code == 404


def test_an_address_within_one_service_is_still_somebodys_own(cast, keeper):
    add(cast, keeper, "lena@example.org")
    with pytest.raises(AddressElsewhere):
        add(cast, keeper, "Lena@example.org")


def test_a_member_of_two_services_is_two_persons_with_nothing_between_them(cast):
    """Members have no account: the same mail in two services joins nothing, by either's link."""
    here = make.person(cast.riverside, "Nia", mail="nia@example.net")
    with scope(service=cast.hillside.pk):
        there = make.person(cast.hillside, "Nia", mail="nia@example.net")
        one = models.Reach.objects.get(person=there).looked_up_by
    assert models.Reach.objects.get(person=here).looked_up_by != one, "not even by what is stored"
    assert {here.account_id, there.account_id} == {None}
