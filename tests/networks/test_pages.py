"""The pages of a network, as each person sees them."""

import pytest
from django.utils.html import escape

from tests import make
from withness.networks import models
from withness.networks.rules.states import State, WhoseReason
from withness.trail.models import Entry

HERE = "/riverside/networks/"


def at(network, rest=""):
    return f"{HERE}{network.pk}/{rest}"


def of(person, rest=""):
    return f"people/{person.pk}/{rest}"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert "style=" not in text
    return text


def test_each_sees_the_same_people_and_nobody_elses_telephone(cast, browser_of):
    for name in ("mira", "jonas", "tarek", "lena"):
        text = page(browser_of(name), at(cast.network))
        for shown in (
            "Mira",
            "Jonas",
            "my brother",
            "طارق",
            "Lena",
            "Sol",
            "a friend from the allotment",
        ):
            assert escape(shown) in text
        assert "Ruben" not in text
        for hidden in ("example.net", "07700"):
            assert hidden not in text


def test_reading_is_written_in_the_trail_once_a_quarter__promise_19(cast, browser_of):
    client = browser_of("jonas")
    for _ in range(2):
        page(client, at(cast.network))
    [entry] = Entry.objects.filter(deed="networks.read")
    assert (entry.person_id, entry.network_id) == (cast.jonas.pk, cast.network.pk)
    assert entry.right == "belongs_to_network"


@pytest.mark.parametrize("name", ["hale", "ruben", "pavel", "ines", "noor", "wilhelm", None])
def test_everybody_else_finds_nothing_there_on_any_page(cast, browser_of, name):
    client = browser_of(name)
    absent = client.get(f"{HERE}00000000-0000-7000-8000-000000000000/").content
    assert client.get(at(cast.network)).content == absent
    for rest in (
        "add/", "practitioners/", "peer/", "rest/", "end/", "join/",
        of(cast.jonas, "part/"), of(cast.jonas, "how/"), of(cast.jonas, "link/"),
    ):  # fmt: skip
        for send in (client.get, client.post):
            answer = send(at(cast.network, rest))
            assert (answer.status_code, answer.content) == (404, absent), rest
    assert client.get(at(cast.network, of(cast.jonas))).status_code == 404
    assert client.post(at(cast.network, of(cast.jonas, "yes/"))).status_code == 404


def test_a_member_changes_nobody_but_themselves(cast, browser_of):
    jonas = browser_of("jonas")
    for rest in (
        "add/",
        "peer/",
        "rest/",
        "end/",
        "practitioners/",
        of(cast.edda, "part/"),
        of(cast.edda, "link/"),
    ):
        assert jonas.get(at(cast.network, rest)).status_code == 404, rest
        assert jonas.post(at(cast.network, rest)).status_code == 404, rest
    assert jonas.get(at(cast.network, of(cast.edda))).status_code == 404
    own = page(jonas, at(cast.network, of(cast.jonas)))
    assert "jonas@example.net" in own


def test_the_person_adds_somebody_by_a_name_alone(cast, browser_of):
    mira = browser_of("mira")
    form = page(mira, at(cast.network, "add/"))
    assert "How did" not in form  # it is her own word
    sent = {"name": "Aunt <i>Vesna</i>", "how": "عمتي", "belonging": "member"}
    answer = mira.post(at(cast.network, "add/"), sent)
    assert (answer.status_code, answer["Location"]) == (302, at(cast.network))
    text = page(mira, at(cast.network))
    assert "Aunt &lt;i&gt;Vesna&lt;/i&gt;" in text
    assert "عمتي" in text


