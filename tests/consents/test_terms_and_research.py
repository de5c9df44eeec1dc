"""Terms in versions, and a separate, later yes to research."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.consents import said
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.actions import research, terms
from withness.consents.queries import mine
from withness.consents.queries import research as studies
from withness.consents.queries import terms as queries
from withness.consents.rules import research as study_rules
from withness.consents.rules import terms as rules
from withness.consents.rules.terms import Answer, How
from withness.meetings.rules.states import State

pytestmark = pytest.mark.django_db
YES, NO = study_rules.Answer.YES, study_rules.Answer.NO


def test_a_new_version_asks_once_more_and_keeps_what_was_said(cast):
    noor, mira = cast.viewer("noor"), cast.viewer("mira")
    assert mine.of(mira, timezone.now()).terms is False
    assert terms.put(texts={"en": "We meet.", "de": "Wir treffen uns."}, by=noor) == 1
    assert mine.of(mira, timezone.now()).terms is True
    terms.answer(number=1, answer=Answer.YES, by=mira)
    assert mine.of(mira, timezone.now()).terms is False
    assert terms.put(texts={"en": "We meet.", "de": "Wir treffen uns."}, by=noor) == 1, "the same"
    assert terms.put(texts={"en": "We meet and talk."}, by=noor) == 2
    assert mine.of(mira, timezone.now()).terms is True
    with pytest.raises(rules.NewerTerms):
        terms.answer(number=1, answer=Answer.YES, by=mira)
    terms.answer(number=2, answer=Answer.NO, by=mira)
    found = queries.answers(mira, [cast.mira.pk], "UTC")[cast.mira.pk]
    assert [(one.number, one.answer) for one in found] == [(2, "no"), (1, "yes")]


def test_promise_23_an_answer_by_telephone_is_marked_and_does_not_stand_in_for_ones_own(cast):
    said.terms(cast.riverside, cast.noor.person)
    terms.write_down(
        network_id=cast.network.pk, person_id=cast.edda.pk, number=1, answer=Answer.NO,
        how=How.THEMSELVES, by=cast.viewer("lena"),
    )  # fmt: skip
    [one] = queries.answers(cast.viewer("edda"), [cast.edda.pk], "UTC")[cast.edda.pk]
    assert (one.how, one.writer) == ("telephone", "Lena"), "nobody writes down: themselves"
    assert mine.of(cast.viewer("edda"), timezone.now()).terms is True


@pytest.mark.parametrize("name", ["lena", "mira", "pavel", "wilhelm"])
def test_only_who_keeps_the_settings_writes_the_terms(cast, name):
    with pytest.raises(NotAllowed):
        terms.put(texts={"en": "Mine."}, by=cast.viewer(name))


def test_terms_without_words_are_none(cast):
    with pytest.raises(rules.NothingWritten):
        terms.put(texts={"en": " \n", "xx": "not a language here"}, by=cast.viewer("noor"))
    with pytest.raises(rules.NoTerms):
        terms.answer(number=1, answer=Answer.YES, by=cast.viewer("mira"))


def test_yes_is_a_set_that_a_taken_back_yes_leaves(cast):
    study = said.study(cast.riverside, cast.noor.person)
    for name in ("mira", "jonas"):
        research.answer(study_id=study.pk, answer=YES, by=cast.viewer(name))
    assert studies.yes(study.pk) == {cast.mira.pk, cast.jonas.pk}
    research.answer(study_id=study.pk, answer=NO, by=cast.viewer("jonas"))
    assert studies.yes(study.pk) == {cast.mira.pk}
    assert models.StudyAnswer.objects.filter(person=cast.jonas).count() == 2, "both words stay"


def test_a_study_that_is_over_has_nobodys_yes_and_takes_none(cast):
    study = said.study(cast.riverside, cast.noor.person)
    research.answer(study_id=study.pk, answer=YES, by=cast.viewer("mira"))
    research.close(study_id=study.pk, by=cast.viewer("noor"))
    assert studies.yes(study.pk) == frozenset()
    with pytest.raises(study_rules.StudyIsOver):
        research.answer(study_id=study.pk, answer=YES, by=cast.viewer("mira"))
    research.answer(study_id=study.pk, answer=NO, by=cast.viewer("mira"))
    ended = said.study(
        cast.riverside, cast.noor.person, ends_on=timezone.now().date() - timedelta(days=2)
    )
    assert studies.yes(ended.pk) == frozenset()


def test_promise_3_a_yes_from_the_telephone_is_in_no_export(cast):
    study = said.study(cast.riverside, cast.noor.person)
    for how, count in ((study_rules.How.TELEPHONE, 0), (study_rules.How.PAPER, 1)):
        research.write_down(
            network_id=cast.network.pk, person_id=cast.edda.pk, study_id=study.pk, answer=YES,
            how=how, by=cast.viewer("sol"),
        )  # fmt: skip
        assert len(studies.yes(study.pk)) == count


def test_never_asked_at_first_contact_or_around_the_first_meeting(cast):
    study = said.study(cast.riverside, cast.noor.person)
    new = make.person(cast.riverside, "Kim")
    network = make.network(cast.team, new, practitioners=[cast.pavel])
    now = timezone.now()
    assert studies.own(make.viewer(new), now) == ()
    with pytest.raises(NotAllowed):
        research.answer(study_id=study.pk, answer=YES, by=make.viewer(new))
    make.meeting(network, now - timedelta(hours=2), state=State.HELD)
    assert studies.own(make.viewer(new), now) == ()
    assert len(studies.own(make.viewer(new), now + timedelta(days=1))) == 1
    make.meeting(network, now, state=State.UNDER_WAY)
    assert studies.own(make.viewer(new), now + timedelta(days=1)) == (), "while one meets"


def test_who_puts_a_study_up_learns_of_nobodys_answer(cast):
    study = said.study(cast.riverside, cast.noor.person)
    research.answer(study_id=study.pk, answer=YES, by=cast.viewer("mira"))
    [seen] = studies.studies(cast.viewer("noor"))
    assert "Mira" not in repr(seen)
    assert str(cast.mira.pk) not in repr(seen)
    for name in ("lena", "mira", "pavel"):
        with pytest.raises(NotAllowed):
            studies.studies(cast.viewer(name))


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"titles": {}}, study_rules.StudyWantsMore),
        ({"texts": {"de": "Nur deutsch."}}, study_rules.StudyWantsMore),
        ({"contact": " "}, study_rules.StudyWantsMore),
        ({"ends_on": timezone.now().date() - timedelta(days=1)}, study_rules.NotThatDay),
    ],
)
def test_half_a_study_is_none(cast, more, refused):
    whole = {
        "titles": {"en": "How meetings begin"}, "texts": {"en": "Plain words."},
        "contact": "Dr Osei", "ends_on": timezone.now().date(),
    } | more  # fmt: skip
    with pytest.raises(refused):
        research.put(**whole, by=cast.viewer("noor"))
    assert not models.Study.objects.exists()
