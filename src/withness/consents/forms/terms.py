"""The terms of taking part, and studies."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from withness.consents.forms.fields import one_of, plain_box
from withness.consents.words import terms as words
from withness.service.forms import Kept
from withness.teams.forms.fields import day_input, pairs
from withness.values.rules import text

Languages = Iterable[tuple[str, str]]


class Told(forms.Form):
    """A form that says kindly why something cannot be."""

    def refuse(self, why: Any) -> None:
        """Show a refusal above the form."""
        self.add_error(None, words.refusal(why))


class TermsForm(Told):
    """The service's words, one text a language."""

    def __init__(self, *args: Any, languages: Languages, **more: Any) -> None:
        super().__init__(*args, **more)
        self.codes = list(languages)
        for code, name in self.codes:
            self.fields[f"text_{code}"] = Kept(
                required=False,
                most=text.WORDS,
                label=name,
                widget=forms.Textarea(attrs={"rows": 12, "lang": code, "dir": "auto"}),
            )

    def texts(self) -> Mapping[str, str]:
        """Return the words by language."""
        return {code: self.cleaned_data[f"text_{code}"] for code, _name in self.codes}


class TermsAnswerForm(Told):
    """What a member said to a practitioner."""

    number = forms.IntegerField(widget=forms.HiddenInput())
    answer = one_of(_("What did they say?"), pairs(words.THEIR_ANSWERS))
    how = one_of(_("How did they say it?"), pairs(words.HOWS))


class StudyForm(Told):
    """A study: its title and plain words in each language, whom to ask, its last day."""

    contact = Kept(
        most=text.SHORT,
        label=_("Whom can people ask about it?"),
        help_text=_("A name, and a number or an address."),
        required=True,
        widget=plain_box(2),
    )
    ends_on = forms.DateField(label=_("Its last day"), widget=day_input())

    def __init__(self, *args: Any, languages: Languages, **more: Any) -> None:
        super().__init__(*args, **more)
        self.codes = list(languages)
        for code, name in self.codes:
            self.fields[f"title_{code}"] = Kept(
                required=False,
                label=_("Its title (%(language)s)") % {"language": name},
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )
            self.fields[f"text_{code}"] = Kept(
                required=False,
                most=text.WORDS,
                label=_("What it is, in plain words (%(language)s)") % {"language": name},
                widget=forms.Textarea(attrs={"rows": 8, "lang": code, "dir": "auto"}),
            )
        self.order_fields(
            [name for name in self.fields if name not in ("contact", "ends_on")]
            + ["contact", "ends_on"]
        )

    def values(self) -> dict[str, Any]:
        """Return what was typed, as the deed takes it."""
        typed = self.cleaned_data
        return {
            "titles": {code: typed[f"title_{code}"] for code, _name in self.codes},
            "texts": {code: typed[f"text_{code}"] for code, _name in self.codes},
            "contact": typed["contact"],
            "ends_on": typed["ends_on"],
        }


class StudyAnswerForm(Told):
    """What a member said about a study to a practitioner."""

    study = forms.ChoiceField(label=_("Which study?"), widget=forms.RadioSelect)
    answer = one_of(_("What did they say?"), pairs(words.STUDY_ANSWERS))
    how = one_of(_("How did they say it?"), pairs(words.HOWS))

    def __init__(self, *args: Any, studies: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offered = self.fields["study"]
        if isinstance(offered, forms.ChoiceField):
            offered.choices = list(studies)
