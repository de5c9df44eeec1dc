"""The steps of setting up: which come when, what was typed in each, and the whole at the end.

A draft is a dictionary that JSON can hold. Each step keeps what was typed, so that the same form
reads it again at the end, and nothing is believed that was not read by its form.
"""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from withness.service.forms import NumbersForm
from withness.teams.actions import begin
from withness.teams.forms import fields, setup
from withness.teams.forms.hours import DAYS
from withness.teams.forms.rota import TurnForm
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal

STEPS = ("house", "numbers", "team", "peers", "others", "rota", "ready")
LISTS = ("peers", "others", "rota")
MOST = 300
SINGLE: dict[str, type[forms.Form]] = {
    "house": setup.HouseForm,
    "numbers": NumbersForm,
    "team": setup.TeamForm,
}
Draft = dict[str, Any]
Typed = Mapping[str, list[str]]


class StepOpen(Refusal):
    """A step that has to be looked at again before the service can begin; carries `step`."""

    code = "step_open"


def typed(post: QueryDict) -> dict[str, list[str]]:
    """Return what was typed, as it can be kept."""
    left_out = ("csrfmiddlewaretoken", "number")
    return {name: post.getlist(name) for name in post if name not in left_out}


def first_open(draft: Draft) -> str:
    """Return the first step that still has to be done."""
    for step in STEPS[:-1]:
        if step not in LISTS and step not in draft:
            return step
        if step in LISTS and not draft.get(f"{step}_done"):
            return step
        if step == "others" and _founder(draft) is None:
            return step
    return "ready"


def after(step: str) -> str:
    """Return the step that follows."""
    return STEPS[STEPS.index(step) + 1]


def form_of(step: str, draft: Draft, post: QueryDict | None = None) -> forms.Form:
    """Return a step's form: with what was posted, or as it was left."""
    if post is not None:
        return SINGLE[step](post)
    if step in draft:
        return SINGLE[step](initial=_shown(draft[step]))
    return SINGLE[step](initial={"zone": "Europe/London", "languages": ["en"]})


def entry_form(
    step: str, draft: Draft, number: int | None, post: QueryDict | None = None
) -> forms.Form:
    """Return the form of one entry of a list: a colleague or a turn; `number` changes one."""
    kept = draft.get(step, [])[number] if number is not None else None
    return _entry(step, draft, number, post, _shown(kept) if kept else None)


def _entry(
    step: str,
    draft: Draft,
    number: int | None,
    data: QueryDict | None,
    initial: dict[str, Any] | None = None,
) -> forms.Form:
    house = _house(draft)
    if step == "rota":
        people = [(_mail(one), one["name"][0]) for one in _people(draft)]
        now = timezone.now()
        usual = {
            "day": wall.wall_time(now, house["zone"]).date(),
            "begins": time(9),
            "ends": time(17),
            "days": 5,
        }
        return TurnForm(data, people=people, zone=house["zone"], now=now, initial=initial or usual)
    founder = _founder(draft)
    own = founder is not None and founder == (step, number)
    others = [
        _mail(one)
        for where in ("peers", "others")
        for n, one in enumerate(draft.get(where, []))
        if (where, n) != (step, number)
    ]
    more: dict[str, Any] = {} if initial is None else {"initial": initial}
    return setup.ColleagueForm(
        data,
        languages=fields.languages(house["languages"]),
        known=others,
        founder_known=founder is not None and not own,
        **more,
    )


def number_in(draft: Draft, step: str, asked: str | None) -> int | None:
    """Return which entry is asked for, None for a new one."""
    if asked is None or not (asked.isascii() and asked.isdigit()):
        return None
    return int(asked) if int(asked) < len(draft.get(step, [])) else None


def put(draft: Draft, step: str, number: int | None, entry: dict[str, list[str]]) -> None:
    """Keep one entry of a list: a new one, or in the place of one; the same twice is one."""
    entries = draft.setdefault(step, [])
    if number is not None:
        if step != "rota":
            _call_otherwise(draft, _mail(entries[number]), _mail(entry))
        entries[number] = entry
    elif entry not in entries and len(entries) < MOST:
        entries.append(entry)


