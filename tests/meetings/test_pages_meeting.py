"""The page of a meeting, and answering, letters, telephones."""

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from tests import make
from tests.meetings.arranged import arrange, workday
from tests.meetings.pages import NAUGHTY, invitation, invited, page_of, text_of
from withness.delivery.models import Message
from withness.delivery.rules.states import State as MessageState
from withness.delivery.rules.states import Way
from withness.meetings.models import Attendance, Invitation, LeftOut, Meeting
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import Answer, Came, State
from withness.people.rules import Purpose

# ---- the meeting's page


def test_the_page_of_a_meeting_shows_answers_in_words_and_how_each_was_told(cast, browser_of):
    meeting_id = arrange(cast, who=("mira", "jonas", "edda", "tarek"))
    client, address = invited(cast, browser_of, "jonas", Meeting.objects.get(pk=meeting_id))
    client.post(address, {"answer": "part", "words": "until four", "makes_easier": "a lift"})
    shown = text_of(browser_of("lena").get(page_of(meeting_id)))
    for part in ("can be there for a part of it", "until four", "a lift", "by letter, on its way",
                 "by text message, on its way"):  # fmt: skip
        assert part in shown
    for member in ("mira", "tarek"):
        theirs = text_of(browser_of(member).get(page_of(meeting_id)))
        assert "can be there for a part of it" in theirs
        for part in ("until four", "a lift", "by letter", "Move it", "data-leave-not"):
            assert part not in theirs
        assert "data-leave" in theirs


def test_pages_need_few_queries_and_no_more_for_many_people(cast, browser_of):
    lena = browser_of("lena")
    few = arrange(cast, who=("mira",))
    people = [make.person(cast.riverside, f"Cousin {n}") for n in range(40)]
    for one in people:
        make.joins(cast.network, one)
        cast.who[str(one.pk)] = one
    many = arrange(cast, who=[str(one.pk) for one in people], wall_start=workday(9))
    counts = []
    for meeting_id in (few, many):
        lena.get(page_of(meeting_id))
        with CaptureQueriesContext(connection) as taken:
            lena.get(page_of(meeting_id))
        counts.append(len(taken))
    assert counts[0] == counts[1]
    assert counts[1] <= 15


def test_moving_and_calling_off_by_page(cast, browser_of):
    lena = browser_of("lena")
    meeting_id = arrange(cast)
    shown = text_of(lena.get(page_of(meeting_id, "move/")))
    assert f'value="{workday():%Y-%m-%d}"' in shown
    day = workday(8)
    form = {"day": f"{day:%Y-%m-%d}", "at": "11:00", "minutes": "60", "where": "home"}
    assert "That time is over" in text_of(
        lena.post(page_of(meeting_id, "move/"), {**form, "day": "2021-01-01"})
    )
    assert lena.post(page_of(meeting_id, "move/"), form).status_code == 302
    assert "It was moved once." in text_of(lena.get(page_of(meeting_id)))
    assert "Call this meeting off?" in text_of(lena.get(page_of(meeting_id, "call-off/")))
    for _ in range(2):
        assert lena.post(page_of(meeting_id, "call-off/")).status_code == 302
    assert Meeting.objects.get(pk=meeting_id).state == State.CALLED_OFF
    assert "This meeting was called off." in text_of(lena.get(page_of(meeting_id)))
    again = text_of(lena.post(page_of(meeting_id, "move/"), form))
    assert "This meeting was called off. Arrange a new one." in again


def test_a_held_meeting_is_not_called_off_by_page(cast, browser_of):
    lena = browser_of("lena")
    answer = lena.post(page_of(cast.first.pk, "call-off/"), follow=True)
    assert "This meeting has taken place" in text_of(answer)
    assert Meeting.objects.get(pk=cast.first.pk).state == State.HELD


def test_who_is_asked_changes_by_page(cast, browser_of):
    lena = browser_of("lena")
    meeting_id = arrange(cast)
    form = {
        "people": [str(cast.mira.pk), str(cast.edda.pk)],
        "practitioners": [str(cast.lena.pk), str(cast.sol.pk), str(cast.pavel.pk)],
        f"way_{cast.edda.pk}": "told",
    }
    assert lena.get(page_of(meeting_id, "people/")).status_code == 200
    assert lena.post(page_of(meeting_id, "people/"), form).status_code == 302
    shown = text_of(lena.get(page_of(meeting_id)))
    assert "cover" in shown
    assert "still to be told" in shown
    gone = Invitation.objects.get(meeting_id=meeting_id, person=cast.jonas)
    jonas = browser_of("jonas", Purpose.INVITATION, gone.pk)
    theirs = text_of(jonas.get(f"/riverside/meetings/invitations/{gone.pk}/"))
    assert "You are no longer asked to this meeting." in theirs


