"""Links: guessed, replayed, stolen, planted, and of another house."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from tests import coming_in
from tests.house import doors
from tests.house.forbidden import undone
from withness.meetings import models as meetings
from withness.people import models as people
from withness.people.actions import agreed, links
from withness.people.rules import Purpose

pytestmark = pytest.mark.django_db
MINE = "/riverside/days/mine/"


def given(cast, name, purpose=Purpose.MEMBER, opens=None):
    """Return the address and the row of a fresh link."""
    person = cast.person(name)
    token = links.make(
        service_id=person.service_id, person_id=person.pk, purpose=purpose, days=9,
        opens_id=opens or cast.network.pk,
    )  # fmt: skip
    row = people.Link.objects.get(token_hash=links.hashed(token))
    return f"/riverside/open/{token}/", row


@pytest.mark.parametrize("token", ["", "x", "0" * 32, "0" * 32_000, "%00", "%ff", "..%2f..", "a.b"])
def test_a_guessed_link_says_closed_or_absent_and_opens_nothing(cast, token):
    client = Client()
    answer = client.post(f"/riverside/open/{token}/")
    assert answer.status_code in (404, 410)
    assert client.get(MINE).status_code == 404


def test_looking_at_a_link_does_not_spend_it(cast):
    address, row = given(cast, "jonas")
    with undone() as written:
        for look in (Client().get, Client().head):
            assert look(address).status_code == 200
    row.refresh_from_db()
    assert (written, row.opened_at) == ([], None)


@pytest.mark.parametrize("how", ["revoked", "rotated", "ended"])
def test_a_closed_link_opens_nothing_and_its_session_is_over(cast, how):
    address, row = given(cast, "jonas")
    inside = Client()
    assert coming_in.by_every_step(inside, address, cast.jonas).status_code == 302
    assert inside.get(MINE).status_code == 200
    if how == "rotated":
        links.rotate(
            service_id=cast.riverside.pk, person_id=cast.jonas.pk, purpose=Purpose.MEMBER,
            opens_id=cast.network.pk, days=9,
        )  # fmt: skip
    else:
        at = timezone.now() - timedelta(seconds=1)
        column = "revoked_at" if how == "revoked" else "ends_at"
        people.Link.objects.filter(pk=row.pk).update(**{column: at})
    assert inside.get(MINE).status_code == 404
    assert Client().post(address).status_code == 410


def test_a_planted_session_is_not_kept_by_whoever_comes_in(cast):
    thief = Client()
    coming_in.by_every_step(thief, given(cast, "ruben")[0], cast.ruben)
    planted = thief.cookies["withness"].value
    victim = Client()
    victim.cookies["withness"] = planted
    victim.post(given(cast, "mira")[0])
    opened = victim.cookies["withness"].value
    assert opened != planted
    victim.post("/riverside/proof/", {"typed": coming_in.digits_for(cast.mira)})
    assert victim.cookies["withness"].value not in (opened, planted), "a proof is a fresh session"
    assert victim.get(MINE).status_code == 200
    thief.cookies["withness"] = opened
    assert thief.get(MINE).status_code == 404
    thief.cookies["withness"] = planted
    assert thief.get("/riverside/networks/").content.count(b"Mira") == 0


def test_whoever_signs_in_where_a_link_was_opened_is_themselves(cast):
    client = Client()
    coming_in.by_every_step(client, given(cast, "jonas")[0], cast.jonas)
    client.force_login(cast.lena.person.account)
    answer = client.get("/riverside/people/own/")
    assert "Lena" in answer.content.decode()
    assert "jonas@example.net" not in answer.content.decode()


def test_a_link_of_one_service_opens_nothing_in_another(cast):
    with scope(service=cast.hillside.pk):
        token = links.make(
            service_id=cast.hillside.pk, person_id=cast.vera.pk, purpose=Purpose.MEMBER, days=9,
            opens_id=cast.foreign.pk,
        )  # fmt: skip
        agreed.write(
            service_id=cast.hillside.pk, person_id=cast.vera.pk, word="plum orchard", by=None
        )
    client = Client()
    assert client.post(f"/riverside/open/{token}/").status_code == 410
    assert client.post(f"/hillside/open/{token}/").status_code == 302
    assert client.get("/riverside/proof/").status_code == 404
    assert client.post("/hillside/proof/?by=word", {"typed": "Plum orchard"}).status_code == 302
    assert client.get("/hillside/days/mine/").status_code == 200
    assert client.get(MINE).status_code == 404
    assert client.get(f"/riverside/networks/{cast.foreign.pk}/").status_code == 404
    assert client.get(f"/hillside/networks/{cast.network.pk}/").status_code == 404


def test_a_callers_link_opens_the_callers_page_alone(cast):
    scene = doors.scene(cast)
    caller = scene.clients["caller"]
    allowed = {"/riverside/days/caller/", "/riverside/people/own/"}
    for path in (MINE, "/riverside/days/", f"/riverside/networks/{cast.network.pk}/"):
        assert caller.get(path).status_code == 404
    assert all(caller.get(path).status_code == 200 for path in allowed)


def test_nobody_answers_anothers_invitation_by_the_link_of_their_own(cast):
    own = meetings.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    client = Client()
    client.post(given(cast, "jonas", Purpose.INVITATION, own.pk)[0])
    assert client.get("/riverside/proof/").status_code == 200
    (mail,) = people.Reach.objects.filter(person=cast.jonas)
    client.post("/riverside/proof/send/", {"reach": mail.pk})
    answer = client.post("/riverside/proof/", {"typed": coming_in.digits_for(cast.jonas)})
    assert answer.headers["Location"] == f"/riverside/meetings/invitations/{own.pk}/"
    for other in meetings.Invitation.objects.exclude(person=cast.jonas):
        path = f"/riverside/meetings/invitations/{other.pk}/"
        with undone() as written:
            assert client.get(path).status_code == 404
            assert client.post(path, {"answer": "no", "words": "Not me"}).status_code == 404
            assert client.get(f"{path}calendar/").status_code == 404
        assert written == []


def test_an_account_of_another_service_is_nobody_here(browser_of, cast):
    with scope(service=cast.hillside.pk):
        wilhelm = Client()
        wilhelm.force_login(cast.wilhelm.person.account)
    assert wilhelm.get("/hillside/days/").status_code == 200
    assert wilhelm.get("/riverside/days/").status_code == 404
    assert wilhelm.get("/riverside/teams/").status_code == 404


def test_eyes_in_a_session_see_nothing_outside_the_demo(cast):
    client = Client()
    client.get("/riverside/contacts/ask/")
    session = client.session
    session["eyes"] = {"key": "mira", "person": str(cast.mira.pk), "way": "link", "opens": None}
    session.save()
    client.cookies["withness"] = session.session_key
    assert client.get(MINE).status_code == 404
    assert client.get("/demo/as/mira/").status_code == 404
