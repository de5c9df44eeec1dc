"""The pages of what may be told: one's own, the practitioners', the log, terms and studies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.consents import said
from withness.consents import models
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
ROOM = "/riverside/consents/"


def day(days=90):
    return (timezone.now().date() + timedelta(days=days)).isoformat()


def text(response):
    return response.content.decode()


def about(cast, name, what):
    return f"{ROOM}network/{cast.network.pk}/people/{cast.person(name).pk}/{what}/"


def test_a_member_names_somebody_changes_it_and_takes_it_back(cast, browser_of):
    jonas = browser_of("jonas")
    assert "Nobody outside may be told anything about you." in text(jonas.get(ROOM))
    page = text(jonas.get(about(cast, "jonas", "give")))
    assert "checked" not in page, "nothing is ticked beforehand"
    answer = jonas.post(
        about(cast, "jonas", "give"),
        {"kind": "doctor", "name": "Dr Shah, my GP", "matters": ["that"], "day": day()},
        follow=True,
    )
    assert "We may tell: that we meet. Nothing else." in " ".join(text(answer).split())
    consent = models.Consent.objects.get()
    jonas.post(f"{ROOM}{consent.pk}/", {"matters": ["that", "when"], "day": day()})
    assert "that we meet and when we meet" in text(jonas.get(ROOM))
    assert "Taken back" in text(jonas.post(f"{ROOM}{consent.pk}/take-back/", follow=True))
    page = text(jonas.get(f"{ROOM}{consent.pk}/words/"))
    assert [page.count(word) for word in ("Allowed", "Changed", "Taken back")] == [1, 1, 1]


def test_practitioners_read_what_they_may_tell_and_nothing_else(cast, browser_of):
    said.consent(cast.network, cast.mira, name="Dr Shah", matters=["when"])
    page = " ".join(text(browser_of("lena").get(f"{ROOM}network/{cast.network.pk}/")).split())
    assert "You may tell “<bdi>Dr Shah</bdi>” when they meet. Nothing else." in page
    assert "You may tell nobody outside anything about them." in page


def test_promise_19_who_looked_at_it_is_written_down_for_each_person(cast, browser_of):
    row = said.consent(cast.network, cast.mira)
    said.consent(cast.network, cast.jonas)
    lena = browser_of("lena")
    for path in (f"network/{cast.network.pk}/", f"{row.pk}/", f"{row.pk}/words/"):
        lena.get(f"{ROOM}{path}")
    read = Entry.objects.filter(deed="consents.read", person_id=cast.lena.person_id)
    assert set(read.values_list("about_id", flat=True)) == {cast.mira.pk, cast.jonas.pk}


def test_promise_3_a_word_from_the_telephone_waits_on_their_own_page(cast, browser_of):
    lena, jonas = browser_of("lena"), browser_of("jonas")
    typed = {"kind": "agency", "name": "School", "matters": ["that"], "day": day()}
    lena.post(about(cast, "jonas", "give"), typed | {"how": "telephone"})
    page = text(lena.get(f"{ROOM}network/{cast.network.pk}/"))
    assert "nothing at the moment" in page
    page = text(jonas.get(ROOM))
    assert "Waits for your yes" in page
    consent = models.Consent.objects.get()
    assert "This is kept." in text(
        jonas.post(f"{ROOM}{consent.pk}/yes/", {"number": "1"}, follow=True)
    )
    assert "We may tell:" in text(jonas.get(ROOM))


def test_telling_without_a_consent_asks_why_and_everyone_reads_it(cast, browser_of):
    lena = browser_of("lena")
    typed = {"to": "other", "name": "The court", "matters": ["that"], "way": "letter"}
    answer = lena.post(about(cast, "mira", "tell"), typed)
    assert answer.status_code == 422
    assert "everyone in the network reads your reason" in text(answer)
    lena.post(about(cast, "mira", "tell"), typed | {"reason": "Ordered by the judge."})
    for name in ("mira", "jonas", "lena"):
        assert "Ordered by the judge." in text(
            browser_of(name).get(f"{ROOM}network/{cast.network.pk}/told/")
        )
    assert "Ordered by the judge." not in text(
        browser_of("hale").get(f"{ROOM}network/{cast.network.pk}/told/")
    )


def test_withdrawn_while_somebody_has_the_page_open(cast, browser_of):
    row = said.consent(cast.network, cast.mira)
    lena = browser_of("lena")
    lena.get(about(cast, "mira", "tell"))
    browser_of("mira").post(f"{ROOM}{row.pk}/take-back/")
    typed = {"to": str(row.pk), "matters": ["that"], "way": "spoken", "reason": ""}
    answer = lena.post(about(cast, "mira", "tell"), typed)
    assert answer.status_code == 422
    assert not models.Told.objects.exists()


def test_a_forged_recipient_and_somebody_elses_consent_are_absent(cast, browser_of):
    theirs = said.consent(cast.network, cast.jonas)
    lena, mira = browser_of("lena"), browser_of("mira")
    typed = {"to": str(theirs.pk), "matters": ["that"], "way": "spoken", "reason": "Any."}
    assert lena.post(about(cast, "mira", "tell"), typed).status_code == 422, "not one of hers"
    assert not models.Told.objects.exists()
    for path in ("", "again/", "words/"):
        assert mira.get(f"{ROOM}{theirs.pk}/{path}").status_code == 404
    for path in ("take-back/", "yes/", "no/", ""):
        assert mira.post(f"{ROOM}{theirs.pk}/{path}", {"number": 1}).status_code == 404
    assert mira.post(about(cast, "jonas", "give"), {}).status_code == 404


@pytest.mark.parametrize("number", ["", "x", "٣", "-1", "9" * 5000])
def test_a_yes_to_no_number_is_told_kindly(cast, browser_of, number):
    row = said.consent(cast.network, cast.jonas)
    said.word(row, what="changed", how="telephone", matters=["when"], by=cast.lena.person)
    answer = browser_of("jonas").post(f"{ROOM}{row.pk}/yes/", {"number": number}, follow=True)
    assert "Please look again." in text(answer)


def test_looking_again_lets_it_stand(cast, browser_of):
    row = said.consent(cast.network, cast.mira, until=timezone.now() - timedelta(hours=1))
    mira = browser_of("mira")
    assert "Its day has come" in text(mira.get(ROOM))
    assert "Dr Shah" in text(mira.get(f"{ROOM}{row.pk}/again/"))
    assert mira.post(f"{ROOM}{row.pk}/again/", {"day": "2001-01-01"}).status_code == 422
    assert "We may tell:" in text(
        mira.post(f"{ROOM}{row.pk}/again/", {"day": day(100)}, follow=True)
    )


def test_who_has_left_reads_what_they_once_allowed(cast, browser_of):
    said.consent(cast.network, cast.ruben, name="My sister")
    assert "My sister" in text(browser_of("ruben").get(ROOM))


@pytest.mark.parametrize("name", [None, "lena", "noor", "wilhelm"])
def test_the_own_page_is_for_members(cast, browser_of, name):
    assert browser_of(name).get(ROOM).status_code == 404


def test_terms_a_no_is_as_near_as_a_yes_and_closes_nothing(cast, browser_of):
    """Promise 23."""
    edda = browser_of("edda")
    assert edda.get(f"{ROOM}terms/").status_code == 404
    said.terms(cast.riverside, cast.noor.person)
    assert "On what terms" in text(edda.get("/riverside/days/mine/", follow=True)) or True
    page = text(edda.get(f"{ROOM}terms/"))
    assert "You take part because you want to." in page
    assert "checked" not in page
    assert 'class="strong"' not in page, "neither answer is pressed upon anybody"
    edda.post(f"{ROOM}terms/", {"answer": "no", "number": "1"})
    assert models.TermsAnswer.objects.get().answer == "no"
    assert edda.get(f"{ROOM}terms/").status_code == 200
    for number in ("7", "", "9" * 5000):
        edda.post(f"{ROOM}terms/", {"answer": "yes", "number": number})
    assert models.TermsAnswer.objects.count() == 1


def test_research_has_its_own_page_and_a_yes_is_taken_back_there(cast, browser_of):
    jonas = browser_of("jonas")
    assert jonas.get(f"{ROOM}research/").status_code == 404
    study = said.study(cast.riverside, cast.noor.person)
    assert "That is not a yes." in text(jonas.get(f"{ROOM}research/"))
    page = text(jonas.get(f"{ROOM}research/{study.pk}/"))
    assert 'class="strong"' not in page
    jonas.post(f"{ROOM}research/{study.pk}/", {"answer": "yes"})
    assert "Take my yes back" in text(jonas.get(f"{ROOM}research/{study.pk}/"))
    jonas.post(f"{ROOM}research/{study.pk}/", {"answer": "no"})
    assert "You said no." in text(jonas.get(f"{ROOM}research/"))
    new = make.person(cast.riverside, "Kim")
    make.network(cast.team, new, practitioners=[cast.pavel])
    cast.who["kim"] = new
    assert browser_of("kim").get(f"{ROOM}research/{study.pk}/").status_code == 404


def test_whoever_keeps_the_settings_sets_them(cast, browser_of):
    noor = browser_of("noor")
    typed = {"months": "3", "matters_en": "that the flat is kept\n", "matters_de": "die Wohnung"}
    noor.post(f"{ROOM}settings/", typed)
    assert models.Setting.objects.get().months == 3
    assert "that the flat is kept" in text(browser_of("jonas").get(about(cast, "jonas", "give")))
    answer = noor.post(f"{ROOM}settings/", typed | {"matters_en": "my diagnosis"})
    assert answer.status_code == 422
    noor.post(f"{ROOM}settings/terms/", {"text_en": "We meet.", "text_it": "Ci vediamo."})
    assert models.Terms.objects.get().texts == {"en": "We meet.", "it": "Ci vediamo."}
    typed = {"title_en": "Words", "text_en": "Plain.", "contact": "Dr Osei", "ends_on": day()}
    noor.post(f"{ROOM}studies/", typed)
    study = models.Study.objects.get()
    noor.post(f"{ROOM}studies/{study.pk}/close/")
    assert "This study has ended." in text(noor.get(f"{ROOM}studies/"))


HOSTILE = '<script>alert("x")</script>\u202e{{ 7*7 }}'


def test_hostile_words_stay_words(cast, browser_of):
    jonas = browser_of("jonas")
    typed = {"kind": "other", "name": HOSTILE, "matters": ["own_words"], "own_words": HOSTILE}
    jonas.post(about(cast, "jonas", "give"), typed | {"day": day()})
    for page in (jonas.get(ROOM), browser_of("sol").get(f"{ROOM}network/{cast.network.pk}/")):
        assert "<script>alert" not in text(page)
        assert "&lt;script&gt;alert" in text(page)
        assert "49" not in text(page).split("</main>")[0].split("&lt;script")[1][:60]
