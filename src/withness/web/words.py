"""The sentences about signing in, on pages and in mails. No mail says where somebody works."""

from datetime import datetime

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from withness.people import words as people
from withness.values.rules import wall
from withness.web import rules

Text = tuple[str, str]  # subject and body

WRONG: dict[str, Promise] = {
    "incorrect_code": gettext_lazy("This is not the code. Please look at it once more."),
    "too_many_login_attempts": people.REFUSED["too_often"],
    "rate_limited": people.REFUSED["too_often"],
}

# what happened, as a mail to its owner says it
TOLD: dict[str, Promise] = {
    "web.sign_in": gettext_lazy("Somebody signed in with your work address: %(where)s."),
    "web.end_session": gettext_lazy(
        "You were signed out on another telephone or computer, as somebody asked for on %(where)s."
    ),
    "web.add_passkey": gettext_lazy("A passkey was added to how you sign in: %(where)s."),
    "web.end_passkey": gettext_lazy("A passkey was removed from how you sign in: %(where)s."),
    "web.add_app": gettext_lazy("An app that makes codes was added to how you sign in: %(where)s."),
    "web.end_app": gettext_lazy(
        "The app that makes codes was removed from how you sign in: %(where)s."
    ),
    "web.make_spare_codes": gettext_lazy(
        "New spare codes were made; the old ones are void: %(where)s."
    ),
    "web.use_spare_code": gettext_lazy(
        "One of your spare codes was used, and is void now: %(where)s."
    ),
    "web.link_provider": gettext_lazy(
        "From now on you can also sign in through your employer: %(where)s."
    ),
    "web.end_provider": gettext_lazy(
        "From now on you cannot sign in through your employer any more: %(where)s."
    ),
    "web.let_in_again": gettext_lazy(
        "Whoever keeps the accounts took away your passkeys, your app and your spare codes, "
        "so that you can sign in by mailed code again."
    ),
}


def device(what: rules.Device) -> str:
    """Return what a device is called: "Firefox on Linux"."""
    names = {"browser": what.browser, "system": what.system}
    if what.browser and what.system:
        return _("%(browser)s on %(system)s") % names
    return what.browser or what.system or _("a browser we do not know")


def told(deed: str, *, what: rules.Device, at: datetime, zone: str, language: str) -> Text:
    """Return the mail that tells somebody what happened to how they sign in."""
    with translation.override(language):
        there = wall.wall_time(at, zone)
        day = formats.date_format(there, pgettext("a day: Thursday 26 November", "l j F"))
        clock = formats.date_format(there, pgettext("a time of day: 14:30", "H:i"))
        first = str(TOLD[deed]) % {"where": device(what)}
        lines = [
            first,
            _("This was on %(day)s at %(time)s.") % {"day": day, "time": clock},
            _(
                "Was it you? Then you need do nothing. If it was not, sign in, end all other "
                "sessions, and ring whoever keeps the accounts."
            ),
        ]
        return _("Your signing in"), "\n\n".join(lines) + "\n"
