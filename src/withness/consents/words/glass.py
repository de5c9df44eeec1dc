"""Sentences about what was opened without belonging."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.values.rules.refusals import Refusal

REFUSALS = {
    "reason_wanted": gettext_lazy(
        "Write in a sentence why you need it now. The person at the centre reads it."
    ),
    "open_already": gettext_lazy("This network is open to you already. Its hour goes on."),
    "too_many_today": gettext_lazy(
        "You opened several networks today. Ask a colleague on duty, or somebody who belongs."
    ),
    "closed_already": gettext_lazy("It is closed already."),
    "not_found": gettext_lazy(
        "No network goes by exactly that name or number. Ask how it is written, or ring "
        "somebody on duty."
    ),
}


def sentence(refusal: Refusal) -> str:
    """Return what the page says to a refusal."""
    if refusal.code == "too_long":
        return _("This has %(has)s characters; there is room for %(most)s.") % refusal.facts
    return str(REFUSALS[refusal.code])
