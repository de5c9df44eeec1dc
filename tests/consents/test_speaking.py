"""Saying for another what may be told about them: a scope, until a day, marked, never their words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from tests.consents import said
from tests.networks.test_speaking import SOON, own, speaks
from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import outside, outside_asking, sharing
from withness.consents.actions import outside_saying as saying
from withness.consents.actions import speaking as actions
from withness.consents.policy import speaking as speaking_policy
from withness.consents.queries import mine
from withness.consents.queries import outside as queries
from withness.consents.queries import sharing as log
from withness.consents.queries import speaking as spoken
from withness.consents.rules import outside as rules
from withness.consents.rules.outside import How, Kind, Matter, Way
from withness.delivery.models import Message
from withness.exchange.queries.held import agreed, part
from withness.networks import models as networks
from withness.networks.actions import speaking as proxies
from withness.networks.rules.deciding import As, Scope
from withness.service.actions import law
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db


def day(days=90):
    return timezone.now().date() + timedelta(days=days)


def gives(cast, by="edda", about="mira", name="Dr Shah", kind=Kind.DOCTOR, **more):
    wish = saying.Wish(frozenset(more.pop("matters", {"that", "when"})), day(), **more)
    return actions.give(
        network_id=cast.network.pk, person_id=cast.person(about).pk, kind=kind, name=name,
        wish=wish, by=cast.viewer(by),
    )  # fmt: skip


def row(cast, speaker, **more):
    """A proxy as the table would have it, whatever the doors say."""
    now = timezone.now()
    told = {"kind": As.NAMED, "sharing": True, "until_at": now + timedelta(days=9)} | more
    return networks.Proxy.objects.create(
        service=cast.riverside, network=told.pop("network", cast.network),
        person=told.pop("person", cast.mira), speaker=cast.person(speaker),
        until_on=told["until_at"].date(), said_by=cast.mira, made_at=now, **told,
    )  # fmt: skip


@pytest.fixture
def shares(cast):
    return own(cast, scopes=[Scope.SHARING])


def stands(cast, pk, by="mira"):
    return queries.one(cast.viewer(by), pk, timezone.now())


def test_promise_3_what_is_said_for_somebody_counts_at_once_and_says_who_said_it(cast, shares):
    pk = gives(cast)
    word = models.Word.objects.get(consent=pk)
    assert (word.how, word.proxy_id, word.written_by) == (How.PROXY, shares, cast.edda)
    fact = stands(cast, pk, "lena")
    assert (fact.allows, fact.mark.speaker, fact.mark.kind) == (True, "Edda", As.NAMED)
    assert fact.mark.until == SOON
    told = sharing.tell(
        to=sharing.Recipient(consent_id=pk), matters=["that"], network_id=cast.network.pk,
        person_id=cast.mira.pk, how=Way.LETTER, by=cast.viewer("lena"),
    )  # fmt: skip
    [one] = log.about_oneself(cast.viewer("mira"))
    assert (one.id, one.mark.speaker) == (told, "Edda")
    assert Entry.objects.filter(deed="consents.give_as_proxy", about_id=pk).exists()
    [mine] = part.read(agreed.PARTS[0], cast.mira.pk).rows
    assert dict(mine)["proxy__kind"] == "named"
    assert dict(mine)["proxy__until_on"] == SOON.isoformat()


def test_the_person_hears_of_it_each_time_and_takes_it_back(cast, shares):
    Message.objects.all().delete()
    pk = gives(cast)
    actions.narrow(consent_id=pk, matters=frozenset({"that"}), day=day(), by=cast.viewer("edda"))
    assert Message.objects.filter(to=cast.mira).count() == 2
    assert mine.of(cast.viewer("mira"), timezone.now()).said_for_you
    outside.take_back(consent_id=pk, by=cast.viewer("mira"))
    assert stands(cast, pk).taken_back
    assert not mine.of(cast.viewer("mira"), timezone.now()).said_for_you
    with pytest.raises(rules.IsTakenBack):
        actions.look_again(consent_id=pk, day=day(120), by=cast.viewer("edda"))


def test_for_another_one_tells_less_and_not_more(cast, shares):
    pk = said.consent(cast.network, cast.mira, matters=["that", "when"]).pk
    by = cast.viewer("edda")
    for matters, until in (({"that", "agreed"}, 90), ({"that"}, 300)):
        with pytest.raises(rules.NotNarrower):
            actions.narrow(consent_id=pk, matters=frozenset(matters), day=day(until), by=by)
    actions.narrow(consent_id=pk, matters=frozenset({"when"}), day=day(30), by=by)
    assert stands(cast, pk).matters == ("when",)
    actions.look_again(consent_id=pk, day=day(200), by=by)
    assert (stands(cast, pk).matters, stands(cast, pk).until.date()) == (("when",), day(200))
    actions.take_back(consent_id=pk, by=by)
    fact = stands(cast, pk)
    assert (fact.taken_back, fact.mark.speaker) == (True, "Edda")


def test_promise_1_their_own_words_are_neither_read_nor_written_for_them(cast, shares):
    for more in ({"matters": {Matter.OWN_WORDS}}, {"own_words": "She is well."}, {"quiet": True}):
        with pytest.raises(rules.OnlyTheirOwn):
            gives(cast, **more)
    pk = said.consent(
        cast.network, cast.mira, matters=["that", "own_words"], own_words="I am tired."
    ).pk
    edda = cast.viewer("edda")
    [fact] = queries.for_another(edda, cast.network.pk, cast.mira.pk, timezone.now())
    assert (fact.id, fact.own_words, fact.history, fact.waits) == (pk, "", (), None)
    actions.narrow(consent_id=pk, matters=frozenset({"own_words"}), day=day(), by=edda)
    assert stands(cast, pk).own_words == "I am tired.", "hers stay as they are"
    assert stands(cast, pk, "lena").matters == ("own_words",)


def test_what_was_ever_kept_from_the_others_is_theirs_alone(cast, shares):
    consent = said.consent(cast.network, cast.mira, name="The refuge", quiet=True)
    said.word(consent, what="changed", matters=["that"])
    edda, now = cast.viewer("edda"), timezone.now()
    assert queries.for_another(edda, cast.network.pk, cast.mira.pk, now) == ()
    for refused in (
        lambda: queries.one_for_another(edda, consent.pk, now),
        lambda: actions.take_back(consent_id=consent.pk, by=edda),
        lambda: actions.look_again(consent_id=consent.pk, day=day(), by=edda),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_what_waits_for_the_persons_own_yes_still_waits(cast, shares):
    consent = said.consent(cast.network, cast.mira, matters=["that", "when"])
    said.word(
        consent, what="changed", how="telephone", matters=["that", "contact"], by=cast.lena.person
    )
    actions.narrow(
        consent_id=consent.pk, matters=frozenset({"that"}), day=day(), by=cast.viewer("edda")
    )
    assert stands(cast, consent.pk).waits.number == 2
    outside.say_yes(consent_id=consent.pk, number=2, by=cast.viewer("mira"))
    assert stands(cast, consent.pk).matters == ("that", "contact")
    assert stands(cast, consent.pk).mark is None


@pytest.mark.parametrize("more", [
    {"sharing": False, "arranging": True},  # another scope
    {"until_at": timezone.now() - timedelta(minutes=1)},  # its day has come, unnoticed as yet
    {"ended_at": timezone.now()},
])  # fmt: skip
def test_another_scope_or_after_the_end_opens_nothing(cast, more):
    pk = said.consent(cast.network, cast.mira).pk
    row(cast, "edda", **more)
    refused(cast, "edda", pk)


def refused(cast, name, pk):
    viewer = cast.viewer(name)
    place = networks.Membership.objects.get(network=cast.network, person=cast.mira)
    assert not policy.may(viewer, "consents.give_as_proxy", place)
    for deed in (
        lambda: gives(cast, name),
        lambda: actions.narrow(consent_id=pk, matters=frozenset({"that"}), day=day(), by=viewer),
        lambda: actions.look_again(consent_id=pk, day=day(), by=viewer),
        lambda: actions.take_back(consent_id=pk, by=viewer),
        lambda: spoken.one(viewer, cast.network.pk, cast.mira.pk, timezone.now()),
        lambda: queries.one_for_another(viewer, pk, timezone.now()),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert queries.for_another(viewer, cast.network.pk, cast.mira.pk, timezone.now()) == ()
    assert models.Word.objects.count() == 1


@pytest.mark.parametrize("name", ["lena", "sol", "pavel", "ruben", "ottilie", "wilhelm", "vera"])
def test_practitioners_those_who_left_and_other_services_speak_for_nobody(cast, name):
    """Also where a row says so: whoever tells gives nobody's yes."""
    pk = said.consent(cast.network, cast.mira).pk
    with scopes_disabled():
        row(cast, name)
    refused(cast, name, pk)


