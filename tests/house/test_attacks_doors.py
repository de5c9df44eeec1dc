"""Every address as everybody: looking writes nothing, and what is forbidden is absent."""

from copy import deepcopy

import pytest

from tests import make
from tests.house import doors
from tests.house.forbidden import at, undone
from tests.house.riches import riches
from withness.people import models as people

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
PEOPLE = ("centre", "member", "inside", "peer_inside")
BY_LINK = ("caller", "centre", "member", "former", "agency")
AT_WORK = ("inside", "peer_inside", "outside", "peer_outside", "duties")
# Deeds without a page of their own, and who may do them to the scene's things.
WITHOUT_A_PAGE = {
    "consents:close_glass": ("outside",),
    "consents:close_study": ("duties",),
    "consents:confirm_demand": ("duties",),
    "consents:end_demand": ("duties",),
    "consents:no": ("member", "inside", "peer_inside"),
    "consents:take_back_for": ("agency",),
    "consents:take_back": ("member", "inside", "peer_inside"),
    "consents:tell_demand": ("duties",),
    "consents:yes": ("member", "inside", "peer_inside"),
    "contacts:take": AT_WORK,
    "delivery:care": ("inside", "peer_inside"),
    "exchange:leave_it": ("member", "inside", "peer_inside"),
    "meetings:begin": PEOPLE,
    "meetings:came": PEOPLE,
    "meetings:step": PEOPLE,
    "networks:yes": ("centre", "inside", "peer_inside"),
    "people:end_named": ("member",),
    "people:end_visit": ("member",),
    "people:end_visits": BY_LINK,
    "people:need": BY_LINK,
    "people:new_link": BY_LINK,
    "people:stop_back": ("member",),
    "people:end_link": tuple(
        kind for kind in doors.EVERYBODY if kind not in ("nobody", "elsewhere")
    ),
    "people:end_reach": ("member",),
    "people:own_language": tuple(
        kind for kind in doors.EVERYBODY if kind not in ("nobody", "elsewhere")
    ),
    "records:about": ("member",),
    "records:came": PEOPLE,
    "records:come": PEOPLE,
    "records:heard": PEOPLE,
    "records:held_again": ("inside",),
    "records:held_readers": ("inside",),
    "records:let_go": PEOPLE,
    "records:no_decision": PEOPLE,
    "records:open_to": ("member",),
    "records:readers": PEOPLE,
    "records:settle": ("member",),
    "records:step": PEOPLE,
    "records:strike": PEOPLE,
    "records:yes": ("member",),
    "teams:back": ("inside",),
    "teams:close_place": ("duties",),
    "teams:end_calendar": ("inside",),
    "teams:end_duty": ("duties",),
    "teams:end_turn": ("duties",),
    "teams:give_duty": ("duties",),
    "teams:law_bring": ("duties",),
    "teams:law_seen": ("duties",),
    "web:end_others": AT_WORK,
    "web:language": doors.EVERYBODY,
}
# Pages that everybody at work may see, whose form only a duty may send.
ONLY_SEEN = {"teams:rota": ("duties",)}
FORBIDDEN = (404, 405)


@pytest.fixture(params=("held", "under_way"))
def house(request, cast):
    """The scene with more in it: once with its meeting behind us, once in the middle of one."""
    scene = doors.scene(cast)
    scene.objects |= riches(cast)
    if request.param == "under_way":
        there = [cast.mira, cast.jonas, cast.lena, cast.sol]
        now = make.meeting(cast.network, invited=there, came=there, state="under_way")
        scene.objects |= {"meeting_id": now.pk, "line_id": make.line(now, cast.jonas, "Now.").pk}
        scene.only = ("meeting_id", "line_id")
    else:
        scene.only = ()
    for client in scene.clients.values():
        client.raise_request_exception = False
    return scene


def knocks(house):
    """Yield every address, its path, and everybody's GET and empty POST with what they wrote."""
    for name, (pattern, arguments) in sorted(doors.inside().items()):
        if house.only and not set(house.only) & set(arguments):
            continue
        path = at(pattern, arguments, house.objects)
        for kind in doors.EVERYBODY:
            client, kept = house.clients[kind], deepcopy(house.clients[kind].cookies)
            with undone() as looked:
                seen = client.get(path)
            client.cookies = deepcopy(kept)
            with undone() as did:
                sent = client.post(path, {})
            client.cookies = kept
            yield name, kind, seen, looked, sent, did


def test_nobody_breaks_a_page_writes_by_looking_or_does_what_they_may_not(house):
    broken, wrote, did_it, told = [], [], [], set()
    for name, kind, seen, looked, sent, did in knocks(house):
        broken += [(name, kind, r.status_code) for r in (seen, sent) if r.status_code >= 500]
        wrote += [(name, kind, looked)] if looked else []
        may = seen.status_code not in FORBIDDEN
        may = may and kind in ONLY_SEEN.get(name, doors.EVERYBODY)
        if seen.status_code == 405:
            may = kind in WITHOUT_A_PAGE.get(name, ())
        if not may and (sent.status_code not in FORBIDDEN or did):
            did_it.append((name, kind, sent.status_code, did))
        told |= {r.content for r in (seen, sent) if r.status_code == 404}
    assert (broken, wrote, did_it) == ([], [], [])
    assert len(told) == 1  # one page, byte for byte


def test_what_is_absent_looks_like_what_is_forbidden_to_the_last_byte_and_header(house):
    objects = {"duty": "rota", "language": "de"}
    for kind in ("nobody", "former", "outside", "elsewhere"):
        client = house.clients[kind]
        for name in (
            "records:record",
            "networks:network",
            "contacts:contact",
            "people:change_reach",
        ):
            pattern, arguments = doors.inside()[name]
            there = client.get(at(pattern, arguments, house.objects))
            nowhere = client.get(at(pattern, arguments, objects))
            no_address = client.get("/riverside/no/such/address/")
            if there.status_code == 404:
                assert told(there) == told(nowhere) == told(no_address), (kind, name)


def told(response):
    """Return everything that an answer tells, but for the moment."""
    return response.status_code, response.content, sorted(response.headers.items())


def test_a_link_of_anothers_is_not_ended(house, cast):
    link = people.Link.objects.filter(person=cast.jonas).order_by("-made_at").first()
    pattern, arguments = doors.inside()["people:end_link"]
    path = at(pattern, arguments, house.objects | {"link_id": link.pk})
    for kind in doors.EVERYBODY:
        if kind != "member":
            with undone() as did:
                house.clients[kind].post(path)
            assert did == [], kind
