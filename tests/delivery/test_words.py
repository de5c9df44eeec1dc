"""What leaves the house, in every language: when, where one's own page is, and nothing else."""

from datetime import UTC, datetime
from itertools import product

import pytest
from django.conf import settings
from django.utils import translation

from withness.delivery import words
from withness.delivery.rules import neutral, notify, states
from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import State, Way
from withness.service import rules as service

LANGUAGES = [code for code, _ in settings.LANGUAGES]
TEXTS = (
    words.invitation, words.moved, words.called_off, words.own_link, words.promise_warning,
    words.promise_waits,
)  # fmt: skip
LINK = "https://withness.example/riverside/open/abcdefghijklmnopqrstuvwxyz012345"


def notice(language="en", **more):
    return Notice(
        **{
            "language": language, "sender_name": "Riverside", "link": LINK,
            "at": datetime(2026, 11, 26, 13, 30, tzinfo=UTC), "zone": "Europe/Berlin", "minutes": 90,
            "where": "Garden room, 4 Mill Lane", "ring": "020 7946 0000",
        } | more
    )  # fmt: skip


def every_text():
    for text, language, way in product(TEXTS, LANGUAGES, (Way.MAIL, Way.SMS, Way.LETTER)):
        yield text(notice(language), way)
    for language, way in product(LANGUAGES, (Way.MAIL, Way.SMS)):
        yield words.code(notice(language), "123 456", way)


def test_no_text_in_any_language_tells_what_it_is_about():
    """Promise 20: no reason and no word of mental health leaves the house."""
    for subject, body in every_text():
        neutral.checked(subject, body)
        neutral.one_line(subject)


def test_no_text_has_room_for_a_name():
    """Promise 20: only the sender's neutral name; there is no field for anybody else's."""
    assert set(Notice.__dataclass_fields__) == {
        "language", "sender_name", "link", "at", "zone", "minutes", "where", "ring",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", TEXTS[:4])
def test_every_message_to_a_network_says_how_to_get_no_more(text, language):
    """Promise 23: by ringing, without a screen."""
    _, body = text(notice(language))
    assert LINK in body
    assert "020 7946 0000" in body
    with translation.override(language):
        assert words._("If you want no more messages, ring us or say so on your own page.") in body


def test_an_invitation_says_when_by_the_clock_of_the_room():
    subject, body = words.invitation(notice())
    assert subject == "Meeting on Thursday 26 November"
    assert body == (
        "Hello,\n\nYou are asked to a meeting on Thursday 26 November at 14:30.\n"
        "Place: Garden room, 4 Mill Lane\n\n"
        f"Please say on your own page whether you can come: {LINK}\n\n"
        "You can also ring us: 020 7946 0000\n\n"
        "If you want no more messages, ring us or say so on your own page.\n\nRiverside\n"
    )


def test_the_day_is_named_in_the_receivers_language():
    assert "Donnerstag" in words.invitation(notice("de"))[0]
    assert "giovedì" in words.invitation(notice("it"))[0].casefold()


def test_a_text_message_is_short_and_has_no_subject():
    for text in TEXTS:
        subject, body = text(notice(), Way.SMS)
        assert subject == ""
        assert "\n" not in body
        assert body.startswith("Riverside: ")
        assert len(body) < notify.MOST / 2


def test_a_place_whose_own_name_tells_is_not_named():
    _, body = words.invitation(notice(where="Psychiatric ward 3"))
    assert "ward" not in body


def test_who_works_here_hears_of_a_promise_without_a_name_or_a_reason():
    subject, body = words.promise_warning(notice())
    assert subject == "Due at 14:30"
    assert body.startswith("Something you look after is due on Thursday 26 November at 14:30.")


def test_the_language_around_is_left_as_it_was():
    with translation.override("it"):
        words.invitation(notice("de"))
        assert translation.get_language() == "it"


def test_every_code_has_its_sentence():
    assert set(words.WAYS) == set(Way)
    assert {state.value for state in State} < set(words.STANDS)
    for refusal in (
        service.TellsTooMuch,
        neutral.NotOneLine,
        states.AlreadyGone,
        states.NothingToSend,
    ):
        assert words.REFUSALS[refusal.code]
