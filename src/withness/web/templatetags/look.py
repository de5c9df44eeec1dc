"""Small filters that components need."""

import re

from django import template

register = template.Library()


@register.filter
def dial(number: str) -> str:
    """Return the address that rings a number: "111, option 2" becomes "tel:111"."""
    first = re.split(r"[,;/a-zA-Z]", number, maxsplit=1)[0].strip()
    if first.startswith("+"):
        first = first.replace("(0)", "")
    return "tel:" + "".join(c for c in first if c in "+*#0123456789")
