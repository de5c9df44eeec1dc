"""Sentences of this room: what is wrong with a file, and how an extract reads."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.exchange.rules.states import Form
from withness.exchange.rules.table import Encoding
from withness.meetings.rules.states import Where
from withness.values.rules.refusals import Refusal

REFUSALS: dict[str, Promise] = {
    "not_a_table": _(
        "This is not the file we can read. Open it in your spreadsheet, save it as CSV with the "
        "columns of our template, and bring that file."
    ),
    "too_big": _("This file is larger than 5 MB. Please bring it in parts."),
    "too_many_rows": _("This file has more than 5,000 rows. Please bring it in parts."),
    "empty_file": _("There is nothing in this file yet. The template shows what goes where."),
    "quote_open": _(
        "Near row %(row)s a quotation mark stands where none can stand, or is never closed. "
        "Please look at that row and bring the file again."
    ),
    "columns_missing": _(
        "Columns are missing from the first row: %(columns)s. Please take the names from the "
        "template."
    ),
    "has_faults": _("Some rows still need another look. Nothing was brought in."),
    "nobody_said": _(
        "Nobody belongs to a network against the word of the person at its centre. Please say "
        "that they agreed, or leave those rows out."
    ),
    "came_meanwhile": _(
        "Somebody brought one of these networks in at the same moment. Nothing was written. "
        "Please look at the page again."
    ),
    "too_long": _("This is too long: at most %(most)s characters."),
}

FAULTS: dict[str, Promise] = {
    "cells_astray": _(
        "This row has more cells than the first row has columns. A cell that itself holds a comma "
        "or a semicolon stands in quotation marks."
    ),
    "wanted": _("This column is empty, and every network needs it."),
    "too_long": _("This is too long: at most %(said)s characters."),
    "not_a_mail": _("“%(said)s” is not a mail address."),
    "not_a_telephone": _("“%(said)s” is not a telephone number."),
    "not_a_way": _("“%(said)s” is neither a mail address nor a telephone number."),
    "too_many_people": _(
        "These are more than %(said)s people. Please name the others later, by hand."
    ),
    "nobody_named": _("Somebody stands here without a name. Write: name = how they belong."),
    "twice": _("The same network stands in row %(said)s already."),
    "works_here_not": _("Nobody works here who signs in as “%(said)s”."),
    "unknown_language": _("“%(said)s” is not a language of this service. Write en, de or it."),
}

READ_AS: dict[Encoding, Promise] = {
    Encoding.UTF8: _("The letters were read as UTF-8."),
    Encoding.UTF16: _("The letters were read as UTF-16."),
    Encoding.GUESSED: _(
        "The file does not say how its letters are written; we guessed an older way (Windows-1252)."
        " Please look whether every name is spelled right. If not, save it as “CSV UTF-8”."
    ),
}

FORMS: dict[Form, Promise] = {
    Form.COPIED: _("as a text that was copied"),
    Form.CSV: _("as a table (CSV)"),
    Form.PRINT: _("on paper"),
}

PLACES: dict[Where, Promise] = {
    Where.HOME: _("at home"),
    Where.CLINIC: _("in a room of the service"),
    Where.WARD: _("on a ward"),
    Where.ONLINE: _("online"),
    Where.ELSEWHERE: _("somewhere else"),
}


def refusal(why: Refusal) -> str:
    """Return the sentence for a refusal, its facts filled in."""
    sentence = REFUSALS.get(why.code, _("This cannot be done just now."))
    return str(sentence) % why.facts if why.facts else str(sentence)


def fault(code: str, said: str) -> str:
    """Return why a row is refused."""
    return str(FAULTS[code]) % {"said": said}
