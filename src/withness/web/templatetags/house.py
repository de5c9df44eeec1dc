"""What templates can ask about the house itself."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def mails_lie_here() -> bool:
    """Whether no mail server is set, so that mails lie as files and codes stand in the terminal."""
    return not settings.WITHNESS_MAIL