# ---- answering


def test_somebody_answers_by_their_own_link_and_changes_it(cast, browser_of):
    client, address = invited(cast, browser_of, "edda")
    shown = text_of(client.get(address))
    assert shown.count("<h1") == 1
    assert "Riverside Open Dialogue" in shown
    assert "data-leave" in shown
    for answer in ("coming", "not_now"):
        assert client.post(address, {"answer": answer, "words": NAUGHTY}).status_code == 302
    own = invitation(cast, "edda")
    assert (own.answer, own.answer_words, own.written_by) == (Answer.NOT_NOW, NAUGHTY, None)
    assert "<script>alert(1)" not in client.get(address).content.decode()


def test_an_answer_without_a_choice_is_asked_for_and_the_words_stay(cast, browser_of):
    client, address = invited(cast, browser_of, "jonas")
    shown = text_of(client.post(address, {"words": "I do not know yet"}))
    assert "Choose one of these. You can change it later." in shown
    assert "I do not know yet" in shown
    assert invitation(cast, "jonas").answered_at is None


def test_a_link_cannot_change_anothers_answer(cast, browser_of):
    """Domain, section 16.11."""
    client, _ = invited(cast, browser_of, "jonas")
    other = invitation(cast, "edda")
    for more in ("", "calendar/", "letter/", "told/"):
        address = f"/riverside/meetings/invitations/{other.pk}/{more}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"answer": "not_now"}).status_code in (404, 405)
    other.refresh_from_db()
    assert other.answer == Answer.NONE


def test_promise_3_an_answer_taken_down_by_telephone_says_so(cast, browser_of):
    own = invitation(cast, "edda")
    address = f"/riverside/meetings/invitations/{own.pk}/"
    lena = browser_of("lena")
    assert "What did Edda say?" in text_of(lena.get(address))
    lena.post(address, {"answer": "coming", "words": "I bring cake"})
    assert "written down by Lena" in text_of(browser_of("sol").get(page_of(cast.next.pk)))
    client, theirs = invited(cast, browser_of, "edda")
    client.cookies["withness_language"] = "en"  # Edda's own language is German
    assert "Lena wrote this answer down. If it is not right, change it." in text_of(
        client.get(theirs)
    )


def test_an_agency_sees_nobody_else_before_the_meeting(cast, browser_of):
    meeting_id = arrange(cast, who=("mira", "jonas", "hale"))
    client, address = invited(cast, browser_of, "hale", Meeting.objects.get(pk=meeting_id))
    for shown in (text_of(client.get(address)), text_of(client.get(page_of(meeting_id)))):
        assert "Jonas" not in shown
        assert "Lena" not in shown
    jonas = arrange(cast, who=("mira", "jonas"), wall_start=workday(9))
    client, address = invited(cast, browser_of, "jonas", Meeting.objects.get(pk=jonas))
    assert "Who else is asked" in text_of(client.get(address))


def test_after_the_meeting_began_the_page_says_so_and_leads_there(cast, browser_of):
    client, address = invited(cast, browser_of, "jonas")
    assert client.post(page_of(cast.next.pk, "begin/")).status_code == 302
    shown = text_of(client.get(address))
    assert "This meeting has begun" in shown
    assert f"/riverside/records/{cast.next.pk}" in shown or "records" in shown
    assert client.post(address, {"answer": "coming"}).status_code == 200
    assert invitation(cast, "jonas").answer == Answer.NONE


def test_ones_own_calendar_file_has_no_other_address(cast, browser_of):
    """Domain, section 16.10."""
    client, address = invited(cast, browser_of, "jonas")
    answer = client.get(f"{address}calendar/")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    own = invitation(cast, "jonas")
    assert event["UID"] == own.uid
    assert event.decoded("DTSTART") == cast.next.starts_at.replace(microsecond=0)
    text = answer.content.decode().replace("\r\n ", "")
    for word in ("mira", "edda", "sol@", "lena@", "Hill Street", "network"):
        assert word not in text


# ---- letters and telephones


def test_a_letter_has_the_persons_own_link_as_a_picture_and_opens_their_page(cast, browser_of):
    lena = browser_of("lena")
    meeting_id = arrange(cast, who=("mira", "tarek"))
    own = Invitation.objects.get(meeting_id=meeting_id, person=cast.tarek)
    assert own.way == Way.LETTER
    address = f"/riverside/meetings/invitations/{own.pk}/letter/"
    before = text_of(lena.get(address))
    assert "/open/" not in before, "looking makes no link"
    letter = lena.post(address).content.decode()
    assert 'class="code"' in letter
    assert "style=" not in letter
    for word in ("Mira", "Lena", "Hill Street", "mental", "network", "Open Dialogue"):
        assert word not in letter
    token = re.search(r"/riverside/open/([^/]+)/", letter).group(1)
    opened = browser_of(None).post(f"/riverside/open/{token}/")
    assert opened.headers["Location"] == "/riverside/meetings/asked/"
    assert Message.objects.get(about_id=own.pk).state == MessageState.SENT


