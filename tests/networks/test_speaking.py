"""Speaking for somebody: a named scope until a named day, marked, and never their words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.delivery.models import Message
from withness.meetings import models as meetings
from withness.meetings.actions import answering, inviting
from withness.meetings.rules.states import Answer
from withness.networks import models
from withness.networks.actions import dying, forming, speaking, young
from withness.networks.queries import deciding
from withness.networks.queries import speaking as queries
from withness.networks.rules import belonging
from withness.networks.rules import deciding as rules
from withness.networks.rules.deciding import As, Scope
from withness.networks.tasks import end_what_is_over
from withness.records.models import Line
from withness.records.policy import reading
from withness.service.actions import law
from withness.trail.models import Entry

TODAY = timezone.now().date()
SOON = TODAY + timedelta(days=30)


@pytest.fixture
def england(cast):
    law.write(service_id=cast.riverside.pk, jurisdiction="england")


def speaks(cast, by="lena", person="mira", speaker="edda", **more):
    told = {
        "kind": As.ATTORNEY, "scopes": [Scope.ARRANGING, Scope.RECEIVING], "until": SOON,
        "proof": "The power of attorney of 3 May, with its stamp.",
    } | more  # fmt: skip
    return speaking.name(
        network_id=cast.network.pk,
        person_id=cast.who[person].pk,
        speaker_id=cast.who[speaker].pk,
        by=cast.viewer(by),
        **told,
    )


def own(cast, **more):
    return speaks(cast, by="mira", kind=As.NAMED, proof="", **more)


def asked(cast, name="mira"):
    return meetings.Invitation.objects.get(meeting=cast.next, person=cast.who[name])


def test_the_person_names_whom_they_like_and_both_know_it(cast):
    proxy_id = own(cast)
    row = models.Proxy.objects.get(pk=proxy_id)
    assert (row.kind, row.seen_by, row.said_by) == (As.NAMED, None, cast.mira)
    assert [one.id for one in deciding.of(cast.viewer("edda"), cast.network.pk).proxies] == [
        proxy_id
    ]
    assert deciding.of(cast.viewer("jonas"), cast.network.pk).proxies == ()
    assert {one.to_id for one in Message.objects.all()} == {cast.edda.pk}
    assert Entry.objects.filter(deed="networks.name_proxy", about_id=proxy_id).exists()


def test_what_rests_on_law_is_written_by_a_practitioner_who_saw_it(cast, england):
    row = models.Proxy.objects.get(pk=speaks(cast))
    assert row.seen_by == cast.lena.person
    fact = deciding.proxy(cast.viewer("mira"), row.pk)
    assert fact.proof.startswith("The power of attorney")
    assert deciding.proxy(cast.viewer("edda"), row.pk).proof == ""
    with pytest.raises(rules.ProofWanted):
        speaks(cast, proof="")
    with pytest.raises(rules.LawSaysNot):  # not before somebody has looked whether it began
        speaks(cast, kind=As.NOMINATED)
    with pytest.raises(belonging.NoWord):
        speaks(cast, by="mira")


def test_where_the_law_is_not_written_down_only_the_persons_own_word_holds(cast):
    with pytest.raises(rules.LawSaysNot):
        speaks(cast)
    assert own(cast)


def test_the_father_of_an_adult_speaks_for_nobody(cast, england):
    with pytest.raises(rules.NotYoung):
        speaks(cast, kind=As.PARENT, speaker="jonas")


@pytest.mark.parametrize("by", ["jonas", "edda", "pavel", "ines", "noor", "hale", "ruben"])
def test_nobody_else_writes_it_down_whatever_duty_they_have(cast, england, by):
    with pytest.raises(NotAllowed):
        speaks(cast, by=by)


@pytest.mark.parametrize("speaker", ["ruben", "ottilie", "mira"])
def test_whoever_does_not_belong_speaks_for_nobody(cast, england, speaker):
    with pytest.raises(rules.SpeaksNot):
        speaks(cast, speaker=speaker)


def test_an_answer_for_somebody_says_who_gave_it_and_as_what(cast):
    proxy_id = own(cast)
    answering.answer_as_proxy(
        invitation_id=asked(cast).pk, answer=Answer.NOT_NOW, by=cast.viewer("edda")
    )
    row = asked(cast)
    assert (row.answer, row.written_by, row.proxy_id) == (Answer.NOT_NOW, cast.edda, proxy_id)
    answering.answer(invitation_id=row.pk, answer=Answer.COMING, by=cast.viewer("mira"))
    row.refresh_from_db()
    assert (row.answer, row.written_by, row.proxy_id) == (Answer.COMING, None, None)


def test_a_scope_is_what_was_named_and_nothing_more(cast):
    own(cast, scopes=[Scope.RECEIVING])
    with pytest.raises(NotAllowed):
        answering.answer_as_proxy(
            invitation_id=asked(cast).pk, answer=Answer.COMING, by=cast.viewer("edda")
        )
    where = {"network_id": cast.network.pk, "person_id": cast.mira.pk}
    assert queries.may_speak(cast.viewer("edda"), Scope.SHARING, **where) is None
    own(cast, scopes=[Scope.SHARING])
    assert queries.may_speak(cast.viewer("edda"), Scope.SHARING, **where)
    assert queries.may_speak(cast.viewer("jonas"), Scope.SHARING, **where) is None
    other = where | {"person_id": cast.jonas.pk}
    assert queries.may_speak(cast.viewer("edda"), Scope.SHARING, **other) is None


def test_after_its_day_it_opens_nothing_even_before_the_clock_ends_it(cast):
    proxy_id = own(cast)
    now = timezone.now()
    models.Proxy.objects.filter(pk=proxy_id).update(until_at=now - timedelta(seconds=1))
    with pytest.raises(NotAllowed):
        answering.answer_as_proxy(
            invitation_id=asked(cast).pk, answer=Answer.COMING, by=cast.viewer("edda")
        )
    Message.objects.all().delete()
    assert end_what_is_over(now) == 1
    assert end_what_is_over(now) == 0
    assert {one.to_id for one in Message.objects.all()} == {cast.mira.pk, cast.edda.pk}
    assert models.Proxy.objects.get(pk=proxy_id).ended_by is None


def test_it_ends_by_the_person_at_once_and_by_practitioners_with_a_reason_they_read(cast):
    first, second = own(cast), own(cast)
    speaking.end(proxy_id=first, by=cast.viewer("mira"))
    with pytest.raises(rules.WhyWanted):
        speaking.end(proxy_id=second, by=cast.viewer("lena"))
    speaking.end(proxy_id=second, by=cast.viewer("lena"), reason="She decides herself again.")
    assert deciding.proxy(cast.viewer("mira"), second).why_ended == "She decides herself again."
    assert deciding.proxy(cast.viewer("edda"), second).why_ended == ""
    for name in ("jonas", "pavel", "noor"):
        with pytest.raises(NotAllowed):
            speaking.end(proxy_id=own(cast), by=cast.viewer(name), reason="x")


def test_who_speaks_for_somebody_reads_and_changes_none_of_their_words(cast):
    """promise 2: what was handed over is a scope, never a voice."""
    told = make.line(cast.first, cast.mira, "Only mine.", circle="only_me")
    before = {line.pk for line in Line.objects.all() if reading.why(cast.viewer("edda"), line)}
    own(cast, scopes=list(Scope))
    after = {line.pk for line in Line.objects.all() if reading.why(cast.viewer("edda"), line)}
    assert before == after
    assert told.pk not in after


def test_who_works_elsewhere_and_belongs_as_family_reads_what_family_reads(cast, england):
    make.joins(cast.network, cast.pavel.person)
    proxy_id = speaks(cast)
    models.Proxy.objects.update(speaker=cast.pavel.person)
    dying.died(
        network_id=cast.network.pk, person_id=cast.edda.pk, on=TODAY, told_by="Her sister.",
        by=cast.viewer("lena"),
    )  # fmt: skip
    for name, proof, told_by in (
        ("lena", "The power of attorney of 3 May, with its stamp.", "Her sister."),
        ("pavel", "", ""),
    ):
        found = deciding.of(cast.viewer(name), cast.network.pk)
        assert [(one.id, one.proof) for one in found.proxies] == [(proxy_id, proof)]
        assert [one.told_by for one in found.deaths] == [told_by]


def test_whoever_leaves_speaks_for_nobody(cast):
    proxy_id = own(cast)
    forming.leave(network_id=cast.network.pk, by=cast.viewer("edda"))
    assert models.Proxy.objects.get(pk=proxy_id).ended_at


# ------------------------------------------------------------------ under age
def is_young(cast, by="lena", until=TODAY + timedelta(days=100)):
    return young.say(
        network_id=cast.network.pk, person_id=cast.jonas.pk, until=until, by=cast.viewer(by)
    )


def test_a_parents_word_ends_with_the_day_before_their_child_decides_alone(cast, england):
    is_young(cast, until=TODAY + timedelta(days=10))
    proxy = speaks(cast, person="jonas", speaker="edda", kind=As.PARENT)
    assert models.Proxy.objects.get(pk=proxy).until_on == TODAY + timedelta(days=9)


def test_what_somebody_young_decides_alone_no_parent_decides(cast, england):
    young_id = is_young(cast)
    speaks(cast, person="jonas", speaker="edda", kind=As.PARENT)
    where = {"network_id": cast.network.pk, "person_id": cast.jonas.pk}
    assert queries.may_speak(cast.viewer("edda"), Scope.ARRANGING, **where)
    assert queries.speakers(Scope.RECEIVING, cast.network.pk, [cast.jonas.pk], timezone.now())
    young.decide(
        young_id=young_id, alone=[Scope.ARRANGING, Scope.RECEIVING], by=cast.viewer("jonas")
    )
    assert queries.may_speak(cast.viewer("edda"), Scope.ARRANGING, **where) is None
    assert queries.speakers(Scope.RECEIVING, cast.network.pk, [cast.jonas.pk], timezone.now()) == {}
    with pytest.raises(NotAllowed):
        answering.answer_as_proxy(
            invitation_id=asked(cast, "jonas").pk, answer=Answer.COMING, by=cast.viewer("edda")
        )


@pytest.mark.parametrize("name", ["edda", "mira", "pavel", "noor"])
def test_nobody_else_says_that_somebody_is_young_or_what_they_decide(cast, name):
    with pytest.raises(NotAllowed):
        is_young(cast, by=name)
    young_id = is_young(cast)
    with pytest.raises(NotAllowed):
        young.decide(young_id=young_id, alone=[], by=cast.viewer(name))
    assert deciding.of(cast.viewer("edda"), cast.network.pk).young == ()


def test_when_the_month_comes_it_ends_by_itself_and_they_are_told(cast, england):
    young_id = is_young(cast)
    proxy_id = speaks(cast, person="jonas", speaker="edda", kind=As.PARENT)
    Message.objects.all().delete()
    assert end_what_is_over(timezone.now() + timedelta(days=101)) == 2
    assert models.Young.objects.get(pk=young_id).ended_at
    assert models.Proxy.objects.get(pk=proxy_id).ended_at
    assert cast.jonas.pk in {one.to_id for one in Message.objects.all()}
    with pytest.raises(rules.NotYoung):
        speaks(cast, person="jonas", speaker="edda", kind=As.PARENT)


def test_it_can_be_put_right_by_the_young_person(cast, england):
    young_id = is_young(cast)
    proxy_id = speaks(cast, person="jonas", speaker="edda", kind=As.PARENT)
    young.end(young_id=young_id, by=cast.viewer("jonas"))
    assert models.Proxy.objects.get(pk=proxy_id).ended_at


def test_no_date_of_birth_is_asked_or_kept():
    names = {field.name for table in (models.Young,) for field in table._meta.fields}
    assert not any("birth" in name or name == "age" for name in names)


def test_whoever_receives_invitations_for_somebody_is_told_without_a_word_of_it(cast):
    own(cast)
    Message.objects.all().delete()
    inviting.tell(cast.next, [asked(cast)], inviting.What.MOVED)
    told = [one for one in Message.objects.filter(to=cast.edda) if one.key.startswith("for:")]
    assert len(told) == 1
    assert "Mira" not in told[0].body
    assert "moved" not in told[0].body
