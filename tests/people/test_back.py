"""Lost everything: back in by people one named, or by a practitioner, in the open, with waiting."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import coming_in, make

from withness.delivery import tasks
from withness.delivery.models import Message
from withness.networks.actions import knowing
from withness.people import models, rules
from withness.people.actions import backs, naming
from withness.people.queries import backs as going
from withness.people.rules import back, proof
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
DOOR, BACK, DIGITS = "/riverside/people/own/door/", "/riverside/back/", "/riverside/back/digits/"
NEW = "mira.new@example.net"


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


@pytest.fixture
def named(cast):
    """Mira named Nia and Joe; one of them is enough."""
    by = make.viewer(cast.mira)
    for name in ("Nia", "Joe"):
        naming.name(
            called=name, kind=rules.ReachKind.MAIL, value=f"{name.lower()}@example.com", by=by
        )
    models.Change.objects.all().delete()


def asks(known="mira@example.net", new=NEW):
    """Ask on the public page, on a device of one's own."""
    client = Client()
    assert client.post(BACK, {"known": known, "new": new})["Location"] == DIGITS
    return client


def sent(to):
    return [one for one in Message.objects.order_by("made_at") if one.address == to]


def digits_of(message):
    """Open a named person's link and read the digits, as they do."""
    link = "/riverside" + message.body.split("/riverside")[1].split()[0]
    looked = Client().get(link)
    assert looked.status_code == 200
    shown = Client().post(link).content.decode()
    return shown.split("<bdi>")[1].split("</bdi>")[0], link


def test_the_named_people_tell_digits_by_voice_and_a_new_link_comes_after_waiting(cast, named):
    mira = asks()
    (nia,) = sent("nia@example.com")
    for word in ("Mira", "mental", "network"):
        assert word not in nia.subject + nia.body.replace("/riverside/", "")
    digits, _link = digits_of(nia)
    assert mira.post(DIGITS, {"digits": "000 001"}).status_code == 422
    assert mira.post(DIGITS, {"digits": digits}).status_code == 302
    fact = going.going(cast.mira.pk)
    assert fact.state == back.State.WAITING
    tasks.tell_changes(timezone.now())
    assert len(sent("mira@example.net")) == 1, "every other way hears of it"
    assert len(sent("07700900001")) == 1
    assert not sent(NEW)
    inside = coming_in.client_of(cast.mira, opens_id=cast.network.pk)
    assert "Somebody asks for a new way" in inside.get(DOOR).content.decode()
    tasks.tell_changes(fact.good_from + timedelta(seconds=1))  # the waiting is not over yet
    assert not sent(NEW)
    models.Back.objects.update(good_from=timezone.now())
    tasks.tell_changes(timezone.now())
    (link,) = [one for one in sent(NEW) if one.key.startswith("back:")]
    assert inside.get("/riverside/days/mine/").status_code == 404, (
        "every device of before is closed"
    )
    fresh = Client()
    fresh.post("/riverside" + link.body.split("/riverside")[1].split()[0])
    new = models.Reach.objects.get(person=cast.mira, kind="mail", good_from=None, pk__in=[
        one.pk for one in models.Reach.objects.filter(person=cast.mira) if one.value == NEW
    ])  # fmt: skip
    fresh.post("/riverside/proof/send/", {"reach": new.pk})
    fresh.post("/riverside/proof/", {"typed": coming_in.digits_for(cast.mira)})
    assert fresh.get("/riverside/days/mine/").status_code == 200
    deeds = set(Entry.objects.values_list("deed", flat=True))
    assert {"people.ask_back", "people.say_yes_back", "people.back_again"} <= deeds


def test_two_must_say_yes_where_she_wished_so(cast, named):
    naming.need(how_many=2, by=make.viewer(cast.mira))
    mira = asks()
    digits, _ = digits_of(sent("nia@example.com")[0])
    mira.post(DIGITS, {"digits": digits})
    assert "One more is needed" in mira.get(DIGITS).content.decode()
    assert mira.post(DIGITS, {"digits": digits}).status_code == 422, "the same digits say yes once"
    digits, _ = digits_of(sent("joe@example.com")[0])
    assert mira.post(DIGITS, {"digits": digits}).status_code == 302
    assert going.going(cast.mira.pk).state == back.State.WAITING