def test_promise_23_somebody_without_anything_is_told_and_it_says_by_whom(cast, browser_of):
    lena = browser_of("lena")
    own = invitation(cast, "tarek")
    address = f"/riverside/meetings/invitations/{own.pk}/told/"
    assert "No telephone and no address is written down." in text_of(lena.get(address))
    assert lena.post(address, {"way": "told"}).status_code == 302
    assert "told by Lena" in text_of(lena.get(page_of(cast.next.pk)))
    assert lena.post(address, {"way": "mail"}).status_code == 200


def test_when_it_is_safe_to_ring_stands_beside_the_number(cast, browser_of):
    make.persons.reach(
        service_id=cast.riverside.pk,
        person_id=cast.tarek.pk,
        kind="phone",
        value="07700900003",
        when_safe="not after six, my father is home",
    )
    own = invitation(cast, "tarek")
    shown = text_of(browser_of("lena").get(f"/riverside/meetings/invitations/{own.pk}/told/"))
    assert "not after six, my father is home" in shown


# ---- peers


def test_promise_10_a_peer_reads_who_left_them_out_answers_and_decides_who_reads_it(
    cast, browser_of
):
    meeting_id = arrange(
        cast,
        practitioners=("lena", "pavel"),
        whose_reason=Whose.STAFF,
        why_no_peer="I thought it would be an assessment.",
    )
    out = LeftOut.objects.get(meeting_id=meeting_id)
    address = f"/riverside/meetings/left-out/{out.pk}/"
    sol = browser_of("sol")
    shown = text_of(sol.get(address))
    assert "Lena decided it" in shown
    assert "I thought it would be an assessment." in shown
    sol.post(address, {"words": "That is why I should be there."})
    lena = browser_of("lena")
    assert "That is why I should be there." not in text_of(lena.get(page_of(meeting_id)))
    sol.post(address, {"words": "That is why I should be there.", "team_may_read": "on"})
    assert "That is why I should be there." in text_of(lena.get(page_of(meeting_id)))
    for name in ("lena", "pavel", "ines", "noor", "mira"):
        assert browser_of(name).get(address).status_code == 404
    assert "assessment" not in text_of(browser_of("mira").get(page_of(meeting_id)))


def test_promise_10_of_the_networks_wish_a_peer_sees_only_that(cast, browser_of):
    meeting_id = arrange(
        cast,
        practitioners=("lena", "pavel"),
        whose_reason=Whose.NETWORK,
        why_no_peer="Mira said something about Sol",
    )
    out = LeftOut.objects.get(meeting_id=meeting_id)
    shown = text_of(browser_of("sol").get(f"/riverside/meetings/left-out/{out.pk}/"))
    assert "It is the network’s wish. No reason was asked." in shown
    assert "Lena" not in shown
    assert "Mira said" not in shown


# ---- beginning


def test_a_meeting_begins_and_people_are_marked_by_page(cast, browser_of):
    lena = browser_of("lena")
    lena.post(page_of(cast.next.pk, "begin/"))
    lena.post(page_of(cast.next.pk, "came/"), {"person": str(cast.mira.pk), "came": "room"})
    lena.post(page_of(cast.next.pk, "step/"), {"step": "talking"})
    assert {one.came for one in Attendance.objects.filter(meeting=cast.next)} == {Came.ROOM}
    assert Meeting.objects.get(pk=cast.next.pk).step == "talking"
    assert lena.post(page_of(cast.next.pk, "step/"), {"step": "dancing"}).status_code == 404
    assert lena.post(page_of(cast.next.pk, "came/"), {"person": "x"}).status_code == 404
    shown = text_of(lena.get(page_of(cast.next.pk)))
    assert "Who is here" in shown


def test_times_of_another_zone_say_so(cast, browser_of):
    cast.team.zone = "Europe/Rome"
    cast.team.save()
    network = make.network(cast.team, cast.tarek, practitioners=[cast.lena, cast.sol])
    meeting = make.meeting(network, timezone.now() + timedelta(days=3), invited=[cast.tarek])
    shown = text_of(browser_of("tarek").get(page_of(meeting.pk)))
    assert "The time in Europe/Rome." in shown
