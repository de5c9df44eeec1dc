"""One proof behind a link: guessed, replayed, stolen, of another, twice, at once, and by machines."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from tests import coming_in, make

from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.meetings import models as meetings
from withness.people import models, rules
from withness.people.actions import agreed, links, persons, proofs, visits
from withness.people.rules import proof
from withness.trail.models import Entry
from withness.values.rules.refusals import Refusal

pytestmark = pytest.mark.django_db
MINE, PROOF = "/riverside/days/mine/", "/riverside/proof/"


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


def given(person, opens, purpose=rules.Purpose.MEMBER):
    """Return the address of a fresh link."""
    token = links.make(
        service_id=person.service_id, person_id=person.pk, purpose=purpose, opens_id=opens.pk,
        days=30,
    )  # fmt: skip
    return f"/riverside/open/{token}/"


@pytest.fixture
def opened(cast):
    """Jonas's link, opened on a device by whoever holds it; no proof yet."""
    client = Client()
    assert client.post(given(cast.jonas, cast.network))["Location"] == PROOF
    return client


def told(cast, deed):
    return Entry.objects.filter(service_id=cast.riverside.pk, deed=deed)


def test_the_link_alone_opens_nothing_and_the_digits_open_it_once(cast, opened):
    assert opened.get(MINE).status_code == 404
    page = opened.get(PROOF).content.decode()
    assert "jonas@example.net" not in page, "a thief learns no address"
    answer = opened.post(PROOF, {"typed": coming_in.digits_for(cast.jonas)})
    assert answer["Location"] == MINE
    assert opened.get(MINE).status_code == 200
    assert told(cast, "people.prove").get().person_id == cast.jonas.pk
    assert opened.get(PROOF).status_code == 404, "asked once on a device"


def test_the_digits_go_to_a_reach_that_was_there_and_never_to_one_typed_now(cast, opened):
    (message,) = Message.objects.filter(key__startswith="code:")
    assert (message.to_id, message.address) == (cast.jonas.pk, "jonas@example.net")
    other = models.Reach.objects.filter(person=cast.mira).first()
    for typed in (other.pk, "thief@example.net", ""):
        assert opened.post(f"{PROOF}send/", {"reach": typed}).status_code == 404
    assert Message.objects.count() == 1


def test_a_reach_that_was_added_later_takes_no_digits_for_two_days_and_the_others_hear(cast):
    own = models.Reach.objects.get(person=cast.jonas)
    models.Person.objects.filter(pk=cast.jonas.pk).update(
        made_at=timezone.now() - timedelta(days=9)
    )
    new = persons.reach(
        service_id=cast.riverside.pk, person_id=cast.jonas.pk, kind=rules.ReachKind.MAIL,
        value="lena-herself@example.org",
    )  # fmt: skip
    visit = opened_visit(cast)
    with pytest.raises(NotAllowed):
        proofs.code(visit_id=visit, reach_id=new)
    change = models.Change.objects.get()
    assert (change.what, change.reach_id) == ("reach", new)
    assert proofs.code(visit_id=visit).value == own.value


def opened_visit(cast, who="jonas"):
    person = cast.person(who)
    token = given(person, cast.network).split("/")[3]
    return visits.begin(spent=links.spend(token=token), asked=False).visit_id


def test_three_wrong_tries_end_the_digits_and_stand_in_the_trail(cast, opened):
    right = coming_in.digits_for(cast.jonas)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(3):
        assert opened.post(PROOF, {"typed": wrong}).status_code == 422
    assert told(cast, "people.prove_failed").get().about_id == cast.jonas.pk
    assert opened.post(PROOF, {"typed": right}).status_code == 422, "too late for the right ones"
    assert opened.get(MINE).status_code == 404


def test_guessing_is_limited_across_devices_and_links(cast):
    """However many devices and codes: fifteen tries an hour at one person."""
    heard = []
    for _ in range(10):
        visit = opened_visit(cast)
        with suppress(rules.TooOften):
            proofs.code(visit_id=visit)
        for _ in range(2):
            try:
                proofs.try_code(visit_id=visit, typed="not", borrowed=False)
            except Refusal as refused:
                heard.append(refused.code)
    assert heard.count("too_often") == 5
    assert Message.objects.count() == 0, "six codes an hour, and the post sends none by itself"
    assert models.Code.objects.count() == proofs.CODES_AN_HOUR