def test_a_practitioner_is_asked_for_the_persons_word__promise_5(cast, browser_of):
    lena = browser_of("lena")
    sent = {"name": "Vesna", "how": "my aunt", "belonging": "member"}
    answer = lena.post(at(cast.network, "add/"), sent)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Ask them first" in text
    assert 'value="Vesna"' in text
    assert models.Membership.objects.filter(network=cast.network).count() == 8
    assert lena.post(at(cast.network, "add/"), {**sent, "said": "room"}).status_code == 302


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ({"name": ""}, "Write a name"),
        ({"name": "x" * 201}, "there is room for 200"),
        ({"name": "V", "how": "x" * 1001}, "there is room for 1000"),
        ({"name": "V", "reach": "ring Mia"}, "neither a mail address nor a telephone"),
        ({"name": "jonas"}, "belongs already"),
        ({"name": "V", "belonging": "centre"}, "Select a valid choice"),
        ({"known": "00000000-0000-7000-8000-000000000000", "name": ""}, "Write a name"),
    ],
)
def test_what_cannot_be_kept_is_told_kindly_and_shown_again(cast, browser_of, sent, kind):
    answer = browser_of("mira").post(at(cast.network, "add/"), {"belonging": "member", **sent})
    assert answer.status_code == 200
    assert kind in answer.content.decode()
    assert models.Membership.objects.filter(network=cast.network).count() == 8


def test_two_people_of_one_name_are_two_people_once_somebody_says_so(cast, browser_of):
    sent = {"name": "Jonas", "how": "my neighbour", "belonging": "member", "another": "on"}
    assert browser_of("mira").post(at(cast.network, "add/"), sent).status_code == 302


def test_somebody_from_another_network_is_offered_and_named_again(cast, browser_of):
    make.joins(cast.others, cast.mira)
    mira = browser_of("mira")
    assert "Ottilie" in page(mira, at(cast.network, "add/"))
    sent = {"known": str(cast.ottilie.pk), "name": "", "belonging": "member"}
    assert mira.post(at(cast.network, "add/"), sent).status_code == 302
    assert "Ottilie" in page(mira, at(cast.network))


def test_a_member_leaves_by_two_presses(cast, browser_of):
    jonas = browser_of("jonas")
    page(jonas, at(cast.network, of(cast.jonas, "part/")))
    answer = jonas.post(at(cast.network, of(cast.jonas, "part/")))
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    assert jonas.get(at(cast.network)).status_code == 404


def test_a_practitioner_says_goodbye_with_a_day__promise_16(cast, browser_of):
    lena = browser_of("lena")
    address = at(cast.network, of(cast.sol.person, "part/"))
    assert "On which day was goodbye said aloud?" in page(lena, address)
    for day in ("2999-01-01", "0001-01-01", "9999-12-31", "31 Feb"):
        assert lena.post(address, {"said": "room", "on": day}).status_code == 200
    today = make.timezone.now().date().isoformat()
    assert lena.post(address, {"said": "room", "on": today}).status_code == 302
    assert "No peer practitioner belongs" in page(lena, at(cast.network))


def test_the_person_ends_and_a_practitioner_only_writes_it_down__promise_18(cast, browser_of):
    lena = browser_of("lena")
    assert lena.post(at(cast.network, "end/")).status_code == 200  # asks how Mira said it
    assert lena.post(at(cast.network, "end/"), {"said": "telephone"}).status_code == 302
    text = page(browser_of("mira"), at(cast.network))
    assert "Mira said so; Lena wrote it down" in text
    assert browser_of("mira").post(at(cast.network, "rest/")).status_code == 404


def test_rest_and_take_up_from_the_page(cast, browser_of):
    mira = browser_of("mira")
    mira.post(at(cast.network, "rest/"), {"deed": "rest"})
    assert "The network rests" in page(mira, at(cast.network))
    assert "Take the network up again?" in page(mira, at(cast.network, "rest/"))
    mira.post(at(cast.network, "rest/"), {"deed": "take_up"})
    assert "The network meets." in page(mira, at(cast.network))


def test_the_peer_question_says_who_will_read_the_reason__promise_9(cast, browser_of):
    pavel = browser_of("pavel")
    assert "No peer practitioner belongs" in page(pavel, at(cast.others))
    text = page(pavel, at(cast.others, "peer/"))
    assert "Ines" in text
    assert "Sol" in text
    assert pavel.post(at(cast.others, "peer/"), {"whose": "staff"}).status_code == 200
    sent = {"whose": "staff", "reason": "Both are away until May."}
    assert pavel.post(at(cast.others, "peer/"), sent).status_code == 302
    assert "Both are away until May." in page(browser_of("ines"), f"{HERE}waiting/")
    assert "Both are away until May." not in page(browser_of("noor"), f"{HERE}waiting/")
    assert "Both are away until May." in page(browser_of("ottilie"), at(cast.others))


