"""What the owner of an address is told when somebody else changes how they sign in."""

from django.utils import translation
from django.utils.translation import gettext as _


def address_changed(language: str) -> tuple[str, str]:
    """Return subject and body of the mail to the address that signs in no more."""
    with translation.override(language):
        lines = [
            _("Whoever keeps the accounts changed the work address that you sign in with."),
            _("This one signs in no more. If you did not agree on that, please ring them."),
        ]
        return _("Your signing in"), "\n\n".join(lines) + "\n"
