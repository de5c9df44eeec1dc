"""What to say when something about a person cannot be done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.people.rules import Purpose, ReachKind
from withness.values.rules.refusals import Refusal

REFUSED: dict[str, Promise] = {
    "link_closed": _("This link has ended. Please ask whoever sent it for a new one."),
    "not_a_mail_address": _("This does not read as a mail address, like lena@example.org."),
    "not_a_telephone": _("This does not read as a telephone number, like 07700 900123."),
    "address_elsewhere": _(
        "Somebody signs in with this address already: please use another work address."
    ),
    "too_often": _("There were many tries in a short time. Please wait a few minutes."),
    "too_long": _("This has %(has)s characters; at most %(most)s fit."),
    "no_name": _("Please write a name."),
    "no_way": _("Please write a telephone number or a mail address."),
}

PURPOSES: dict[str, Promise] = {
    Purpose.CALLER: _("opens the page of your request for help"),
    Purpose.MEMBER: _("opens your own page"),
    Purpose.INVITATION: _("opens an invitation and your own page"),
}

KINDS: dict[str, Promise] = {
    ReachKind.MAIL: _("Mail"),
    ReachKind.PHONE: _("Telephone"),
}


def said(refused: Refusal) -> str:
    """Return the sentence for a refusal, in the language of the moment."""
    sentence = REFUSED.get(refused.code)
    if sentence is None:
        return str(_("This cannot be done as it stands. Please look at it once more."))
    return str(sentence) % refused.facts
