"""A city service with a mobile team and a respite house: each its own rota, places and duty."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.contacts.actions import asking
from withness.contacts.models import Contact, Holding
from withness.contacts.queries import promises
from withness.contacts.rules import said, states
from withness.networks.queries import members, peers
from withness.teams.queries import duty, places
from withness.values.rules.viewer import nobody


@pytest.fixture
def house(cast):
    """A respite house with Yara, who is on duty there now; Lena is on duty in the mobile team."""
    team = make.team(cast.riverside, "The house on Mill Lane")
    cast.who["yara"] = make.practitioner(team, "Yara", email="yara@example.org")
    make.turn(cast.yara)
    make.turn(cast.lena)
    make.place(team, "The blue room")
    make.place(cast.team, "Garden room")
    return team


def words(**more):
    return said.Said(
        **(
            {
                "name": "Ama", "asked_by": states.Caller.SELF, "for_whom": "", "how_to_reach": "",
                "may_write": False, "hope": "", "who": "", "when_and_where": "", "agency": "",
                "language": "en",
            }
            | more
        )
    )  # fmt: skip


def holder(contact_id):
    return Holding.objects.get(contact_id=contact_id, until_at=None).holder


def test_each_team_has_its_own_duty_and_places(cast, house):
    now = timezone.now()
    assert [one.name for one in duty.on_duty(house.pk, now)] == ["Yara"]
    assert [one.name for one in duty.on_duty(cast.team.pk, now)] == ["Lena"]
    assert duty.holder_for(house.pk, now) == cast.yara.pk
    assert [one.name for one in places.of_team(house.pk)] == ["The blue room"]


def test_a_caller_chooses_a_team_and_its_duty_holds_the_promise(cast, house):
    """promise 8"""
    by = nobody(cast.riverside.pk)
    asked = asking.ask(words=words(), once=uuid4(), by=by, team_id=house.pk)
    assert Contact.objects.get(pk=asked.contact_id).team == house
    assert holder(asked.contact_id) == cast.yara
    other = asking.ask(words=words(), once=uuid4(), by=by, team_id=cast.team.pk)
    assert holder(other.contact_id) == cast.lena
    foreign = asking.ask(words=words(), once=uuid4(), by=by, team_id=cast.other_team.pk)
    assert Contact.objects.get(pk=foreign.contact_id).team in (house, cast.team)


def test_the_page_asks_which_team_only_where_there_are_two(cast, browser_of):
    page = "/riverside/contacts/ask/"
    assert "Which team" not in browser_of(None).get(page).content.decode()
    team = make.team(cast.riverside, "The house on Mill Lane")
    make.turn(make.practitioner(team, "Yara", email="yara@example.org"))
    shown = browser_of(None).get(page).content.decode()
    assert "The house on Mill Lane" in shown
    assert "It does not matter" in shown
    typed = {"name": "Ama", "asked_by": "self", "language": "en", "near": str(team.pk)}
    assert browser_of(None).post(page, typed).status_code == 302
    assert Contact.objects.get().team == team
    strange = typed | {"near": str(cast.other_team.pk), "once": str(uuid4())}
    assert browser_of(None).post(page, strange).status_code == 200
    assert Contact.objects.count() == 1


def test_a_call_is_written_down_for_the_other_team(cast, house, browser_of):
    typed = {
        "route": "telephone", "name": "Ama", "asked_by": "self", "language": "en",
        "link_by": "none", "near": str(house.pk),
    }  # fmt: skip
    assert browser_of("lena").post("/riverside/contacts/call/", typed).status_code == 302
    contact = Contact.objects.get()
    assert contact.team == house
    assert holder(contact.pk) == cast.lena, "whoever took the call holds it until somebody takes it"


def test_promises_are_everybodys_and_networks_only_of_those_who_belong(cast, house):
    """So that nobody who asks is lost between two teams, and no team opens another's record."""
    make.contact(house, make.person(cast.riverside, "Ama"), cast.yara)
    lena = make.viewer(cast.lena.person)
    yara = make.viewer(cast.yara.person)
    assert len(promises.open_promises(lena).promises) == 1
    assert promises.open_promises(lena, cast.team.pk).promises == ()
    assert len(promises.open_promises(yara, house.pk).promises) == 1
    with pytest.raises(NotAllowed):
        members.of(yara, cast.network.pk)
    assert peers.waiting(yara).rows == ()


def test_each_team_is_put_on_its_own_rota(cast, house, browser_of):
    from withness.teams.actions import rota
    from withness.values.rules.spans import Span

    at = timezone.now()
    span = Span(at + timedelta(days=1), at + timedelta(days=1, hours=8))
    rota.add(team_id=house.pk, practitioner_id=cast.pavel.pk, spans=[span], by=cast.viewer("noor"))
    then = span.start
    assert [one.name for one in duty.on_duty(house.pk, then)] == ["Pavel"]
    assert duty.on_duty(cast.team.pk, then) == ()
