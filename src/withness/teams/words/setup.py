"""The steps of setting up a service, in plain words."""

from django.utils.translation import gettext_lazy as _

STEPS = {
    "house": _("Your service"),
    "numbers": _("Telephone numbers"),
    "team": _("Team and places"),
    "peers": _("Peer practitioners"),
    "others": _("Everybody else"),
    "rota": _("On duty first"),
    "ready": _("Begin"),
}

WRONG = _("This is not the word that the terminal shows. Please look once more.")
NO_FOUNDER = _("Please say which of these people is you: open your own line and tick “This is me”.")