def test_digits_open_only_the_device_they_were_sent_for(cast, opened):
    thief = Client()
    thief.post(given(cast.jonas, cast.network))
    newest = coming_in.digits_for(cast.jonas)
    rows = Message.objects.filter(key__startswith="code:").order_by("made_at")
    older = coming_in.DIGITS.search(rows.first().body)[0]
    if older != newest:
        assert opened.post(PROOF, {"typed": newest}).status_code == 422
        assert thief.post(PROOF, {"typed": older}).status_code == 422
    other = Client()
    other.post(given(cast.mira, cast.network))
    assert other.post(PROOF, {"typed": older}).status_code == 422
    assert other.get(MINE).status_code == 404


def test_used_old_and_replaced_digits_are_over(cast):
    visit = opened_visit(cast)
    first = proofs.code(visit_id=visit)
    second = proofs.code(visit_id=visit)
    if first.digits != second.digits:
        with pytest.raises(proof.NotThat):
            proofs.try_code(visit_id=visit, typed=first.digits, borrowed=False)
    models.Code.objects.filter(pk=second.code_id).update(ends_at=timezone.now())
    with pytest.raises(proof.CodeOver):
        proofs.try_code(visit_id=visit, typed=second.digits, borrowed=False)
    third = proofs.code(visit_id=visit)
    proofs.try_code(
        visit_id=visit, typed=f" {third.digits[:3]} {third.digits[3:]} ", borrowed=False
    )
    with pytest.raises(proof.Expired):
        proofs.try_code(visit_id=visit, typed=third.digits, borrowed=False)


@pytest.mark.parametrize("how", ["revoked", "rotated", "ended", "waited"])
def test_a_link_that_closes_while_it_waits_is_not_opened_by_the_right_digits(cast, opened, how):
    digits = coming_in.digits_for(cast.jonas)
    now = timezone.now()
    link = models.Link.objects.filter(person=cast.jonas)
    if how == "rotated":
        links.rotate(
            service_id=cast.riverside.pk, person_id=cast.jonas.pk, days=9,
            purpose=rules.Purpose.MEMBER, opens_id=cast.network.pk,
        )  # fmt: skip
    elif how == "waited":
        models.Visit.objects.update(ends_at=now)
    else:
        link.update(**{"revoked_at" if how == "revoked" else "ends_at": now})
    assert opened.post(PROOF, {"typed": digits}).status_code == 404
    assert opened.get(MINE).status_code == 404


def test_looking_at_a_link_sends_nothing_and_opens_nothing(cast):
    """Scanners open links."""
    address = given(cast.jonas, cast.network)
    for _ in range(5):
        assert Client().get(address).status_code == 200
    assert not models.Visit.objects.exists()
    assert not Message.objects.exists()


def test_a_practitioner_who_made_a_link_cannot_act_as_them(cast, browser_of):
    lena = browser_of("lena")
    path = f"/riverside/networks/{cast.network.pk}/people/{cast.jonas.pk}/link/"
    shown = lena.post(path, {"way": "show"}).content.decode()
    address = "/riverside/open/" + shown.split("/riverside/open/")[1].split("/")[0] + "/"
    other = Client()
    assert other.post(address)["Location"] == PROOF
    assert other.get(MINE).status_code == 404
    message = Message.objects.get(key__startswith="code:")
    assert lena.get(f"/riverside/delivery/{message.pk}/").status_code == 404
    Message.objects.update(state="failed")
    assert "Jonas" not in lena.get("/riverside/delivery/").content.decode()


