"""What somebody chooses to have forgotten."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from withness.exchange.queries.wishes import OfferFact
from withness.exchange.rules.forgetting import Fate
from withness.exchange.words import forgetting as words


class WishForm(forms.Form):
    """Boxes for everything that would change; nothing is chosen beforehand."""

    what = forms.MultipleChoiceField(
        label=_("What shall be forgotten?"),
        widget=forms.CheckboxSelectMultiple,
        required=True,
        error_messages={"required": _("Choose at least one thing, or go back.")},
    )

    def __init__(self, data: QueryDict | None, *, offer: OfferFact) -> None:
        super().__init__(data)
        cast("forms.MultipleChoiceField", self.fields["what"]).choices = [
            (category, words.CATEGORIES[category])
            for category, outcome in offer.offers
            if outcome.fate != Fate.KEPT
        ]
