"""Words from before somebody joined: each speaker is asked, and silence is no yes (promise 1)."""

from datetime import timedelta

import pytest

from tests import make
from tests.records.together import in_english, main_of, text
from withness.access.rules import NotAllowed
from withness.networks.models import Membership
from withness.records import models
from withness.records.actions import earlier as actions
from withness.records.actions import owning
from withness.records.queries import earlier, record
from withness.records.rules import earlier as rules
from withness.records.rules.reading import Why
from withness.records.rules.states import Answer, Circle

pytestmark = pytest.mark.django_db
R = "/riverside/records"


@pytest.fixture
def said(cast):
    """What was said before Tarek joined, by word."""
    return {
        "jonas room": make.line(cast.first, cast.jonas, "earlier-jonas"),
        "jonas narrow": make.line(
            cast.first, cast.jonas, "earlier-narrow", circle=Circle.PRACTITIONERS
        ),
        "jonas own": make.line(cast.first, cast.jonas, "earlier-own", circle=Circle.ONLY_ME),
        "mira room": make.line(cast.first, cast.mira, "earlier-mira", circle=Circle.NETWORK),
        "lena room": make.line(cast.first, cast.lena.person, "earlier-lena"),
    }


def ask(cast, by="tarek"):
    return actions.ask(network_id=cast.network.pk, joiner_id=cast.tarek.pk, by=cast.viewer(by))


def says(cast, asking, name, answer):
    actions.answer(asking_id=asking, meeting_id=cast.first.pk, answer=answer, by=cast.viewer(name))


def tarek_reads(cast):
    return {
        (line.words, line.why)
        for line in record.lines_of_meeting(cast.viewer("tarek"), cast.first.pk)
    }


def test_promise_1_each_speaker_is_asked_and_a_yes_opens_their_own_words_alone(cast, said):
    asking = ask(cast)
    assert tarek_reads(cast) == set(), "silence is not a yes"
    says(cast, asking, "jonas", Answer.YES)
    assert tarek_reads(cast) == {("earlier-jonas", Why.JOINER)}
    says(cast, asking, "mira", Answer.NO)
    says(cast, asking, "lena", Answer.NOT_NOW)
    assert tarek_reads(cast) == {("earlier-jonas", Why.JOINER)}
    says(cast, asking, "mira", Answer.YES)
    assert tarek_reads(cast) == {("earlier-jonas", Why.JOINER), ("earlier-mira", Why.JOINER)}


def test_promise_1_a_yes_is_taken_back_at_any_time(cast, said):
    asking = ask(cast)
    says(cast, asking, "jonas", Answer.YES)
    says(cast, asking, "jonas", Answer.NO)
    assert tarek_reads(cast) == set()
    says(cast, asking, "jonas", Answer.YES)
    line = said["jonas room"]
    owning.close_to(line_id=line.pk, person_id=cast.tarek.pk, by=cast.viewer("jonas"))
    assert tarek_reads(cast) == set()


def test_promise_1_a_narrower_line_is_opened_by_hand_or_not_at_all(cast, said):
    asking = ask(cast)
    says(cast, asking, "jonas", Answer.YES)
    assert "earlier-narrow" not in {words for words, _ in tarek_reads(cast)}
    line = said["jonas narrow"]
    owning.open_to(line_id=line.pk, person_id=cast.tarek.pk, by=cast.viewer("jonas"))
    assert ("earlier-narrow", Why.NAMED) in tarek_reads(cast)


def test_anyone_of_the_network_asks_for_them_and_it_is_asked_once(cast, said):
    assert ask(cast) == ask(cast, by="mira") == ask(cast, by="lena")
    for name in ("hale", "ruben", "ottilie", "pavel", "noor"):
        with pytest.raises(NotAllowed):
            ask(cast, by=name)
    for joiner in (cast.hale, cast.mira):
        with pytest.raises(rules.NothingEarlier):
            actions.ask(network_id=cast.network.pk, joiner_id=joiner.pk, by=cast.viewer("jonas"))


