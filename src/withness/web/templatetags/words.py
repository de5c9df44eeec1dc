"""The service's own words for the field's terms: `{% load words %}{% term "network meeting" %}`."""

from typing import Any

from django import template
from django.utils.translation import get_language

from withness.service import queries as services
from withness.service import rules
from withness.service import words as ours

register = template.Library()


@register.simple_tag(takes_context=True)
def term(context: dict[str, Any], key: str) -> str:
    """Return the service's own word for a term, or ours in the language of the page.

    A page asks the database once, however many words it shows.
    """
    if key not in rules.TERMS:
        raise template.TemplateSyntaxError(f"the field has no word “{key}”")
    own = _own(context, get_language() or "en")
    return own.get(key) or str(ours.TERMS[key])


def _own(context: dict[str, Any], language: str) -> dict[str, str]:
    request = context.get("request")
    if request is None or getattr(request, "service", None) is None:
        return {}
    known: dict[str, dict[str, str]] = request.__dict__.setdefault("own_terms", {})
    if language not in known:
        known[language] = services.terms(language)
    return known[language]