def remove(draft: Draft, step: str, asked: str) -> None:
    """Take one entry off a list. Turns of somebody who goes are taken away, too."""
    number = number_in(draft, step, asked)
    if number is None:
        return
    gone = draft[step].pop(number)
    if step != "rota":
        draft["rota"] = [one for one in draft.get("rota", []) if one["who"] != [_mail(gone)]]


def _call_otherwise(draft: Draft, before: str, now: str) -> None:
    """Let the turns of somebody follow their new address."""
    for turn in draft.get("rota", []):
        if turn["who"] == [before]:
            turn["who"] = [now]


def entries(draft: Draft, step: str) -> list[dict[str, Any]]:
    """Return a list's entries as the page shows them."""
    if step == "rota":
        names = {_mail(one): one["name"][0] for one in _people(draft)}
        return [
            {"name": names.get(one["who"][0], ""), "turn": _shown(one)}
            for one in draft.get(step, [])
        ]
    return [
        {
            "name": one["name"][0],
            "email": _mail(one),
            "is_founder": bool(one.get("is_founder")),
            "has_hours": any(one.get(day, [""])[0].strip() for day in DAYS),
        }
        for one in draft.get(step, [])
    ]


def summary(draft: Draft) -> dict[str, Any]:
    """Return what the last page shows before the service begins."""
    return {
        "house": _shown(draft["house"]),
        "team_name": draft["team"]["team"][0],
        "peers": entries(draft, "peers"),
        "others": entries(draft, "others"),
        "turns": entries(draft, "rota"),
    }


def whole(draft: Draft) -> dict[str, Any]:
    """Return everything that `begin` needs, each step read once more by its form.

    Raises `StepOpen` where a step no longer reads well.
    """
    house = _read("house", SINGLE["house"](_posted(draft["house"])))
    numbers = SINGLE["numbers"](_posted(draft["numbers"]))
    _read("numbers", numbers)
    team = _read("team", SINGLE["team"](_posted(draft["team"])))
    if _founder(draft) is None or not isinstance(numbers, NumbersForm):
        raise StepOpen(step="others")
    places = {_mail(one): place for place, one in enumerate(_people(draft))}
    return {
        "house": begin.House(**house),
        "numbers": numbers.numbers(),
        "team": team["team"],
        "rooms": [begin.Room(name, way, may_be_named=False) for name, way in team["places"]],
        "colleagues": [
            _colleague(draft, step, number, entry)
            for step in ("peers", "others")
            for number, entry in enumerate(draft.get(step, []))
        ],
        "turns": [
            begin.FirstTurn(places[turn["who"]], span.start, span.end)
            for number, entry in enumerate(draft.get("rota", []))
            for turn in [_read("rota", _entry("rota", draft, number, _posted(entry)))]
            for span in turn["spans"]
        ],
    }


def _colleague(draft: Draft, step: str, number: int, entry: Typed) -> begin.Colleague:
    read = _read(step, _entry(step, draft, number, _posted(entry)))
    return begin.Colleague(
        name=read["name"],
        email=read["email"],
        is_peer=step == "peers",
        languages=read["languages"],
        hours=read["hours"],
        is_founder=bool(read.get("is_founder")),
    )


def _read(step: str, form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise StepOpen(step=step)
    return form.cleaned_data


def _house(draft: Draft) -> dict[str, Any]:
    form = SINGLE["house"](_posted(draft["house"]))
    return form.cleaned_data if form.is_valid() else {"zone": "UTC", "languages": ["en"]}


def _people(draft: Draft) -> list[dict[str, list[str]]]:
    return [*draft.get("peers", []), *draft.get("others", [])]


def _mail(entry: Typed) -> str:
    """Return the address that tells people on the lists apart."""
    return entry["email"][0].strip()


def _founder(draft: Draft) -> tuple[str, int] | None:
    for step in ("peers", "others"):
        for number, one in enumerate(draft.get(step, [])):
            if one.get("is_founder"):
                return step, number
    return None


def _posted(kept: Typed) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, values)
    return data


def _shown(kept: Typed) -> dict[str, Any]:
    """Return what was kept as a form's first values: lists only where several are meant."""
    return {
        name: values if name == "languages" else (values[0] if values else "")
        for name, values in kept.items()
    }