def test_nobody_answers_for_somebody_else(cast, said):
    asking = ask(cast)
    for name in ("sol", "edda", "tarek", "hale", "ottilie", "pavel"):
        with pytest.raises(NotAllowed):
            says(cast, asking, name, Answer.YES)
    assert tarek_reads(cast) == set()
    assert models.Answered.objects.count() == 0


def test_whoever_left_is_asked_nothing_and_not_told_who_joined_since(cast, said):
    make.line(cast.first, cast.ruben, "earlier-ruben")
    asking = ask(cast)
    assert earlier.asked(cast.viewer("ruben")) == ()
    with pytest.raises(NotAllowed):
        says(cast, asking, "ruben", Answer.YES)
    assert ("earlier-ruben", Why.JOINER) not in tarek_reads(cast)


def test_whoever_said_yes_and_left_can_take_the_yes_back(cast, said):
    asking = ask(cast)
    says(cast, asking, "jonas", Answer.YES)
    Membership.objects.filter(network=cast.network, person=cast.jonas).update(
        left_at=cast.next.starts_at - timedelta(days=2)
    )
    assert earlier.asked(cast.viewer("jonas"))
    says(cast, asking, "jonas", Answer.NO)
    assert ("earlier-jonas", Why.JOINER) not in tarek_reads(cast)


def test_who_has_left_again_reads_nothing_of_what_was_opened(cast, said):
    asking = ask(cast)
    says(cast, asking, "jonas", Answer.YES)
    Membership.objects.filter(network=cast.network, person=cast.tarek).update(
        left_at=cast.next.starts_at - timedelta(days=2)
    )
    assert tarek_reads(cast) == set()


def test_promise_1_the_joiner_is_told_only_that_some_words_are_not_open(cast, said, browser_of):
    tarek = browser_of("tarek")
    pages = (f"{R}/{cast.first.pk}/", f"{R}/network/{cast.network.pk}/")
    before = [main_of(tarek.get(page)) for page in pages]
    for html in before:
        assert "Some earlier words are not open to you." in html
        assert "earlier-" not in html
    assert (
        tarek.post(f"{R}/network/{cast.network.pk}/earlier/", {"who": cast.tarek.pk}).status_code
        == 302
    )
    asking = models.Asking.objects.get().pk
    says(cast, asking, "jonas", Answer.NO)
    says(cast, asking, "mira", Answer.NOT_NOW)
    assert "Each person is asked" in text(tarek.get(pages[0]))
    assert [main_of(tarek.get(page)) for page in pages] == before, "no answer leaves a trace"
    html = text(tarek.get(f"{R}/network/{cast.network.pk}/earlier/"))
    assert "Everybody has been asked." in html
    assert "Jonas" not in html.split("<main")[1].split('<ul class="rows">')[1].split("Tarek")[0]


def test_a_speaker_answers_on_their_own_page_without_being_pressed(cast, said, browser_of):
    ask(cast, by="mira")
    jonas, asking = browser_of("jonas"), models.Asking.objects.get().pk
    html = text(jonas.get(f"{R}/asked/"))
    assert "You have not answered. That is no yes, and you need not answer." in html
    assert "طارق" in html
    form = {"meeting": cast.first.pk, "answer": "yes"}
    jonas.post(f"{R}/asked/{asking}/", form)
    assert "Take my yes back" in text(jonas.get(f"{R}/asked/"))
    assert "opened it to you when you joined" in text(
        in_english(browser_of("tarek")).get(f"{R}/{cast.first.pk}/")
    )
    assert "when you joined" not in text(browser_of("mira").get(f"{R}/{cast.first.pk}/"))
    for name in ("edda", "hale", "sol"):
        assert browser_of(name).post(f"{R}/asked/{asking}/", form).status_code == 404
    assert "Nobody asks for earlier words of yours." in text(browser_of("sol").get(f"{R}/asked/"))