def test_for_somebody_else_or_in_another_network_it_opens_nothing(cast):
    pk = said.consent(cast.network, cast.mira).pk
    row(cast, "edda", person=cast.jonas)
    row(cast, "edda", network=cast.others)
    refused(cast, "edda", pk)
    assert gives(cast, about="jonas")


def test_promise_4_nobody_else_speaks_whatever_they_may(cast, shares):
    pk = said.consent(cast.network, cast.mira).pk
    for name in ("jonas", "tarek", "hale", "lena", "noor", "ruben", "mira"):
        refused(cast, name, pk)


def test_whoever_decides_sharing_alone_has_no_parent_speaking(cast):
    law.write(service_id=cast.riverside.pk, jurisdiction="england")
    young = networks.Young.objects.create(
        service=cast.riverside, network=cast.network, person=cast.mira, until_on=day(200),
        decides_sharing=True, said_by=cast.mira, said_at=timezone.now(),
    )  # fmt: skip
    pk = said.consent(cast.network, cast.mira).pk
    speaks(cast, kind=As.PARENT, scopes=[Scope.SHARING])
    refused(cast, "edda", pk)
    networks.Young.objects.filter(pk=young.pk).update(decides_sharing=False)
    assert gives(cast)


def test_who_left_is_spoken_for_no_more(cast, shares):
    place = networks.Membership.objects.filter(network=cast.network, person=cast.mira)
    pk = said.consent(cast.network, cast.mira).pk
    place.update(left_at=timezone.now())
    with pytest.raises(NotAllowed):
        actions.take_back(consent_id=pk, by=cast.viewer("edda"))
    with pytest.raises(NotAllowed):
        gives(cast)


