"""What templates can ask about the house itself."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.simple_tag
def mails_lie_here() -> bool:
    """Whether no mail server is set, so that mails lie as files and codes stand in the terminal."""
    return not settings.WITHNESS_MAIL


@register.simple_tag
def handed(options: Any) -> str:
    """Return what a browser needs for a passkey, as JSON for an attribute."""
    return json.dumps(options, cls=DjangoJSONEncoder)
