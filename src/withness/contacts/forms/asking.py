"""The form by which somebody asks, and the same form for a practitioner who takes a call."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from withness.contacts.forms.fields import Chosen, Verbatim, languages
from withness.contacts.rules import said, states
from withness.teams.queries import teams
from withness.values.rules import text

MISSING = {
    "required": _("Please choose one."),
    "invalid_choice": _("Please choose one of these."),
}


def to_choose() -> list[tuple[UUID, str]]:
    """Return the teams that somebody who asks can choose from."""
    return [(one.id, one.name) for one in teams.all_teams()]


class Asking(forms.Form):
    """What both forms ask. Nothing asks for a reason (promise 6)."""

    name = Verbatim(
        most=text.NAME,
        required=True,
        label=_("What shall we call you?"),
        help_text=_("Any name will do."),
        error_messages={"required": _("Please tell us what to call you. Any name will do.")},
    )
    asked_by = Chosen(
        label=_("Who is it for?"),
        choices=[
            (states.Caller.SELF.value, _("For me")),
            (states.Caller.SOMEBODY.value, _("For somebody I care about")),
        ],
        initial=states.Caller.SELF.value,
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
    for_whom = Verbatim(
        most=text.NAME,
        label=_("What shall we call them?"),
        help_text=_("If it is for somebody else."),
    )
    how_to_reach = Verbatim(
        most=text.SHORT,
        rows=2,
        serif=False,
        asked=True,
        label=_("How and when can we reach you safely?"),
        help_text=_(
            "A telephone number, a mail address, or a friend we may ring. Say when it is a bad "
            "moment. If you leave this empty, nobody can ring you."
        ),
    )
    hope = Verbatim(
        most=text.WORDS,
        rows=5,
        label=_("What would you like us to know?"),
        help_text=_("In your own words, as much or as little as you like."),
    )
    who = Verbatim(
        most=text.WORDS,
        rows=2,
        label=_("Who could be there?"),
        help_text=_("People who matter to you. You decide, and you can change it."),
    )
    when_and_where = Verbatim(
        most=text.WORDS,
        rows=2,
        serif=False,
        label=_("When and where could you meet?"),
        help_text=_("At home, at our place, on a walk: where you would feel well."),
    )
    language = Chosen(label=_("Which language shall we speak?"), error_messages=MISSING)
    once = forms.Field(required=False, widget=forms.HiddenInput)
    use_required_attribute = False  # only the name is; an empty answer elsewhere is one, too

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        codes: list[str],
        teams: Iterable[tuple[UUID, str]] = (),
    ) -> None:
        self.codes, self.teams = codes, tuple(teams)
        here = (get_language() or "").partition("-")[0]
        self.own = here if here in codes else codes[0]
        super().__init__(data, initial={"once": str(uuid4()), "language": self.own})
        self.fields["name"].widget.attrs["required"] = True
        choices = self.fields["language"]
        choices.initial = self.own
        if isinstance(choices, forms.ChoiceField):
            choices.choices = languages(codes)
        if len(codes) == 1:
            choices.widget = forms.HiddenInput()
        if len(self.teams) > 1:
            self.fields["near"] = forms.ChoiceField(
                label=_("Which team would be easiest for you?"),
                choices=[
                    ("", _("It does not matter: whoever reads this first")),
                    *((str(team_id), name) for team_id, name in self.teams),
                ],
                required=False,
                widget=forms.RadioSelect,
            )

    def near(self) -> UUID | None:
        """Return the team that was chosen, None where it does not matter."""
        chosen = self.cleaned_data.get("near", "")
        return UUID(chosen) if chosen else None

    field_order: Iterable[str] = (
        "name", "asked_by", "for_whom", "how_to_reach", "may_write", "hope", "who",
        "when_and_where", "language", "once",
    )  # fmt: skip

    def sent_once(self) -> UUID:
        """Return the form's own id; one that cannot be read becomes a new one."""
        try:
            return UUID(self.data.get("once", ""))
        except ValueError:
            return uuid4()

    def said(self) -> said.Said:
        """Return what was said; only of a form that is valid."""
        got = self.cleaned_data
        return said.Said(
            name=got["name"],
            asked_by=states.Caller(got["asked_by"]),
            for_whom=got["for_whom"],
            how_to_reach=got["how_to_reach"],
            may_write=got.get("may_write", False),
            hope=got["hope"],
            who=got["who"],
            when_and_where=got["when_and_where"],
            agency=got.get("agency", ""),
            language=got["language"],
        )