@pytest.mark.parametrize("who", ["channel", "self", "named", "practitioner"])
def test_whoever_hears_of_it_can_stop_it(cast, named, browser_of, who):
    mira = asks()
    digits, link = digits_of(sent("nia@example.com")[0])
    mira.post(DIGITS, {"digits": digits})
    fact = going.going(cast.mira.pk)
    if who == "channel":
        tasks.tell_changes(timezone.now())
        (notice,) = sent("mira@example.net")
        stop = "/riverside" + notice.body.split("/riverside")[1].split()[0]
        assert Client().get(stop).status_code == 200
        assert going.going(cast.mira.pk), "looking stops nothing"
        assert Client().post(stop).status_code == 200
    elif who == "self":
        inside = coming_in.client_of(cast.mira, opens_id=cast.network.pk)
        assert inside.post(f"{DOOR}stop/{fact.id}/").status_code == 302
    elif who == "named":
        assert Client().post(link, {"deed": "stop"}).status_code == 200
    else:
        path = f"/riverside/networks/{cast.network.pk}/people/{cast.mira.pk}/back/"
        assert browser_of("lena").post(path, {"deed": "stop"}).status_code == 302
    assert going.going(cast.mira.pk) is None
    models.Back.objects.update(good_from=timezone.now())
    tasks.tell_changes(timezone.now())
    assert not sent(NEW)
    assert models.Back.objects.get().stopped_by == who


def test_asking_for_somebody_unknown_looks_the_same_and_is_limited(cast, named):
    known, unknown = asks(), asks("nobody@example.net")
    pages = [one.get(DIGITS).content.decode().split("<main")[1] for one in (known, unknown)]
    assert _plain(pages[0]) == _plain(pages[1])
    wrong = [one.post(DIGITS, {"digits": "123456"}).status_code for one in (known, unknown)]
    assert wrong == [422, 422]
    for _ in range(2):
        asks()
    again = Client().post(BACK, {"known": "mira@example.net", "new": NEW})
    assert again.status_code == 422
    assert Client().get(DIGITS).status_code == 404


def _plain(page):
    return [line for line in page.split("\n") if "csrfmiddlewaretoken" not in line]


def test_guessed_digits_and_made_up_links_open_nothing(cast, named):
    mira = asks()
    digits_of(sent("nia@example.com")[0])
    back_id = models.Back.objects.get().pk
    for _ in range(back.MOST_WRONG):
        with pytest.raises(proof.NotThat):
            backs.try_digits(back_id=back_id, typed="not")
    with pytest.raises(back.NotOver):
        backs.try_digits(back_id=back_id, typed="not")
    vouch = models.Vouch.objects.first()
    for token in ("x", vouch.pk.hex, vouch.pk.hex + "0" * 32, going.token("stop", vouch.pk)):
        assert Client().post(f"{BACK}named/{token}/").status_code == 410
    assert Client().post(f"{BACK}stop/{going.token('named', back_id)}/").status_code == 410
    assert mira.get("/riverside/days/mine/").status_code == 404


def test_a_practitioner_who_knows_them_makes_a_way_in_the_open(cast, browser_of):
    lena, path = browser_of("lena"), (
        f"/riverside/networks/{cast.network.pk}/people/{cast.jonas.pk}/back/"
    )  # fmt: skip
    assert lena.post(path, {"value": NEW}).status_code == 422, "spoke with them first"
    assert lena.post(path, {"value": NEW, "spoke": "on"}).status_code == 302
    assert len(sent("sol@example.org")) == 1, "the other practitioner hears of it at once"
    tasks.tell_changes(timezone.now())
    assert len(sent("jonas@example.net")) == 1
    assert going.going(cast.jonas.pk).state == back.State.WAITING
    for name in ("pavel", "noor", "mira", "jonas", "wilhelm"):
        assert browser_of(name).post(path, {"value": NEW, "spoke": "on"}).status_code == 404
    assert Entry.objects.filter(deed="networks.know_person", about_id=cast.jonas.pk).exists()


def test_where_nobody_else_hears_of_it_two_practitioners_must_know_them(cast):
    lena, sol = cast.viewer("lena"), cast.viewer("sol")
    told = {"network_id": cast.network.pk, "person_id": cast.tarek.pk}
    knowing.know(**told, kind=rules.ReachKind.MAIL, value=NEW, by=lena)
    assert going.going(cast.tarek.pk).good_from is None
    with pytest.raises(back.NotYourself):
        knowing.know_too(**told, by=lena)
    with pytest.raises(back.UnderWay):
        knowing.know(**told, kind=rules.ReachKind.MAIL, value="b@example.net", by=sol)
    knowing.know_too(**told, by=sol)
    assert going.going(cast.tarek.pk).good_from is not None
    with pytest.raises(back.NobodyToTell):
        back.practitioners_needed([], 0)
