"""Somebody who looks like another: in a name, a mail address, a short name, or a host.

Nobody is known by a name: who somebody is, what they read and what is theirs hangs on ids alone.
"""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from tests import make
from tests.consents import said
from tests.web import signing
from withness.consents.actions import sharing
from withness.consents.rules import outside
from withness.exchange.queries import importing
from withness.meetings import models as meetings
from withness.networks.models import Membership
from withness.people import models as people
from withness.people import rules as people_rules
from withness.people.actions import backs, naming, persons
from withness.records import models as records
from withness.records.actions import owning
from withness.records.queries import record
from withness.service import rules as services

pytestmark = pytest.mark.django_db
# a few of each kind of letter that the Unicode consortium's list has for one of ours
ALIKE = {
    "a": "\u0251\u03b1\u0430\u237a\U0001d41a", "d": "\u0501\u13e7\u146f\u217e\U0001d41d",
    "e": "\u0435\u04bd\u212e\U0001d41e", "i": "\u02db\u0131\u026a\u2373\U0001d422",
    "j": "\u03f3\u0458\uff4a\U0001d423", "l": "|1\u06f1\u2223\U00010320",
    "n": "\u03c0\u03d6\u1d28\u213c\U0001d427", "o": "\u0c02\u0c82\u0d02\uff4f\U0001d428",
    "p": "\u03c1\u03f1\u0440\u2374\U0001d429", "r": "\u1d26\u0433\uab47\U0001d42b",
    "s": "\u01bd\u0455\uff53\U0001d42c", "t": "\u1d1b\u03c4\u0442\U0001d42d",
    "v": "\u1d20\u03bd\u0475\u2228\U0001d42f", "x": "\u166e\u00d7\u0445\u292b\U0001d431",
}  # fmt: skip
HIDDEN = ("\u200b", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u202e", "\u180e")
FOLDED = {"k": "\u212a", "s": "\u017f", "i": "\u0131"}  # letters that fall together when made small


def lookalikes(word):
    """Words that look like this one to whoever reads them, and are other words to a machine."""
    found = [word.replace(one, other) for one in set(word) for other in ALIKE.get(one, ())]
    found += [word[:1] + hidden + word[1:] for hidden in HIDDEN]
    return sorted({one for one in found if one != word})


@pytest.fixture
def double(cast):
    """Jonas takes the name of somebody else, letter for letter or nearly; returns how to."""

    def take(name):
        jonas = make.viewer(cast.jonas)
        persons.rename(person_id=cast.jonas.pk, name=name, by=jonas)
        return make.viewer(cast.jonas)

    cache.clear()
    return take


def test_there_are_lookalikes_enough_to_try():
    assert len(lookalikes("Mira")) > 15
    assert "L\u0435na" in lookalikes("Lena")


@pytest.mark.parametrize("name", ["Mira", "M\u0456ra", "Lena", "L\u0435na", "Le\u200bna"])
def test_whoever_takes_another_s_name_reads_and_owns_nothing_of_theirs(cast, double, name):
    own = make.line(cast.first, cast.mira, "For herself.", circle="only_me")
    narrow = make.line(cast.first, cast.edda, "For Mira by name.", circle="named")
    owning.open_to(line_id=narrow.pk, person_id=cast.mira.pk, by=make.viewer(cast.edda))
    before = record.lines_of_meeting(make.viewer(cast.jonas), cast.first.pk)
    after = record.lines_of_meeting(double(name), cast.first.pk)
    assert [one.id for one in after] == [one.id for one in before]
    assert not {own.pk, narrow.pk} & {one.id for one in after}
    readers = records.Reader.objects.filter(line=narrow).values_list("person_id", flat=True)
    assert list(readers) == [cast.mira.pk]


def test_what_is_opened_to_a_name_is_opened_to_the_one_who_was_chosen(cast, double, browser_of):
    double("Mira")
    line = make.line(cast.first, cast.edda, "For Mira by name.", circle="named")
    edda, path = browser_of("edda"), f"/riverside/records/line/{line.pk}/"
    assert edda.post(f"{path}open/", {"person": "Mira"}).status_code in (404, 405)
    owning.open_to(line_id=line.pk, person_id=cast.mira.pk, by=make.viewer(cast.edda))
    assert browser_of("mira").get(path).status_code == 200
    assert browser_of("jonas").get(path).status_code == 404


def test_an_answer_of_one_name_is_one_person_s(cast, double, browser_of):
    double("Mira")
    hers = meetings.Invitation.objects.get(meeting=cast.next, person=cast.mira)
    path = f"/riverside/meetings/invitations/{hers.pk}/"
    assert browser_of("jonas").post(path, {"answer": "coming"}).status_code == 404
    hers.refresh_from_db()
    assert hers.answer != "coming"


@pytest.mark.parametrize("name", ["Lena", "L\u0435na", "Lena "])
def test_pages_tell_two_of_one_look_apart(cast, double, browser_of, name):
    """By how they belong, and by who works here: nobody writes that beside their own name."""
    double(name)
    page = browser_of("mira").get(f"/riverside/networks/{cast.network.pk}/").content.decode()
    beside = page.split('id="beside"')[1]
    people = page.split('id="people"')[1].split('id="beside"')[0]
    assert "my brother" in people
    assert people.count(name.strip()) == 1
    assert "my brother" not in beside
    assert "Lena" in beside


def test_nobody_who_comes_by_a_link_says_how_they_belong_for_another(cast, double, browser_of):
    double("Lena")
    path = f"/riverside/networks/{cast.network.pk}/people/{cast.mira.pk}/"
    before = {name: str(value) for name, value in _places(cast)}
    browser_of("jonas").post(path, {"how": "practitioner"})
    assert {name: str(value) for name, value in _places(cast)} == before


def _places(cast):
    return [(one.pk, one.how) for one in Membership.objects.filter(network=cast.network)]


def test_what_may_be_told_hangs_on_the_person_and_not_on_their_name(cast, double):
    """Mira's word is about Mira: somebody who took her name is somebody else."""
    said.consent(cast.network, cast.mira, name="Dr Hale")
    double("Mira")
    with pytest.raises(outside.NoConsent):
        sharing.tell(
            to=sharing.Recipient(outside.Kind.DOCTOR, "Dr Hale"),
            matters=["that"], network_id=cast.network.pk, person_id=cast.jonas.pk,
            how=outside.Way.SPOKEN, by=make.viewer(cast.lena.person),
        )  # fmt: skip


# ---- mail addresses
@pytest.mark.parametrize("letter", sorted(FOLDED))
def test_no_code_goes_to_an_address_that_only_looks_like_somebody_s(cast, letter):
    address = "kim.isles@example.org"
    make.practitioner(cast.team, "Kim", email=address)
    near = address.replace(letter, FOLDED[letter], 1)
    cache.clear()
    before = len(mail.outbox)
    signing.ask(Client(), near)
    signing.ask(Client(), "lena@example.org")
    signing.mailed(before + 1)
    assert all(near not in one.to for one in mail.outbox)


def test_look_alike_addresses_are_other_addresses(cast):
    own = people.Reach.objects.get(person=cast.jonas)
    people.Person.objects.update(made_at=timezone.now() - timedelta(days=2))
    for near in lookalikes("jonas@example.net"):
        try:
            value = people_rules.mail_address(near)
        except people_rules.NotAMailAddress:
            continue
        reach_id = persons.reach(
            service_id=cast.riverside.pk, person_id=cast.jonas.pk,
            kind=people_rules.ReachKind.MAIL, value=value,
        )  # fmt: skip
        if reach_id == own.pk:
            assert value == own.value, f"{near!r} was taken for {own.value!r}"
        else:
            assert people.Reach.objects.get(pk=reach_id).good_from, "it waits, as every new one"


def test_nobody_gets_back_in_by_an_address_that_only_looks_like_somebody_s(cast):
    naming.name(
        called="Nia", kind=people_rules.ReachKind.MAIL, value="nia@example.com",
        by=make.viewer(cast.mira),
    )  # fmt: skip
    tried = 0
    for near in [*lookalikes("mira@example.net")[:60], "m\u0131ra@example.net"]:
        try:
            value = people_rules.mail_address(near)
        except people_rules.NotAMailAddress:
            continue
        if value == "mira@example.net":
            continue
        tried += 1
        assert backs.ask(
            known=(people_rules.ReachKind.MAIL, value),
            new=(people_rules.ReachKind.MAIL, "thief@example.com"),
            service_id=cast.riverside.pk,
        ) is None  # fmt: skip
    assert tried > 10


def test_two_accounts_never_share_an_address_that_machines_read_as_one(cast):
    people.Account.objects.create_user("kim@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        people.Account.objects.create_user("KIM@example.org")


# ---- short names, hosts
@pytest.mark.parametrize("near", lookalikes("riverside")[:80])
def test_a_short_name_that_looks_like_another_is_refused_and_leads_nowhere(cast, near):
    with pytest.raises((services.NotASlug, services.TellsTooMuch)):
        services.slug(near)
    assert Client().get(f"/{near}/").status_code == 404


@pytest.mark.parametrize(
    "near", ["t\u0435stserver", "testserver\u3002evil.example", "testserver\u200b"]
)
def test_a_host_that_looks_like_ours_is_not_ours(cast, near):
    client = Client(raise_request_exception=False)
    assert client.get("/riverside/", headers={"host": near}).status_code == 400


# ---- files
def test_networks_from_a_file_join_nobody_by_a_look_alike(cast):
    """A practitioner is found by the very address, a person at the centre by nothing at all."""
    text = (
        "network,person at the centre,practitioners,agreed,why no peer\n"
        "North,Mira,l\u0435na@example.org,yes,the network's wish\n"
        "South,M\u0456ra,lena@example.org,yes,the network's wish\n"
    )
    plan = importing.planned(make.viewer(cast.lena.person), text)
    assert ("works_here_not", "l\u0435na@example.org") in {
        (one.code, one.said) for one in plan.faults
    }
    assert [len(one.practitioners) for one in plan.planned] == [0, 1]
