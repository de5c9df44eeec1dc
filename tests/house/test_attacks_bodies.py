"""Every form, filled in by somebody who means harm: other services' ids, other fields, odd letters."""

from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db.models import F
from django_scopes import scopes_disabled

from tests import make
from tests.house import doors, typed
from tests.house.forbidden import at, undone
from tests.house.riches import of_hillside, riches

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
SIGNS = ("account_login", "account_logout", "account_request_login_code", "web:close")
NOT_OURS = ("sign-in", "sign-out", "/close/", "/language/")
SCRIPT = "<script>x(1)</script>\"'><img src=x onerror=x(1)>"
ODD = (
    SCRIPT, "\u202e\u2066\u200bא\x00y\ud800z", "é" * 20_001, "x\r\nBcc: a@example.net\r\n\r\nhi",
    "\U0001f468\u200d\U0001f469" + "\u0301" * 300, "=cmd|' /C calc'!A0", "{{ 7*7 }}{% debug %}%s%(x)s",
    "-1", "9999-99-99", "1e400",
)  # fmt: skip


@pytest.fixture
def forms(cast):
    """Every form that somebody in Riverside is shown, with the client it was shown to."""
    scene = doors.scene(cast)
    scene.objects |= riches(cast)
    there = [cast.mira, cast.jonas, cast.lena, cast.sol]
    now = make.meeting(cast.network, invited=there, came=there, state="under_way", step="closing")
    waiting = make.line(now, cast.jonas, "Now.", written_by=cast.lena.person)
    found = {}
    for kind in ("inside", "duties", "member", "centre", "caller", "nobody", "peer_outside"):
        client = scene.clients[kind]
        client.raise_request_exception = False
        for name, (pattern, arguments) in doors.inside().items():
            for more in ({}, {"meeting_id": now.pk, "line_id": waiting.pk}):
                path = at(pattern, arguments, scene.objects | more)
                shown = typed.forms(client.get(path), path) if name not in SIGNS else []
                for form in shown:
                    if not any(end in form.goes_to for end in NOT_OURS):
                        found.setdefault((form.goes_to, *sorted(form.fields)), (form, client))
    assert len(found) > 80
    return list(found.values())


def sent(client, form, body):
    """Send a body, byte for byte, and take back what it did; return the answer and what it wrote."""
    raw = urlencode([
        (name, str(one).encode("utf-8", "surrogatepass"))
        for name, value in body.items()
        for one in (value if isinstance(value, list) else [value])
    ])  # fmt: skip
    kept = deepcopy(client.cookies)
    with undone() as written:
        answer = client.post(form.goes_to, raw, content_type="application/x-www-form-urlencoded")
        mixed = across() if written else []
    client.cookies = kept
    return answer, written, mixed


def across() -> list[str]:
    """Return where a row of one service leans on a row of another."""
    found = []
    with scopes_disabled():
        for model in apps.get_models():
            for field in model._meta.get_fields() if hasattr(model, "service_id") else ():
                to = getattr(field, "related_model", None)
                if field.many_to_one and to is not None and hasattr(to, "service_id"):
                    other = {f"{field.name}__service_id": F("service_id")}
                    rows = model._base_manager.exclude(**{field.name: None}).exclude(**other)
                    found += [f"{model.__name__}.{field.name}"] if rows.exists() else []
    return found


def test_nothing_of_another_service_comes_in_by_any_field(cast, forms):
    foreign = of_hillside(cast)
    ids = [str(one) for one in foreign.values()]
    extra = {
        f"{name}{end}": str(one)
        for name, one in (
            ("service", cast.hillside.pk), ("network", cast.foreign.pk), ("person", cast.vera.pk),
            ("centre", cast.vera.pk), ("team", cast.other_team.pk), ("meeting", foreign["meeting_id"]),
            ("practitioner", cast.wilhelm.pk), ("speaker", cast.vera.pk), ("id", cast.vera.pk),
            ("written_by", cast.vera.pk), ("answers", foreign["line_id"]),
        )
        for end in ("", "_id")
    }  # fmt: skip
    wrong = []
    for form, client in forms:
        plain = form.filled()
        chosen = [name for name in plain if name not in form.typed and name != "once"]
        bodies = [extra | plain, plain | dict.fromkeys(chosen, ids)]
        bodies += [plain | {name: [plain[name], *ids]} for name in chosen]
        for body in bodies:
            answer, _written, mixed = sent(client, form, body)
            if answer.status_code >= 500 or mixed:
                wrong.append((form.goes_to, answer.status_code, mixed, sorted(body)))
    assert wrong == []


def test_no_letters_break_a_page_or_come_back_as_script(cast, forms):
    wrong = []
    for form, client in forms:
        plain = form.filled()
        for odd in ODD:
            body = plain | dict.fromkeys(form.typed, odd)
            for hostile in (body, dict.fromkeys(plain, odd)):
                answer, _written, _mixed = sent(client, form, hostile)
                came_back = not answer.streaming and b"<script>x(" in answer.content
                if answer.status_code >= 500 or came_back:
                    wrong.append((form.goes_to, answer.status_code, odd[:20]))
    assert wrong == []


def test_too_much_at_once_is_refused_without_breaking(cast, forms):
    form, client = next(one for one in forms if one[0].goes_to.endswith("/contacts/ask/"))
    answer, written, _mixed = sent(client, form, form.filled("x" * 3_000_000))
    assert (answer.status_code, written) == (400, [])
    answer, written, _mixed = sent(client, form, {f"f{n}": n for n in range(2_000)})
    assert (answer.status_code, written) == (400, [])
