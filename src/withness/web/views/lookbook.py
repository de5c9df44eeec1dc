"""The look book: every component on one page, with long names, many rows and other scripts."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

LONG = "Wilhelmina-Konstantinopolitanischedudelsackpfeifenmacherin von und zu Hohenfriedberg-Nord"
ARABIC = "لم أنم منذ ثلاث ليالٍ. أختي معي، وأمي تتصل كل ساعة."
SOME = 3
MANY = 300


class Sample(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="What shall we call you?", max_length=200)
    reach = forms.CharField(
        label="How can we reach you safely?",
        help_text="A telephone number, a mail address, or a friend we may ring. "
        "Say when it is a bad moment.",
    )
    words = forms.CharField(
        label="What would you like us to know?",
        help_text="In your own words, as much or as little as you like.",
        widget=forms.Textarea(attrs={"class": "words", "rows": 4}),
        required=False,
    )
    place = forms.ChoiceField(
        label="Where shall we meet?",
        choices=[("home", "At home"), ("ours", "In the garden room"), ("other", LONG)],
        widget=forms.RadioSelect,
    )
    there = forms.MultipleChoiceField(
        label="Who could be there?",
        help_text="You decide, and you can change it.",
        choices=[("1", "Her brother"), ("2", "Her mother"), ("3", "A neighbour")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    language = forms.ChoiceField(
        label="In which language?", choices=[("en", "English"), ("ar", "العربية")]
    )
    day = forms.DateField(label="Which day?", widget=forms.DateInput(attrs={"type": "date"}))
    at = forms.TimeField(label="At what time?", widget=forms.TimeInput(attrs={"type": "time"}))
    sure = forms.BooleanField(label="I have read who will read this.")


@require_safe
def lookbook(request: HttpRequest) -> HttpResponse:
    """Show every component; `?dir=rtl`, `?theme=dark` and `?many=1` change the stage."""
    if request.GET.get("say"):
        messages.success(request, "Your line stands with the others.")
        messages.warning(request, "Nobody has taken the promise yet.")
    return render(request, "web/lookbook.html", stage(request.GET))


def stage(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return everything that the components need to show themselves."""
    return {
        "dir": "rtl" if asked.get("dir") == "rtl" else "",
        "theme": asked.get("theme") if asked.get("theme") in ("light", "dark") else "",
        "service_name": "Riverside Open Dialogue",
        "home_href": "#",
        "leave": True,
        "places": [
            ("#day", "My day", True),
            ("#promises", "Promises", False),
            ("#networks", "Networks", False),
            ("#team", "Team", False),
        ],
        "empty_form": Sample(),
        "form": Sample({"reach": "07700 900 123", "place": "nowhere"}),
        "help_numbers": [
            {"number": "999", "label": "If somebody is in danger"},
            {"number": "111, option 2", "label": "Urgent help with your mind"},
        ],
        "steps": [
            ("Gathering", "done"),
            ("Opening", "done"),
            ("Talking", "done"),
            ("Reflecting", "now"),
            ("Closing", ""),
        ],
        "lines": _lines(),
        "long_name": LONG,
        "arabic": ARABIC,
        "columns": ["Quarter", "Networks that met", "With a peer who belongs", "Within a day"],
        "figures": [
            ["Spring", "31", "24", "29"],
            ["Summer", "28", "25", "28"],
            ["Autumn", "fewer than five", "fewer than five", "fewer than five"],
        ],
        "many": [f"The {n}. network" for n in range(1, 1 + (MANY if asked.get("many") else SOME))],
    }


def _lines() -> list[tuple[str, str, str]]:
    return [
        (
            "The person we meet for",
            "When you all talk quietly I think it is already decided. Ask me, even then.",
            "",
        ),
        ("أختها", ARABIC, ""),
        (LONG, "I noticed how long we waited together.\n\nNobody ran away. It moved me.", ""),
        (
            "Her mother",
            "I want somebody to tell me what to do at three in the morning.",
            "Written down by a practitioner. She said yes to it in the room.",
        ),
    ]
