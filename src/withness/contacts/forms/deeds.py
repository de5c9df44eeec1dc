"""What practitioners write down about a contact, and what its caller adds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.contacts.forms.asking import MISSING
from withness.contacts.forms.fields import Verbatim, languages
from withness.contacts.rules import states
from withness.values.rules import text

YES, NO = "yes", "no"
SHOW = "show"


class Reached(forms.Form):
    """The person at the centre was reached, and says what their caller may know."""

    caller_may_know = forms.ChoiceField(
        label=_("May whoever asked go on seeing who holds the promise and when you meet?"),
        help_text=_("Ask the person themselves. Without their yes the caller sees only: taken up."),
        choices=[
            (NO, _("No, or they did not say")),
            (YES, _("Yes, the person themselves said so")),
        ],
        initial=NO,
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )


class Link(forms.Form):
    """How the caller gets their link anew. `ways`: codes with words, those that can be used."""

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["way"] = forms.ChoiceField(
            label=_("How shall the link reach them?"),
            choices=ways,
            widget=forms.RadioSelect,
            error_messages=MISSING,
        )


class End(forms.Form):
    """How a promise ended by somebody's word. Only a meeting that was held keeps it."""

    how = forms.ChoiceField(
        label=_("How did it end?"),
        choices=[
            (states.End.NO.value, _("The person themselves said no")),
            (states.End.LATER.value, _("The person themselves said: later")),
            (states.End.ELSEWHERE.value, _("Another service has taken it up")),
        ],
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
    words = Verbatim(
        most=text.SHORT,
        rows=2,
        serif=False,
        label=_("Which service, or when to ask again?"),
    )


class Gather(forms.Form):
    """The network that comes of a contact: its name, and who of the team belongs."""

    centre_name = Verbatim(
        most=text.NAME,
        label=_("What shall we call the person we meet for?"),
        required=True,
        error_messages={"required": _("Please write what to call them. Any name will do.")},
    )
    name = Verbatim(
        most=text.NAME,
        label=_("What does the team call this network?"),
        help_text=_("Something you can say aloud in a corridor: the Hill Street network."),
        required=True,
        error_messages={"required": _("Please give it a name the team can use.")},
    )
    language = forms.ChoiceField(label=_("Which language does it speak?"), error_messages=MISSING)
    practitioners = forms.MultipleChoiceField(
        label=_("Who of the team belongs to it?"),
        help_text=_("At least two who can stay, one of them a peer practitioner."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Please choose from the team.")},
    )

    def __init__(
        self,
        *args: Any,
        codes: list[str],
        team: list[tuple[str, str]],
        knows_centre: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        for name, choices in (("language", languages(codes)), ("practitioners", team)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if knows_centre:
            del self.fields["centre_name"]


class More(forms.Form):
    """Whoever asked adds something."""

    words = Verbatim(
        most=text.WORDS,
        rows=4,
        required=True,
        label=_("I want to add something"),
        help_text=_("It stands below what you wrote, in your own words."),
        error_messages={"required": _("Nothing was written yet.")},
    )
