"""What somebody says on the telephone about their own words, written down by a practitioner."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.records.forms.fields import offer
from withness.records.forms.lines import People
from withness.records.rules.states import Yes

HOW = (
    (Yes.TELEPHONE, _("On the telephone")),
    (Yes.ROOM, _("Here in the room, in this meeting")),
)


def _heard() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How did they say it?"),
        widget=forms.RadioSelect,
        choices=HOW,
        initial=Yes.TELEPHONE,
    )


class CircleForm(forms.Form):
    """Who reads a line, as its speaker says."""

    circle = forms.ChoiceField(label=_("Who reads it"), widget=forms.RadioSelect)
    heard = _heard()

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        more.setdefault("auto_id", "circle_%s")
        super().__init__(*args, **more)
        offer(self, "circle", offered)


class OpenForm(forms.Form):
    """One more person who may read a line, as its speaker says."""

    person = forms.ChoiceField(label=_("Who may read it as well"))
    heard = _heard()

    def __init__(self, *args: Any, people: People, **more: Any) -> None:
        more.setdefault("auto_id", "open_%s")
        super().__init__(*args, **more)
        offer(self, "person", [(str(person_id), name) for person_id, name in people])

    def person_id(self) -> UUID:
        """Return who it is."""
        return UUID(self.cleaned_data["person"])


class CloseForm(forms.Form):
    """Somebody who reads a line by name no longer, as its speaker says."""

    person = forms.ChoiceField(label=_("Who no longer reads it by name"))

    def __init__(self, *args: Any, people: People, **more: Any) -> None:
        more.setdefault("auto_id", "close_%s")
        super().__init__(*args, **more)
        offer(self, "person", [(str(person_id), name) for person_id, name in people])

    def person_id(self) -> UUID:
        """Return who it is."""
        return UUID(self.cleaned_data["person"])


class HeardForm(forms.Form):
    """How an answer was said."""

    heard = _heard()
