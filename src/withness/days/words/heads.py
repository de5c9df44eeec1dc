"""The daily letter with the head of the trail: a number, and nothing about anybody."""

from django.utils.translation import gettext as _


def letter(number: int, head: str, sender_name: str) -> tuple[str, str]:
    """Return subject and body, in the language that is active."""
    parts = (
        _("Hello,"),
        _("Please keep this message. It proves later that nothing was changed or taken away."),
        _("Number: %(number)s") % {"number": number},
        head,
        sender_name,
    )
    return _("The day\u2019s number"), "\n\n".join(parts) + "\n"