def test_the_agreed_word_opens_once_and_then_they_choose_their_own(cast, browser_of):
    lena = browser_of("lena")
    path = f"/riverside/networks/{cast.network.pk}/people/{cast.tarek.pk}/link/"
    assert "Agree on a word" in lena.post(path, {"way": "show"}).content.decode()
    assert "longer word" in lena.post(path, {"way": "show", "word": "abc"}).content.decode()
    shown = lena.post(path, {"way": "show", "word": "Blue garden gate"}).content.decode()
    address = "/riverside/open/" + shown.split("/riverside/open/")[1].split("/")[0] + "/"
    tarek = Client()
    assert tarek.post(address)["Location"] == PROOF
    assert tarek.post(PROOF, {"typed": "blue garden wall"}).status_code == 422
    answer = tarek.post(PROOF, {"typed": "  BLUE garden-gate "})
    assert answer["Location"] == "/riverside/people/own/word/"
    assert tarek.post(answer["Location"], {"word": "نخلة على التل"}).status_code == 302
    second = Client()
    second.post(address)
    assert second.post(PROOF, {"typed": "Blue garden gate"}).status_code == 422, "it opened once"
    assert second.post(PROOF, {"typed": "نخلة على التل"})["Location"] == MINE
    kept = models.Proof.objects.get(person=cast.tarek).word_hash
    assert "نخلة" not in kept
    assert len(kept) > 64


def test_a_word_is_guessed_five_times_an_hour(cast):
    agreed.write(
        service_id=cast.riverside.pk, person_id=cast.tarek.pk, word="blue garden gate", by=None
    )
    visit = opened_visit(cast, "tarek")
    for _ in range(5):
        with pytest.raises(proof.NotThat):
            proofs.try_word(visit_id=visit, typed="blue garden", borrowed=False)
    other = opened_visit(cast, "tarek")
    with pytest.raises(rules.TooOften):
        proofs.try_word(visit_id=other, typed="blue garden gate", borrowed=False)


@pytest.mark.parametrize(
    ("without", "member", "caller"),
    [("nobody", False, False), ("callers", False, True), ("everybody", True, True)],
)
def test_where_there_is_no_way_the_service_decides_and_the_page_says_so(
    cast, without, member, caller
):
    models.Door.objects.create(service=cast.riverside, without=without)
    ama = make.person(cast.riverside, "Ama")
    contact = make.contact(cast.team, ama, cast.lena)
    for person, opens, purpose, alone, page in (
        (cast.tarek, cast.network, rules.Purpose.MEMBER, member, MINE),
        (ama, contact, rules.Purpose.CALLER, caller, "/riverside/days/caller/"),
    ):
        client = Client()
        answer = client.post(given(person, opens, purpose))
        assert answer["Location"] == (page if alone else PROOF)
        if alone:
            assert "without a second step" in client.get(page).content.decode()
        else:
            assert "cannot see yet that it is you" in client.get(PROOF).content.decode()


def test_an_invitation_takes_its_one_answer_without_proof_and_shows_no_name(cast):
    own = meetings.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    own.answer_words = "PrivateWordsOfJonas"
    own.save()
    client = Client()
    answer = client.post(given(cast.jonas, own, rules.Purpose.INVITATION))
    assert answer["Location"] == "/riverside/meetings/asked/"
    assert not Message.objects.exists(), "nothing is sent before the page is asked for"
    page = client.get(answer["Location"]).content.decode()
    for never in ("Mira", "Jonas", "Edda", "Lena", "Sol", "PrivateWordsOfJonas", "Hill Street"):
        assert never not in page
    assert client.post(answer["Location"], {"answer": "not_now"}).status_code == 302
    own.refresh_from_db()
    assert (own.answer, own.answer_words) == ("not_now", "PrivateWordsOfJonas")
    entry = told(cast, "meetings.answer_by_link").get()
    assert (entry.person_id, entry.about_id) == (cast.jonas.pk, own.pk)
    for path in (MINE, f"/riverside/meetings/invitations/{own.pk}/", "/riverside/people/own/"):
        assert client.get(path).status_code == 404


def test_another_link_on_a_proved_device_is_not_asked_again_and_lasts_no_longer(cast):
    client = Client()
    coming_in.by_every_step(client, given(cast.jonas, cast.network), cast.jonas)
    first = models.Visit.objects.get(proved_at__isnull=False)
    own = meetings.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    answer = client.post(given(cast.jonas, own, rules.Purpose.INVITATION))
    assert answer["Location"] == f"/riverside/meetings/invitations/{own.pk}/"
    second = models.Visit.objects.filter(ended_at=None).get()
    assert second.ends_at <= first.ends_at
    answer = client.post(given(cast.mira, cast.network))
    assert answer["Location"] == PROOF, "somebody else's link asks on the same device"