class Ask(Asking):
    """The public form. `stay_empty` is a field that people do not see, and some machines fill."""

    may_write = forms.BooleanField(
        label=_("You may also write to me there. It will not say what it is about."),
        required=False,
    )
    stay_empty = forms.Field(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def seems_a_machine(self) -> bool:
        """Whether the field that people do not see was filled."""
        return bool(self.cleaned_data["stay_empty"])

    def once_more(self) -> "Ask":
        """Return the form with everything in it, and the unseen field empty again."""
        form = Ask({**self.data_as_sent(), "stay_empty": ""}, codes=self.codes, teams=self.teams)
        form.full_clean()
        return form

    def data_as_sent(self) -> dict[str, Any]:
        """Return what was sent, one value a field."""
        return {name: self.data.get(name, "") for name in self.data}


LINKS = [
    (said.LinkBy.SHOWN.value, _("Send it by mail or text message to what stands above")),
    (said.LinkBy.LETTER.value, _("As a letter")),
    (said.LinkBy.NONE.value, _("They want no link")),
]


class Call(Asking):
    """A practitioner writes down what a caller says, in the caller's words."""

    route = forms.ChoiceField(
        label=_("How did it come to you?"),
        choices=[
            (states.Route.TELEPHONE.value, _("Somebody rang, or spoke to me")),
            (states.Route.REFERRAL.value, _("A referral from a doctor or an agency")),
        ],
        initial=states.Route.TELEPHONE.value,
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
    agency = Verbatim(
        most=text.NAME,
        label=_("Who refers?"),
        help_text=_("For a referral: the practice or the agency."),
    )
    link_by = forms.ChoiceField(
        label=_("How shall they get their own link?"),
        help_text=_("It shows them who holds the promise and how long is left."),
        choices=LINKS,
        initial=said.LinkBy.NONE.value,
        widget=forms.RadioSelect,
        error_messages=MISSING,
    )
    field_order = (
        "route", "agency", "name", "asked_by", "for_whom", "how_to_reach", "hope", "who",
        "when_and_where", "language", "link_by",
    )  # fmt: skip

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        codes: list[str],
        teams: Iterable[tuple[UUID, str]] = (),
    ) -> None:
        super().__init__(data, codes=codes, teams=teams)
        say: dict[str, tuple[str, str]] = {
            "name": (gettext("What shall we call whoever asks?"), ""),
            "how_to_reach": (
                gettext("How and when can we reach them safely?"),
                gettext(
                    "A number, a mail address, or a friend we may ring, and when is a bad moment."
                ),
            ),
            "hope": (
                gettext("What they say, word for word"),
                gettext(
                    "Their own words, not a summary. Read it back to them before you ring off."
                ),
            ),
            "who": (
                gettext("Who could be there?"),
                gettext("The people they name, in their words."),
            ),
            "when_and_where": (gettext("When and where could they meet?"), ""),
            "language": (gettext("Which language do they speak with us?"), ""),
        }
        for name, (label, help_text) in say.items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text
        if "near" in self.fields:
            self.fields["near"].label = gettext("Which team would be easiest for them?")
            own = [("", gettext("Our own team")), *((str(one), name) for one, name in self.teams)]
            near = self.fields["near"]
            if isinstance(near, forms.ChoiceField):
                near.choices = own
        asked_by = self.fields["asked_by"]
        if isinstance(asked_by, forms.ChoiceField):
            asked_by.choices = [
                (states.Caller.SELF.value, _("For themselves")),
                (states.Caller.SOMEBODY.value, _("For somebody they care about")),
                (states.Caller.AGENCY.value, _("An agency or a doctor refers somebody")),
            ]

    def clean(self) -> dict[str, Any]:
        """Say so where a link shall be sent and there is nowhere to send it."""
        got = super().clean() or self.cleaned_data
        reach = str(got.get("how_to_reach", ""))
        wants = got.get("link_by") == said.LinkBy.SHOWN
        got["may_write"] = wants
        if wants and "how_to_reach" in got and not said.reaches(reach, may_write=True):
            self.add_error(
                "link_by",
                _(
                    "We found no mail address and no number above to send it to. Please add one, "
                    "or choose a letter."
                ),
            )
        return got