def test_after_the_end_what_was_said_stays_and_is_asked_again(cast, shares):
    pk = gives(cast)
    proxies.end(proxy_id=shares, by=cast.viewer("mira"))
    fact = stands(cast, pk)
    assert (fact.allows, fact.asks, fact.mark.is_over) == (True, True, True)
    refusing = cast.viewer("edda")
    with pytest.raises(NotAllowed):
        actions.take_back(consent_id=pk, by=refusing)
    next_one = own(cast, speaker="jonas", scopes=[Scope.SHARING])
    Message.objects.all().delete()
    now = timezone.now()
    for _ in range(2):  # the clock, and the clock again
        outside_asking.ask(service_id=cast.riverside.pk, now=now)
    asked = sorted(str(one.to_id) for one in Message.objects.all())
    assert asked == sorted([str(cast.mira.pk), str(cast.jonas.pk)])
    actions.look_again(consent_id=pk, day=day(200), by=cast.viewer("jonas"))
    fact = stands(cast, pk)
    assert (fact.asks, fact.mark.speaker) == (False, "Jonas")
    assert models.Word.objects.get(consent=pk, number=2).proxy_id == next_one


def test_terms_and_studies_are_answered_by_nobody_for_another(cast, shares):
    for name in policy.table():
        if name.startswith("consents.") and name.endswith("_as_proxy"):
            about = policy.table()[name].about
            assert about in (models.Consent, networks.Membership), name
    assert not policy.may(cast.viewer("edda"), "consents.answer_terms", cast.mira)
    assert not policy.may(cast.viewer("edda"), "consents.answer_study", cast.mira)


@pytest.mark.parametrize("name", ["edda", "jonas", "mira", "lena", "ruben", "wilhelm", "vera"])
def test_predicate_and_filter_agree(cast, name):
    for who in ("mira", "jonas", "ruben"):
        said.consent(cast.network, cast.person(who))
        said.consent(cast.network, cast.person(who), quiet=True)
    with scopes_disabled():
        row(cast, "edda")
        row(cast, "mira", person=cast.jonas)
        row(cast, "lena", person=cast.jonas)
        row(cast, "jonas", person=cast.ruben)
        row(cast, "jonas", sharing=False, receiving=True)
        viewer = cast.viewer(name)
        for deed in speaking_policy.DEEDS:
            rows = list(deed.about._base_manager.all())
            opened = set(policy.open_to(viewer, deed.name, deed.about._base_manager.all()))
            assert {one for one in rows if policy.may(viewer, deed.name, one)} == opened
