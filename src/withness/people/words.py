"""What to say when something about a person cannot be done."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from withness.people.rules import Purpose, ReachKind, proof
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
    "not_that": _("That was not it. Please look once more, and try again."),
    "code_over": _("These digits are over. Please ask for new ones."),
    "visit_over": _("This took too long. Please open your link again."),
    "word_too_short": _(
        "Please choose a longer word, or two words: at least %(least)s letters, and nothing that "
        "others guess."
    ),
    "enough_named": _("You have named three people. Take one back before you name another."),
    "not_that_many": _("One or two of them can be asked to say yes, and no more than you named."),
    "back_under_way": _("Somebody is getting back in already. Please wait, or stop that first."),
    "back_over": _("This is over. There is nothing left to do."),
    "nobody_to_tell": _(
        "There is no other way to reach this person and no other practitioner in their network, "
        "so nobody else would hear of it. Please ask a colleague to join, or do it when you meet."
    ),
    "not_yourself": _("You have said so already. A colleague of this network must say so, too."),
}

PURPOSES: dict[str, Promise] = {
    Purpose.CALLER: _("opens the page of your request for help"),
    Purpose.MEMBER: _("opens your own page"),
    Purpose.INVITATION: _("opens an invitation and your own page"),
}

OPENS_ALONE = _(
    "Your link opened without a second step, because we have no way to ask for one. Whoever has "
    "the link can read this page. Choose a word on “My own page”, and only you come in."
)
CHOOSE_YOUR_OWN = _(
    "The word you agreed on has opened your page this once. Please choose one now that only you "
    "know."
)

DEVICES: dict[str, Promise] = {
    proof.Device.TELEPHONE: _("on a telephone"),
    proof.Device.TABLET: _("on a tablet"),
    proof.Device.COMPUTER: _("on a computer"),
    proof.Device.UNKNOWN: _("on a device"),
}

WITHOUT: dict[str, Promise] = {
    proof.Without.NOBODY: _("Nobody's: they agree on a word with us first"),
    proof.Without.CALLERS: _("That of somebody who asks for help, for the page of their request"),
    proof.Without.EVERYBODY: _("Everybody's: whoever has the link comes in"),
}

KINDS: dict[str, Promise] = {
    ReachKind.MAIL: _("Mail"),
    ReachKind.PHONE: _("Telephone"),
}


def lies(kind: ReachKind, hint: str) -> str:
    """Return where six digits lie now. `hint`: as much of the reach as its owner knows again."""
    if kind == ReachKind.MAIL:
        return gettext("We have sent six digits to your mail (%(hint)s).") % {"hint": hint}
    return gettext("We have sent six digits to your telephone (%(hint)s).") % {"hint": hint}


def proves(kind: ReachKind | None, hint: str) -> str:
    """Return one way to prove in words; `kind` None is the word."""
    if kind is None:
        return gettext("My word")
    if kind == ReachKind.MAIL:
        return gettext("Six digits to my mail (%(hint)s)") % {"hint": hint}
    return gettext("Six digits to my telephone (%(hint)s)") % {"hint": hint}


def sends(kind: ReachKind, hint: str, *, again: bool) -> str:
    """Return the words on a button that sends six digits."""
    if kind == ReachKind.MAIL:
        text = (
            gettext("Send new digits to my mail (%(hint)s)")
            if again
            else gettext("Send digits to my mail (%(hint)s)")
        )
    else:
        text = (
            gettext("Send new digits to my telephone (%(hint)s)")
            if again
            else gettext("Send digits to my telephone (%(hint)s)")
        )
    return text % {"hint": hint}


def said(refused: Refusal) -> str:
    """Return the sentence for a refusal, in the language of the moment."""
    sentence = REFUSED.get(refused.code)
    if sentence is None:
        return str(_("This cannot be done as it stands. Please look at it once more."))
    return str(sentence) % refused.facts
