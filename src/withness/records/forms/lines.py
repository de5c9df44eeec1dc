"""Writing lines: one's own, for somebody else, and afterwards."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.records.forms.fields import Words, offer, once
from withness.records.rules.owning import FOR_MEMBERS, FOR_PRACTITIONERS
from withness.records.rules.states import Circle, Yes
from withness.records.words import circles
from withness.values.rules import text

OFFERED = (
    Circle.ROOM, Circle.NETWORK, Circle.PRACTITIONERS, Circle.NAMED, Circle.ONLY_ME,
)  # fmt: skip
People = Iterable[tuple[UUID, str]]


def choices(
    *, is_bound: bool, centre: str, is_centre: bool, now: bool = True
) -> list[tuple[str, str]]:
    """Return the circles somebody may choose, each as who reads it."""
    may = FOR_PRACTITIONERS if is_bound else FOR_MEMBERS
    return [
        (circle.value, circles.readers(circle, centre=centre, is_centre=is_centre, now=now))
        for circle in OFFERED
        if circle in may
    ]


class LineForm(forms.Form):
    """One's own words."""

    words = Words(label=_("Your words"))
    circle = forms.ChoiceField(
        label=_("Who reads it"), widget=forms.RadioSelect, required=False, initial=Circle.ROOM
    )
    about = forms.BooleanField(
        label=_("It speaks about somebody else. Nobody is told of this mark."), required=False
    )
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)
    once = once()

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "circle", offered)

    def chosen(self) -> Circle:
        """Return who reads it; those who are here, where nothing was chosen."""
        return Circle(self.cleaned_data["circle"] or Circle.ROOM)


class TurnForm(forms.Form):
    """The words of whoever holds the device now."""

    words = Words(label=_("Your words"))
    once = once()


class ForForm(forms.Form):
    """Words written down for somebody else (promise 3)."""

    IN_THE_ROOM, TOLD, NOT_YET, TOLD_NOT_YET = "room", "telephone", "not_yet", "telephone_not_yet"
    speaker = forms.ChoiceField(
        label=_("Whose words are these?"),
        error_messages={"required": _("Please choose whose words these are.")},
    )
    words = Words(label=_("In their own words"))
    yes = forms.ChoiceField(
        label=_("Did they hear it and say yes?"),
        widget=forms.RadioSelect,
        choices=[
            (IN_THE_ROOM, _("They heard it in the room and said yes")),
            (TOLD, _("They told it by telephone, heard it read back and said yes")),
            (NOT_YET, _("Not yet: said in the room")),
            (TOLD_NOT_YET, _("Not yet: told by telephone")),
        ],
        error_messages={"required": _("Please say whether they heard it and said yes.")},
    )
    once = once()

    def __init__(self, *args: Any, people: People, **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(str(person_id), name) for person_id, name in people]
        offer(self, "speaker", [("", _("Choose a name")), *names])

    def speaker_id(self) -> UUID:
        """Return whose words these are."""
        return UUID(self.cleaned_data["speaker"])

    def said_yes(self) -> Yes:
        """Return how they said yes."""
        return {self.IN_THE_ROOM: Yes.ROOM, self.TOLD: Yes.TELEPHONE}.get(
            self.cleaned_data["yes"], Yes.NOT_YET
        )

    def by_telephone(self) -> bool:
        """Whether it was told by telephone: then only the two who spoke read it."""
        return self.cleaned_data["yes"] in (self.TOLD, self.TOLD_NOT_YET)


class ChangeForm(forms.Form):
    """One's own line in other words."""

    words = Words(label=_("Your words"))


class CircleForm(forms.Form):
    """Who reads one's own line."""

    circle = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "circle", offered)


class OpenToForm(forms.Form):
    """One more person, by name, who may read one's own line."""

    person = forms.ChoiceField(label=_("Open it to one more person"))

    def __init__(self, *args: Any, people: People, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "person", [(str(person_id), name) for person_id, name in people])

    def person_id(self) -> UUID:
        """Return who it is."""
        return UUID(self.cleaned_data["person"])


class HeardForm(forms.Form):
    """How somebody said yes to what was written down for them."""

    how = forms.ChoiceField(
        label=_("How did they say yes?"),
        widget=forms.RadioSelect,
        choices=[
            (Yes.ROOM, _("They heard it in the room and said yes")),
            (Yes.TELEPHONE, _("They heard it on the telephone and said yes")),
        ],
    )


class AboutForm(forms.Form):
    """Whom one's own line speaks about: somebody of the network, or anybody else by name."""

    person = forms.ChoiceField(label=_("Somebody of the network"), required=False)
    name = Words(label=_("Or somebody else, by name"), most=text.NAME, rows=0, required=False)

    def __init__(self, *args: Any, people: People, **more: Any) -> None:
        super().__init__(*args, **more)
        names = [(str(person_id), name) for person_id, name in people]
        offer(self, "person", [("", _("Choose a name")), *names])

    def person_id(self) -> UUID | None:
        """Return whom it is about, None for somebody outside or nobody in particular."""
        chosen = self.cleaned_data["person"]
        return UUID(chosen) if chosen else None
