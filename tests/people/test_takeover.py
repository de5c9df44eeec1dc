"""Somebody who found a link, an open page or an address tries to make it theirs."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import coming_in, make

from withness.networks import models as networks
from withness.people import models, rules
from withness.people.actions import agreed, backs, links, naming, reaches
from withness.people.queries import backs as ways
from withness.people.queries import proving
from withness.people.rules import back, proof
from withness.values.rules.viewer import Belonging

pytestmark = pytest.mark.django_db
BACK, DIGITS = "/riverside/back/", "/riverside/back/digits/"
PROOF, MINE = "/riverside/proof/", "/riverside/days/mine/"


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


def asks(known):
    client = Client()
    assert client.post(BACK, {"known": known, "new": "thief@example.net"}).status_code == 302
    return client


def answers(client, times):
    """What the page says to each of so many wrong tries, without what differs from page to page."""
    found = []
    for _ in range(times):
        page = client.post(DIGITS, {"digits": "123456"}).content.decode().split("<main")[1]
        found.append([one for one in page.split("\n") if "csrfmiddlewaretoken" not in one])
    return found


def test_no_number_of_tries_tells_whether_an_address_is_known(cast):
    naming.name(
        called="Nia", kind=rules.ReachKind.MAIL, value="nia@example.com", by=make.viewer(cast.mira)
    )
    tries = back.MOST_WRONG + 7
    unknown = answers(asks("nobody@example.net"), tries)
    assert answers(asks("somebody@example.net"), tries) == unknown, "each asking counts for itself"
    assert answers(asks("mira@example.net"), tries) == unknown


def test_whoever_finds_a_page_open_cannot_put_their_own_address_in_place_of_the_only_one(cast):
    by = make.viewer(cast.jonas)
    own = models.Reach.objects.get(person=cast.jonas)
    models.Person.objects.update(made_at=timezone.now() - proof.A_NEW_REACH_WAITS)
    reaches.end(reach_id=own.pk, by=by)
    thief = reaches.add(kind=rules.ReachKind.MAIL, value="thief@example.net", by=by)
    now = proving.choices(cast.jonas.pk, timezone.now())
    assert thief not in {one.reach_id for one in now}
    later = timezone.now() + proof.A_NEW_REACH_WAITS
    assert thief in {one.reach_id for one in proving.choices(cast.jonas.pk, later)}


def opened(person, opens_id, purpose, client):
    token = links.make(
        service_id=person.service_id, person_id=person.pk, purpose=purpose, opens_id=opens_id,
        days=30,
    )  # fmt: skip
    return client.post(f"/riverside/open/{token}/")


@pytest.fixture
def ama(cast):
    """Ama asked for help, has no address, and a network is around her now."""
    who = make.person(cast.riverside, "Ama")
    who.contact = make.contact(cast.team, who, cast.lena)
    who.network = make.network(cast.team, who, practitioners=[cast.lena])
    held = make.meeting(who.network, state="held", came=[who])
    make.line(held, who, "AmasOwnWords")
    return who


def test_a_link_that_opens_alone_opens_the_page_of_the_request_and_nothing_else(cast, ama):
    client, place = Client(), networks.Membership.objects.filter(network=ama.network)
    place.delete()
    answer = opened(ama, ama.contact.pk, rules.Purpose.CALLER, client)
    assert answer["Location"] == "/riverside/days/caller/"
    assert client.get(answer["Location"]).status_code == 200
    make.joins(ama.network, ama, Belonging.CENTRE)
    network = f"/riverside/records/network/{ama.network.pk}/"
    for path in (MINE, network, "/riverside/people/own/"):
        assert client.get(path).status_code == 404
    assert client.post("/riverside/exchange/everything/").status_code == 404
    assert opened(ama, ama.contact.pk, rules.Purpose.CALLER, client)["Location"] == PROOF
    assert "cannot see yet that it is you" in client.get(PROOF).content.decode()
    proved = coming_in.client_of(ama, rules.Purpose.CALLER, ama.contact.pk)
    models.Visit.objects.filter(person=ama).update(proved_by=proof.Way.WORD)
    assert proved.get(network).status_code == 200


def test_a_link_that_opened_alone_proves_nothing_for_another_link(cast, ama):
    client = Client()
    networks.Membership.objects.filter(network=ama.network).delete()
    opened(ama, ama.contact.pk, rules.Purpose.CALLER, client)
    make.joins(ama.network, ama, Belonging.CENTRE)
    agreed.write(service_id=ama.service_id, person_id=ama.pk, word="blue garden gate", by=None)
    assert opened(ama, ama.network.pk, rules.Purpose.MEMBER, client)["Location"] == PROOF
    assert client.get(MINE).status_code == 404


@pytest.fixture
def trusting(cast):
    """Mira named two people, and both must say yes."""
    by = make.viewer(cast.mira)
    ids = [
        naming.name(called=one, kind=rules.ReachKind.MAIL, value=f"{one}@example.com", by=by)
        for one in ("nia", "ruben")
    ]
    naming.need(how_many=2, by=by)
    models.Change.objects.all().delete()
    return ids


def test_whoever_is_trusted_no_longer_says_no_yes(cast, trusting):
    """She took a partner's name back while he was asked: his digits are over."""
    known, new = ((rules.ReachKind.MAIL, one) for one in ("mira@example.net", "x@example.net"))
    back_id = backs.ask(known=known, new=new, service_id=cast.riverside.pk)
    part = models.Vouch.objects.get(back_id=back_id, trusted_id=trusting[1])
    digits = backs.show(token=ways.token("named", part.pk))
    naming.end(trusted_id=trusting[1], by=make.viewer(cast.mira))
    with pytest.raises(proof.NotThat):
        backs.try_digits(back_id=back_id, typed=digits)
    with pytest.raises(back.NotOver):
        backs.show(token=ways.token("named", part.pk))


@pytest.mark.parametrize("deed", ["end", "need"])
def test_nobody_changes_in_silence_who_helps_somebody_back_in(cast, trusting, deed):
    """On a page found open, fewer are asked: every way to reach her hears of it."""
    by = make.viewer(cast.mira)
    if deed == "end":
        naming.end(trusted_id=trusting[0], by=by)
    else:
        naming.need(how_many=1, by=by)
    assert models.Change.objects.get(person=cast.mira).what == "named"
