"""The sentences of this room: what leaves the house, where a message stands, and refusals.

Every text that leaves says only when, that the rest is on the receiver's own page, and how to get
no more messages. None has room for a name or a reason (promise 20).
"""

from datetime import datetime

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from withness.delivery.rules.notices import Notice
from withness.delivery.rules.states import State, Way
from withness.values.rules import wall

Text = tuple[str, str]  # subject and body; an SMS has no subject


def invitation(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that ask somebody to a meeting."""
    with translation.override(notice.language):
        return _written(
            notice,
            way,
            _("Meeting on %(day)s") % {"day": _day(notice)},
            _("You are asked to a meeting on %(day)s at %(time)s.") % _when(notice),
            _("Please say on your own page whether you can come: %(link)s"),
        )


def moved(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell somebody a meeting has another time or place."""
    with translation.override(notice.language):
        return _written(
            notice,
            way,
            _("Meeting moved to %(day)s") % {"day": _day(notice)},
            _("Your meeting has changed. It is now on %(day)s at %(time)s.") % _when(notice),
            _("Please say on your own page whether this suits you: %(link)s"),
        )


def called_off(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell somebody a meeting does not take place."""
    with translation.override(notice.language):
        return _written(
            notice,
            way,
            _("Meeting on %(day)s called off") % {"day": _day(notice)},
            _("The meeting on %(day)s at %(time)s does not take place.") % _when(notice),
            _("More is on your own page: %(link)s"),
            with_place=False,
        )


def own_link(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that carry somebody's own link, after they asked or were added."""
    with translation.override(notice.language):
        return _written(
            notice,
            way,
            _("Your own page"),
            _("This link opens your own page. It is for you alone."),
            _("Open it here: %(link)s"),
        )


def on_your_page(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell somebody there is something to read on their own page."""
    with translation.override(notice.language):
        return _written(
            notice,
            way,
            _("Something on your page"),
            _("There is something for you to read on your own page."),
            _("Open it with the link you have, or here: %(link)s"),
        )


def page_is_over(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell somebody their own page here has ended, and nothing else."""
    with translation.override(notice.language):
        subject = _("Your own page")
        return _written(notice, way, subject, _("Your own page here has ended."), "")


def code(notice: Notice, digits: str, way: Way = Way.MAIL) -> Text:
    """Return the words that carry a code to come in with."""
    with translation.override(notice.language):
        first = _("Your code is %(code)s. It is good for ten minutes.") % {"code": digits}
        if way == Way.SMS:
            return "", f"{notice.sender_name}: {first}"
        not_you = _("If you did not ask for it, you need do nothing.")
        return _("Your code"), f"{first}\n\n{not_you}\n\n{notice.sender_name}\n"


def asked_to_help(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that ask somebody whom a person named to help them back in."""
    with translation.override(notice.language):
        first = _("Somebody who trusts you wants to open their own page again.")
        then = _(
            "If they ask you themselves, and you know their voice, open this link and tell them "
            "the digits: %(link)s"
        ) % {"link": notice.link}
        return _private(notice, way, _("Somebody asks for your help"), first, then, stranger=True)


def door_changed(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell somebody that something about their way in has changed."""
    with translation.override(notice.language):
        first = _("Something about the way to your own page has changed.")
        return _private(notice, way, _("Your own page"), first, "")


def way_back(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell of a new way in, from when it opens, and how to stop it."""
    with translation.override(notice.language):
        first = _(
            "Somebody asks for a new way to your own page. It opens on %(day)s at %(time)s."
        ) % _when(notice)
        then = _("If it is not you, stop it here: %(link)s") % {"link": notice.link}
        return _private(notice, way, _("Your own page"), first, then)


def colleague_way_back(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell a practitioner a new way in is being made in their network."""
    with translation.override(notice.language):
        first = _("A colleague makes a new way in for somebody you know. Please look at it today.")
        return _working(notice, way, _("Please look at something today"), first)


def _private(
    notice: Notice, way: Way, subject: str, first: str, then: str, *, stranger: bool = False
) -> Text:
    """Put a message together that is about the way in, and about nothing else."""
    if stranger:
        last = _("If nobody asks you, you need do nothing.")
    elif notice.ring:
        last = _("If it was you, you need do nothing. If not, please ring us: %(number)s") % {
            "number": notice.ring
        }
    else:
        last = _("If it was you, you need do nothing. If not, please ring us.")
    if way == Way.SMS:
        return "", " ".join(part for part in (f"{notice.sender_name}: {first}", then, last) if part)
    parts = [part for part in (first, then, last, notice.sender_name) if part]
    return subject, "\n\n".join(parts) + "\n"


def promise_warning(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell a practitioner a promise they look after is due at a time."""
    with translation.override(notice.language):
        first = _("Something you look after is due on %(day)s at %(time)s.") % _when(notice)
        return _working(notice, way, _("Due at %(time)s") % _when(notice), first)


def promise_waits(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that tell the others on duty that somebody may need a hand."""
    with translation.override(notice.language):
        first = _("Something is due on %(day)s at %(time)s, and a colleague may need a hand.")
        subject = _("Due at %(time)s: can you help?") % _when(notice)
        return _working(notice, way, subject, first % _when(notice))


def look_at_network(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that ask somebody to look at their page; `link` only for who works here."""
    with translation.override(notice.language):
        subject = _("Please look at your page")
        first = _("There is something about your network on your own page. Please look at it.")
        if notice.link:
            return _working(notice, way, subject, first)
        return _written(notice, way, subject, first, "")


def look_at_service(notice: Notice, way: Way = Way.MAIL) -> Text:
    """Return the words that ask whoever keeps a duty to look at a page of theirs."""
    with translation.override(notice.language):
        first = _("There is something that you look after, and it waits for your look.")
        return _working(notice, way, _("Please look at your page"), first)


def summary(language: str) -> str:
    """Return what a calendar shows for a meeting: one neutral word."""
    with translation.override(language):
        return _("Meeting")


def _written(
    notice: Notice, way: Way, subject: str, first: str, page: str, *, with_place: bool = True
) -> Text:
    """Put a message together: what, where, the page, the number, and how to get no more."""
    link = page % {"link": notice.link} if notice.link else ""
    place = _("Place: %(where)s") % {"where": notice.place} if notice.place and with_place else ""
    ring = _("You can also ring us: %(number)s") % {"number": notice.ring} if notice.ring else ""
    if way == Way.SMS:
        parts = [f"{notice.sender_name}: {first}", link, ring]
        return "", " ".join(part for part in parts if part)
    stop = (
        _("If you want no more messages, ring us or say so on your own page.")
        if notice.ring
        else _("If you want no more messages, answer this one or say so on your own page.")
    )
    head = "\n".join(part for part in (first, place) if part)
    parts = [_("Hello,"), head, link, ring, stop, notice.sender_name]
    return subject, "\n\n".join(part for part in parts if part) + "\n"


def _working(notice: Notice, way: Way, subject: str, first: str) -> Text:
    """Put a message to somebody who works here together."""
    page = _("Open your page: %(link)s") % {"link": notice.link} if notice.link else ""
    if way == Way.SMS:
        return "", " ".join(part for part in (f"{notice.sender_name}: {first}", page) if part)
    return subject, "\n\n".join(part for part in (first, page, notice.sender_name) if part) + "\n"


def _there(notice: Notice) -> datetime:
    if notice.at is None:
        raise ValueError("this message needs a time")
    return wall.wall_time(notice.at, notice.zone)


def _day(notice: Notice) -> str:
    return formats.date_format(_there(notice), pgettext("a day: Thursday 26 November", "l j F"))


def _when(notice: Notice) -> dict[str, str]:
    clock = formats.date_format(_there(notice), pgettext("a time of day: 14:30", "H:i"))
    return {"day": _day(notice), "time": clock}


# ---- where a message stands, for those who look after it
WAYS: dict[Way, str | Promise] = {
    Way.MAIL: gettext_lazy("by mail"),
    Way.SMS: gettext_lazy("by text message"),
    Way.LETTER: gettext_lazy("by letter"),
    Way.TOLD: gettext_lazy("told in person or by telephone"),
}
STANDS: dict[str, str | Promise] = {
    State.WAITING.value: gettext_lazy("It waits to be sent."),
    State.SENDING.value: gettext_lazy("It is being sent."),
    State.SENT.value: gettext_lazy("It was sent."),
    State.UNSURE.value: gettext_lazy(
        "It may have arrived, or not. It is not sent again by itself."
    ),
    State.FAILED.value: gettext_lazy("It could not be sent."),
    State.CALLED_OFF.value: gettext_lazy("It was called off before it was sent."),
    "letter_waits": gettext_lazy("The letter waits for somebody to print and post it."),
    "still_trying": gettext_lazy("It could not be sent yet. It is tried again by itself."),
}
TROUBLE: dict[str, str | Promise] = {
    "": "",
    "no_address": gettext_lazy("No address or number is written down for this way."),
    "not_reached": gettext_lazy("The post server did not answer."),
    "busy": gettext_lazy("The post server asked to come back later."),
    "refused": gettext_lazy("The post server refused the message."),
    "unknown_address": gettext_lazy("The post server does not know this address or number."),
    "not_let_in": gettext_lazy("The post server does not accept our key. Please look at it."),
    "broke_off": gettext_lazy("The connection broke while the message was on its way."),
    "lost_sight": gettext_lazy("The program stopped while the message was on its way."),
    "sealed": gettext_lazy("Its words cannot be opened with the keys that are here."),
    "from_a_copy": gettext_lazy(
        "This house was brought back from a copy, and the message may have gone out since."
    ),
    "tells_too_much": gettext_lazy("It held a word that must not leave the house."),
    "emptied": gettext_lazy("Its words are no longer kept."),
}
REFUSALS: dict[str, str | Promise] = {
    "tells_too_much": gettext_lazy(
        "This text has a word that tells a stranger what it is about. Please choose another word."
    ),
    "not_one_line": gettext_lazy("This must stand on one line."),
    "already_gone": gettext_lazy("This message has gone out already, or was settled by somebody."),
    "nothing_to_send": gettext_lazy(
        "The words of this message are no longer kept. Please ring instead."
    ),
}
DONE: dict[str, str | Promise] = {
    "again": gettext_lazy("It is sent again now."),
    "arrived": gettext_lazy("It is written down that it arrived."),
    "posted": gettext_lazy("It is written down that the letter is on its way."),
    "told": gettext_lazy("It is written down that you told them."),
}
