"""What may be told to whom, and telling it. No box is ticked beforehand."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.consents.forms.fields import one_of, plain_box
from withness.consents.rules import outside as rules
from withness.consents.words import outside as words
from withness.service.forms import Kept
from withness.teams.forms.fields import day_input, pairs, words_box
from withness.values.rules import text

Choices = Iterable[tuple[str, Any]]
AT = {  # which field a refusal is about; what is not here is said above the form
    "nobody_named": "name",
    "nothing_to_tell": "matters",
    "not_a_matter": "matters",
    "not_that_date": "day",
    "not_narrower": "matters",
    "only_their_own": "matters",
    "no_consent": "reason",
    "not_in_the_room": "how",
}


class Refusable(forms.Form):
    """A form that says kindly, beside the right question, why something cannot be."""

    def refuse(self, why: Any) -> None:
        """Show a refusal where it belongs."""
        at = AT.get(why.code)
        self.add_error(at if at in self.fields else None, words.refusal(why))


class WishForm(Refusable):
    """What may be told, until when, and whether the others see it."""

    matters = forms.MultipleChoiceField(
        label=_("What may be told?"),
        help_text=_("Only what is ticked. Nothing else."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.REFUSALS["nothing_to_tell"]},
    )
    own_words = Kept(
        required=False,
        most=text.WORDS,
        label=_("How you are, in your own words"),
        help_text=_(
            "Only if you ticked it. Exactly these words are passed on. Without words here, you "
            "are asked for them first."
        ),
        widget=words_box(),
    )
    day = forms.DateField(
        label=_("When shall we look at it again?"),
        help_text=_("From this day on nothing more is told, until it is said again."),
        widget=day_input(),
        error_messages={
            "required": words.REFUSALS["not_that_date"],
            "invalid": words.REFUSALS["not_that_date"],
        },
    )
    quiet = forms.BooleanField(
        label=_("The others in the network do not see it; only our practitioners do"),
        required=False,
    )

    def __init__(self, *args: Any, matters: Choices, oneself: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = self.fields["matters"]
        if isinstance(offered, forms.MultipleChoiceField):
            offered.choices = list(matters)
        if not oneself:
            self.fields["own_words"].label = _("How they are, in their own words")
            self.fields["own_words"].help_text = _(
                "Only if they want it passed on. Exactly these words, as they said them."
            )
            self.fields["how"] = one_of(_("How did they say it?"), pairs(words.HOWS))

    @property
    def how(self) -> rules.How:
        """How it was said."""
        return rules.How(self.cleaned_data.get("how") or rules.How.THEMSELVES)

    def values(self) -> dict[str, Any]:
        """Return what was chosen, as the deed takes it."""
        typed = self.cleaned_data
        day: date = typed["day"]
        return {
            "matters": frozenset(typed["matters"]),
            "day": day,
            "own_words": typed["own_words"] if rules.Matter.OWN_WORDS in typed["matters"] else "",
            "quiet": typed["quiet"],
        }


class GiveForm(WishForm):
    """The same, and to whom."""

    kind = forms.ChoiceField(label=_("Who is it?"), widget=forms.RadioSelect)
    name = Kept(
        required=False,
        label=_("What do you call them?"),
        help_text=_("For example: Dr Shah, my GP. The record of the health service needs no name."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = ("kind", "name", "matters", "own_words", "day", "quiet", "how")

    def __init__(self, *args: Any, oneself: bool, **more: Any) -> None:
        super().__init__(*args, oneself=oneself, **more)
        kinds = words.KINDS if oneself else words.THEIR_KINDS
        offered = self.fields["kind"]
        if isinstance(offered, forms.ChoiceField):
            offered.choices = pairs(kinds)
        if not oneself:
            self.fields["name"].label = _("What do they call them?")


class AgainForm(Refusable):
    """A later day."""

    day = forms.DateField(
        label=_("When shall we look at it again?"),
        widget=day_input(),
        error_messages={
            "required": words.REFUSALS["not_that_date"],
            "invalid": words.REFUSALS["not_that_date"],
        },
    )


class TellForm(Refusable):
    """Telling somebody outside something: whom, what, how, and why where nobody allowed it."""

    to = forms.ChoiceField(label=_("Who is told?"), widget=forms.RadioSelect)
    name = Kept(
        required=False,
        label=_("Somebody else: who?"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    matters = forms.MultipleChoiceField(
        label=_("What do you tell?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": words.REFUSALS["nothing_to_tell"]},
    )
    way = one_of(
        _("How do you tell it?"),
        pairs(words.WAYS, [w for w in rules.Way if w != rules.Way.EXTRACT]),
    )
    reason = Kept(
        required=False,
        most=text.SHORT,
        label=_("Why, if they did not allow it?"),
        help_text=_(
            "Leave this empty where they allowed it. Otherwise everyone in the network reads your "
            "reason, with your name, at once."
        ),
        widget=plain_box(3),
    )

    def __init__(self, *args: Any, recipients: Choices, matters: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, choices in (("to", recipients), ("matters", matters)):
            offered = self.fields[name]
            if isinstance(offered, forms.ChoiceField):
                offered.choices = list(choices)


class SettingForm(Refusable):
    """After how many months a consent is looked at again, and what more can be told here."""

    months = forms.IntegerField(
        label=_("After how many months do we look at a consent again?"),
        min_value=1,
        max_value=rules.MOST_MONTHS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, languages: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.codes = list(languages)
        for code, name in self.codes:
            self.fields[f"matters_{code}"] = Kept(
                required=False,
                most=rules.MOST_MATTERS * (rules.MATTER + 2),
                label=_("What else can be told here (%(language)s)") % {"language": name},
                help_text=_("One a line, in the same order in every language."),
                widget=forms.Textarea(attrs={"rows": 4, "lang": code, "dir": "auto"}),
            )

    def matters(self) -> list[dict[str, str]]:
        """Return the service's own matters, one for each line, in every language."""
        lines = {
            code: self.cleaned_data[f"matters_{code}"].split("\n") for code, _name in self.codes
        }
        most = max((len(one) for one in lines.values()), default=0)
        return [
            {code: said[at] for code, said in lines.items() if at < len(said)} for at in range(most)
        ]
