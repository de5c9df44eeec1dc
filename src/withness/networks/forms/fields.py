"""What several pages of this room ask, in the room's own sentences."""

from typing import Any

from django import forms

from withness.networks.rules.states import Said
from withness.networks.words import refusals, states
from withness.teams.forms.fields import pairs


def said_field(label: Any, *, offered: bool = False, required: bool = True) -> Any:
    """Return the question how the person at the centre said it."""
    codes = [Said.ROOM, Said.TELEPHONE]
    codes += [Said.OFFERED] if offered else []
    return forms.ChoiceField(
        label=label,
        choices=pairs(states.SAID, codes),
        widget=forms.RadioSelect,
        required=required,
        error_messages={"required": refusals.REFUSALS["no_word"]},
    )