def test_the_persons_own_wish_asks_no_reason(cast, browser_of):
    ottilie = browser_of("ottilie")
    assert "reason" not in page(ottilie, at(cast.others, "peer/")).replace("no reason", "")
    assert ottilie.post(at(cast.others, "peer/")).status_code == 302
    assert models.WithoutPeer.objects.get().whose == WhoseReason.NETWORK


def test_a_practitioner_joins_what_gathers_and_the_person_says_yes(cast, browser_of):
    models.Network.objects.filter(pk=cast.others.pk).update(state=State.GATHERING)
    ines, ottilie = browser_of("ines"), browser_of("ottilie")
    assert "Join" in page(ines, HERE)
    page(ines, at(cast.others, "join/"))
    assert ines.post(at(cast.others, "join/")).status_code == 302
    assert "It is for you to say yes or no" in page(ottilie, at(cast.others))
    assert "Yes, I want this" in page(ottilie, at(cast.others, of(cast.ines.person)))
    ottilie.post(at(cast.others, of(cast.ines.person, "yes/")))
    assert "It is for you to say yes or no" not in page(ottilie, at(cast.others))


def test_practitioners_are_asked_in_and_fewer_than_two_is_said(cast, browser_of):
    pavel = browser_of("pavel")
    assert "Fewer than two practitioners" in page(pavel, at(cast.others, "practitioners/"))
    sent = {"practitioners": [str(cast.ines.pk), str(cast.lena.pk)], "said": "room"}
    assert pavel.post(at(cast.others, "practitioners/"), {**sent, "said": ""}).status_code == 200
    assert pavel.post(at(cast.others, "practitioners/"), sent).status_code == 302
    text = page(pavel, at(cast.others))
    assert "peer practitioner" in text
    assert "wanted" not in text


def test_a_link_is_shown_once_with_a_picture_for_the_camera(cast, browser_of):
    lena = browser_of("lena")
    address = at(cast.network, of(cast.jonas, "link/"))
    assert "example.net" not in page(lena, address)
    answer = lena.post(address, {"way": "show"})
    text = answer.content.decode()
    assert "/riverside/open/" in text
    assert "<svg" in text
    assert "no-store" in answer["Cache-Control"]
    assert "/open/" not in page(lena, address)
    assert lena.post(address, {"way": "mail"}).status_code == 302
    assert lena.post(address, {"way": "sms"}).status_code == 200  # nobody wrote a number down


def test_an_existing_network_is_written_down_by_hand(cast, browser_of):
    noor = browser_of("noor")
    page(noor, f"{HERE}new/")
    sent = {
        "team": str(cast.team.pk), "centre": "Rosa", "name": "The Ferry network", "has_met": "on",
        "name_1": "Milan", "how_1": "my son", "name_3": "Ana", "how_3": "who lives downstairs",
        "practitioners": [str(cast.ines.pk), str(cast.pavel.pk)],
    }  # fmt: skip
    answer = noor.post(f"{HERE}new/", sent)
    assert answer.status_code == 200
    assert 'value="Milan"' in answer.content.decode()
    answer = noor.post(f"{HERE}new/", {**sent, "said": "room"})
    assert (answer.status_code, answer["Location"]) == (302, HERE)
    made = models.Network.objects.order_by("made_at").last()
    assert noor.get(at(made)).status_code == 404
    assert "who lives downstairs" in page(browser_of("ines"), at(made))
    assert noor.post(f"{HERE}new/", {"team": "nobody"}).status_code == 200


def test_noor_sees_no_networks_people_and_mira_no_working_lists__promise_4(cast, browser_of):
    text = page(browser_of("noor"), HERE)
    assert "You belong to no network yet." in text
    assert "The Mill Lane network" in text  # it waits for a peer: its working name alone
    assert "Ottilie" not in text
    mira = browser_of("mira")
    assert "The Mill Lane network" not in page(mira, HERE)
    for rest in ("waiting/", "new/"):
        assert mira.get(HERE + rest).status_code == 404
    assert "Mira" not in page(browser_of("hale"), HERE)
