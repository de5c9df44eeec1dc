"""How an extract reads, as rows of a label and its words."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from withness.exchange.queries.extract import ExtractFact
from withness.exchange.words import files as words

Rows = list[tuple[str, str]]


def rows(found: ExtractFact, *, with_number: bool) -> Rows:
    """Return the extract as it stands on the page, in the text, in the table and on paper."""
    date = formats.date_format(found.began, "j F Y, H:i")
    listed = [
        (_("Date"), date),
        (_("Length"), _("%(n)s minutes") % {"n": found.minutes}),
        (_("Where"), str(words.PLACES[found.where])),
        (_("Practitioners"), ", ".join(found.practitioners) or _("nobody")),
        (_("Who else was there"), _others(found)),
        (_("Agreements"), _agreed(found)),
    ]
    if with_number and found.patient_number:
        listed.insert(0, (_("Patient number"), found.patient_number))
    return listed


def text(listed: Rows) -> str:
    """Return the rows as plain text to copy."""
    return "\n".join(f"{label}: {said}" for label, said in listed)


def _others(found: ExtractFact) -> str:
    said = [_("the person we meet for")] if found.centre_was_there else []
    if found.members:
        said.append(
            ngettext("%(n)s member of the network", "%(n)s members of the network", found.members)
            % {"n": found.members}
        )
    if found.guests:
        said.append(
            ngettext("%(n)s guest from an agency", "%(n)s guests from agencies", found.guests)
            % {"n": found.guests}
        )
    ways = []
    if found.online:
        ways.append(_("%(n)s joined online") % {"n": found.online})
    if found.by_telephone:
        ways.append(_("%(n)s joined by telephone") % {"n": found.by_telephone})
    whole = ", ".join(said) or _("nobody else")
    return f"{whole} ({', '.join(ways)})" if ways else whole


def _agreed(found: ExtractFact) -> str:
    if not found.agreements:
        return _("No decision that day.") if found.decided_nothing else _("None was written down.")
    return "\n".join(
        _agreement(one.words, one.who, one.by_when, elsewhere=one.made_elsewhere)
        for one in found.agreements
    )


def _agreement(said: str, who: str, by_when: str, *, elsewhere: bool) -> str:
    more = [part for part in (who, by_when, _("decided elsewhere") if elsewhere else "") if part]
    return f"{said} ({', '.join(more)})" if more else said
