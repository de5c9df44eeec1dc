"""Entries held back in the open: everybody sees that they exist, few read them (promise 1)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from django_scopes import scopes_disabled

from tests.records.test_by_law import with_demand
from tests.records.together import in_english, text
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.records import models, tasks
from withness.records.actions import held as actions
from withness.records.queries import held as queries
from withness.records.rules import held as rules
from withness.service.actions import law
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
R = "/riverside/records"
MARK = "markerHeldBack"
ZONE = "Europe/London"
BELONG = ("mira", "jonas", "edda", "tarek", "lena", "sol")


@pytest.fixture
def england(cast):
    """Riverside lies in England, whose grounds are written down."""
    law.write(service_id=cast.riverside.pk, jurisdiction="england")


def again(days=20):
    return timezone.now().date() + timedelta(days=days)


def hold(cast, name="lena", **more):
    return actions.hold_back(
        meeting_id=cast.first.pk, words=MARK, ground=more.pop("ground", "serious_harm"),
        again_on=more.pop("again_on", again()), once=uuid4(), by=cast.viewer(name), **more,
    )  # fmt: skip


def test_promise_1_everybody_sees_that_it_exists_and_nobody_else_reads_it(
    cast, england, browser_of
):
    held = hold(cast)
    for name in BELONG:
        browser = in_english(browser_of(name))
        for page in (
            f"{R}/{cast.first.pk}/",
            f"{R}/network/{cast.network.pk}/",
            f"{R}/held/{held}/",
        ):
            html = text(browser.get(page))
            assert "Lena holds an entry back." in html, (name, page)
            assert "cause serious harm" in html
            assert "It is looked at again by" in html
            assert (MARK in html) == (name == "lena" and "/held/" in page), (name, page)
    for name in ("hale", "ruben", "pavel", "ines", "noor", "ottilie", "wilhelm"):
        assert browser_of(name).get(f"{R}/held/{held}/").status_code == 404


def test_members_and_those_outside_hold_nothing_back(cast, england):
    for name in ("mira", "jonas", "hale", "pavel", "noor"):
        with pytest.raises(NotAllowed):
            hold(cast, name)
    assert models.HeldBack.objects.count() == 0


@pytest.mark.parametrize("days", [-1, 0, 93, 4_000])
def test_it_is_looked_at_again_on_a_day_to_come_and_before_too_long(cast, england, days):
    with pytest.raises(rules.LookSooner):
        hold(cast, again_on=again(days))


def test_without_a_ground_of_the_place_nothing_is_held_back(cast):
    with pytest.raises(rules.NoSuchGround):
        hold(cast)
    law.write(service_id=cast.riverside.pk, jurisdiction="england")
    with pytest.raises(rules.NoSuchGround):
        hold(cast, ground="because")


def test_promise_15_a_duty_of_law_is_offered_to_a_peer_only_by_their_own_choice(
    cast, england, browser_of
):
    sol = browser_of("sol")
    html = text(sol.get(f"{R}/meeting/{cast.first.pk}/hold-back/"))
    assert 'value="serious_harm"' not in html
    assert 'value="asked_to_wait"' in html, "what no statute gives is everybody's"
    with pytest.raises(rules.NoSuchGround):
        hold(cast, "sol")
    for name in ("lena", "noor", "mira"):
        with pytest.raises(NotAllowed):
            actions.take_on(yes=True, by=cast.viewer(name))
    sol.post(f"{R}/duties/", {"yes": "1"})
    assert 'value="serious_harm"' in text(sol.get(f"{R}/meeting/{cast.first.pk}/hold-back/"))
    hold(cast, "sol")
    sol.post(f"{R}/duties/", {"yes": "0"})
    with pytest.raises(rules.NoSuchGround):
        hold(cast, "sol")


def test_colleagues_of_the_network_read_it_where_the_author_names_them(cast, england):
    held, lena = hold(cast), cast.viewer("lena")

    def reads():
        now = timezone.now()
        facts = {name: queries.one(cast.viewer(name), held, now, ZONE) for name in BELONG}
        return {name for name, fact in facts.items() if fact.words}

    assert reads() == {"lena"}
    actions.let_read(held_id=held, people=frozenset({cast.sol.person_id}), by=lena)
    assert reads() == {"lena", "sol"}
    actions.let_read(held_id=held, people=frozenset(), by=lena)
    assert reads() == {"lena"}
    for other in (cast.mira.pk, cast.pavel.person_id):
        with pytest.raises(NotAllowed):
            actions.let_read(held_id=held, people=frozenset({other}), by=lena)
    with pytest.raises(NotAllowed):
        actions.open_it(held_id=held, by=cast.viewer("sol"))


def test_opening_it_tells_everyone_without_a_word_of_what_it_is(cast, england, browser_of):
    held = hold(cast)
    models.HeldBack.objects.filter(pk=held).update(made_at=cast.first.starts_at)
    Message.objects.all().delete()
    actions.open_it(held_id=held, by=cast.viewer("lena"))
    told = Message.objects.filter(about_id=held)
    assert {one.to_id for one in told} >= {cast.mira.pk, cast.jonas.pk, cast.sol.person_id}
    for one in told:
        for word in (MARK, "held", "Lena", "Mira", "harm", "network"):
            assert word not in f"{one.subject} {one.body}"
    reads = {name for name in BELONG if MARK in text(browser_of(name).get(f"{R}/{cast.first.pk}/"))}
    assert reads == {"mira", "jonas", "edda", "lena", "sol"}, "Tarek had not joined by then"
    with pytest.raises(NotAllowed):
        actions.look_again(held_id=held, again_on=again(), by=cast.viewer("lena"))


def test_promise_19_the_trail_says_by_which_right_its_words_were_read(cast, england, browser_of):
    """Also under a lawful demand, which the network may not be told of yet."""
    held = hold(cast)
    actions.let_read(held_id=held, people=frozenset({cast.sol.person_id}), by=cast.viewer("lena"))
    models.HeldBack.objects.filter(pk=held).update(made_at=cast.first.starts_at)
    assert queries.right(with_demand(cast), held).name == "lawful_demand"
    for name in ("lena", "sol"):
        browser_of(name).get(f"{R}/held/{held}/")
    traces = Entry.objects.filter(deed="records.read_held", about_id=held).order_by("id")
    assert [one.right for one in traces] == ["is_author", "was_let_read+works_in_its_network"]
    with pytest.raises(NotAllowed):
        queries.right(cast.viewer("mira"), held)


def test_when_the_day_passes_the_author_is_asked_once_and_everybody_sees_it(
    cast, england, browser_of
):
    held = hold(cast, again_on=again(3))
    late = timezone.now() + timedelta(days=5)
    assert tasks.look_again(timezone.now()) == 0
    assert tasks.look_again(late) == 1
    tasks.look_again(late + timedelta(hours=1))
    asked = Message.objects.filter(about_id=held)
    assert [one.to_id for one in asked] == [cast.lena.person_id]
    assert MARK not in f"{asked[0].subject} {asked[0].body}"
    assert queries.one(cast.viewer("mira"), held, late, ZONE).is_overdue
    models.HeldBack.objects.filter(pk=held).update(again_on=datetime(2026, 1, 2, tzinfo=UTC))
    mira = browser_of("mira")
    assert "It was to be looked at again by 2 January 2026." in text(
        mira.get(f"{R}/{cast.first.pk}/")
    )
    actions.look_again(held_id=held, again_on=again(9), by=cast.viewer("lena"))
    assert "It was to be looked at again" not in text(mira.get(f"{R}/{cast.first.pk}/"))
    assert mail.outbox == []


def test_sent_twice_it_is_written_once_and_nobody_takes_the_mark(cast, england):
    once = uuid4()
    form = {
        "meeting_id": cast.first.pk, "words": MARK, "ground": "third_party", "again_on": again(),
        "once": once,
    }  # fmt: skip
    first = actions.hold_back(**form, by=cast.viewer("lena"))
    assert actions.hold_back(**form, by=cast.viewer("lena")) == first
    with pytest.raises(NotAllowed):
        actions.hold_back(**form, by=cast.viewer("sol"))


def test_the_rule_and_the_filter_agree_about_entries(cast, england):
    held, lena = hold(cast), cast.viewer("lena")
    actions.let_read(held_id=held, people=frozenset({cast.sol.person_id}), by=lena)
    actions.open_it(held_id=hold(cast, ground="third_party"), by=lena)
    with scopes_disabled():
        rows = list(models.HeldBack.objects.all())
        for name in cast.who:
            viewer = cast.viewer(name)
            for deed in ("records.see_held", "records.read_held", "records.keep_held"):
                by_rule = {row.pk for row in rows if policy.may(viewer, deed, row)}
                found = policy.open_to(viewer, deed, models.HeldBack.objects.all())
                assert by_rule == set(found.values_list("pk", flat=True)), (name, deed)
