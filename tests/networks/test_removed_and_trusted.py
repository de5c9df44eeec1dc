"""Somebody removed from a network no longer helps its people back in."""

import pytest
from django.utils import timezone

from tests import coming_in, make
from withness.meetings.actions import leaving
from withness.people import models, rules
from withness.people.actions import backs, naming
from withness.people.queries import backs as ways
from withness.people.rules import back

pytestmark = pytest.mark.django_db
MAIL = rules.ReachKind.MAIL


@pytest.mark.parametrize("by", ["mira", "lena"])
def test_whoever_is_removed_brings_nobody_back_in(cast, by):
    mira = make.viewer(cast.mira)
    partner = naming.name(called="J", kind=MAIL, value="Jonas@example.net", by=mira)
    friend = naming.name(called="Nia", kind=MAIL, value="nia@example.com", by=mira)
    back_id = backs.ask(
        known=(MAIL, "mira@example.net"), new=(MAIL, "x@example.net"), service_id=cast.riverside.pk
    )
    part = models.Vouch.objects.get(back_id=back_id, trusted_id=partner)
    models.Change.objects.all().delete()
    leaving.remove(
        network_id=cast.network.pk,
        person_id=cast.jonas.pk,
        by=cast.viewer(by),
        reason="He hit her.",
    )
    assert [one.id for one in ways.named(mira)] == [friend]
    assert models.Change.objects.get(person=cast.mira).what == "named", "she is told"
    with pytest.raises(back.NotOver):
        backs.show(token=ways.token("named", part.pk))


def test_no_link_made_later_lets_anybody_in_as_the_dead(cast, browser_of):
    contact = make.contact(cast.team, cast.mira, cast.lena)
    mira = coming_in.client_of(cast.mira, rules.Purpose.CALLER, contact.pk)
    assert mira.get("/riverside/people/own/").status_code == 200
    leaving.died(
        network_id=cast.network.pk, person_id=cast.mira.pk, on=timezone.localdate(),
        by=cast.viewer("lena"),
    )  # fmt: skip
    later = coming_in.client_of(cast.mira, rules.Purpose.CALLER, contact.pk)
    for client in (mira, later):
        for path in ("days/caller/", "people/own/", f"meetings/{cast.first.pk}/"):
            assert client.get(f"/riverside/{path}").status_code == 404
        assert client.post("/riverside/exchange/everything/").status_code == 404
