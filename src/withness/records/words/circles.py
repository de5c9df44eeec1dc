"""Who reads a line, told before it is written and after (promise 1)."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from withness.records.rules.states import Circle

SAID: dict[Circle, Promise] = {
    Circle.ONLY_ME: gettext_lazy("Only you"),
    Circle.TWO: gettext_lazy("The two who spoke on the telephone"),
    Circle.NETWORK: gettext_lazy(
        "Everyone who belongs to the network by now, and those who were there"
    ),
    Circle.PRACTITIONERS: gettext_lazy("The practitioners of the network"),
    Circle.NAMED: gettext_lazy("Only people you name"),
}


def readers(circle: Circle, *, centre: str, is_centre: bool, now: bool = True) -> str:
    """Return who reads a line in this circle, besides its speaker.

    `centre`: the name of the person at the centre; `is_centre`: the speaker is that person; `now`:
    the people still sit together.
    """
    if circle in SAID:
        return str(SAID[circle])
    if is_centre:
        return _("Those who are here now") if now else _("Those who were there")
    if now:
        return _("Those who are here now, and %(name)s") % {"name": centre}
    return _("Those who were there, and %(name)s") % {"name": centre}


def promise(circle: Circle, *, centre: str, is_centre: bool, now: bool = True) -> str:
    """Return the sentence below the box, before anything is written."""
    if circle == Circle.ROOM and now:
        if is_centre:
            return _(
                "Your words, under your name. Those who are here now will read them, nobody else, "
                "unless you open them wider."
            )
        return _(
            "Your words, under your name. Those who are here now and %(name)s will read them, "
            "nobody else, unless you open them wider."
        ) % {"name": centre}
    who = readers(circle, centre=centre, is_centre=is_centre, now=now)
    return _("Your words, under your name. Who will read them: %(who)s.") % {"who": who}
