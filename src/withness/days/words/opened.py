"""Who opened what: a sentence for each deed that the page shows, and one for each right."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from withness.values.rules import wall

Pair = tuple[Promise, Promise]  # somebody else's sentence, with %(name)s, and one's own

RECORD: Pair = (_("%(name)s opened the record of your network."), _("You opened the record."))
# What concerns a network as a whole. A single line is "the record": who reads which line stays
# between those who may read it.
OF_NETWORK: dict[str, Pair] = {
    "records.read": RECORD,
    "days.open_page": (
        _("%(name)s opened a page about you or your network."),
        _("You opened a page about a network, or about somebody in it."),
    ),
    "networks.hard": (
        _("%(name)s opened the page about who decides when it is hard."),
        _("You opened the page about who decides when it is hard."),
    ),
    "networks.read": (
        _("%(name)s looked at who belongs to your network."),
        _("You looked at who belongs to the network."),
    ),
    "records.read_held": RECORD,
    "meetings.read": (_("%(name)s opened the page of a meeting."), _("You opened a meeting.")),
    "meetings.arrange": (
        _("%(name)s opened the page on which a meeting is arranged."),
        _("You opened the page on which a meeting is arranged."),
    ),
    "delivery.see": (
        _("%(name)s looked at a message that had not arrived."),
        _("You looked at a message that had not arrived."),
    ),
    "exchange.extract": (
        _("%(name)s opened the short extract of a meeting."),
        _("You opened the short extract of a meeting."),
    ),
    "exchange.downtime": (
        _("%(name)s opened the sheet for days without computers, with your network on it."),
        _("You opened the sheet for days without computers."),
    ),
    "contacts.read": (
        _("%(name)s opened the call for help."),
        _("You opened the call for help."),
    ),
    "consents.see_told": (
        _("%(name)s looked at what was told outside."),
        _("You looked at what was told outside."),
    ),
    "consents.see_opened": (
        _("%(name)s looked at who opened your network without belonging to it."),
        _("You looked at who opened the network without belonging to it."),
    ),
    "consents.find_glass": (
        _("%(name)s looked for a network by its name, and found yours."),
        _("You looked for a network by its name, and found this one."),
    ),
    "consents.break_glass": (
        _("%(name)s opened your network without belonging to it, for an hour and with a reason."),
        _("You opened the network without belonging to it, for an hour and with a reason."),
    ),
    "consents.read_demand": (
        _("%(name)s opened the papers of a lawful demand."),
        _("You opened the papers of a lawful demand."),
    ),
}
# What concerns one person: it stands on that person's page alone.
OF_ONESELF: dict[str, Pair] = {
    "networks.read_place": (
        _("%(name)s looked at your place in the network and how to reach you."),
        _("You looked at somebody's place in the network."),
    ),
    "networks.give_link": (
        _("%(name)s made a personal link for you."),
        _("You made a personal link."),
    ),
    "consents.read": (
        _("%(name)s looked at what you let others be told."),
        _("You looked at what may be told outside."),
    ),
    "contacts.read_as_caller": (
        _("%(name)s opened your page about your call."),
        _("You opened your page about your call."),
    ),
}
DEEDS = OF_NETWORK | OF_ONESELF

# Why: one short sentence for each right, whose subject is the one who opened it.
ANYONE = _("Anyone may do this.")
OWN = _("It was their own.")
BELONGS = _("Belongs to the network.")
BESIDE = _("Belongs to the network as a practitioner.")
CENTRE = _("The network is around them.")
PART = _("Something in it is open to them.")
THERE = _("Was at the meeting.")
ASKED = _("Is asked to the meeting.")
GUEST = _("Was a guest of the meeting.")
COVER = _("Stood in at the meeting.")
GLASS = _("Opened it without belonging, for an hour and with a reason.")
DEMAND = _("An order of a court or an authority opened it to them.")
SPEAKS = _("Speaks for somebody in the network.")
WORKS = _("Works in this service.")
TOLD = _("Wrote down what somebody in the network said on the telephone.")
ROTA = _("Keeps the rota of this service.")
ACCOUNTS = _("Keeps the accounts of this service.")
SETTINGS = _("Keeps the settings of this service.")
PROTECTION = _("Looks after data protection in this service.")

RIGHTS: Mapping[str, Promise] = {
    "anyone": ANYONE,
    "arranges_for": BESIDE,
    "belongs_and_it_began": BELONGS,
    "belongs_or_guest": BELONGS,
    "belongs_since": BELONGS,
    "belongs_to_its_network": BELONGS,
    "belongs_to_network": BELONGS,
    "has_a_name": OWN,
    "in_own_time": BELONGS,
    "is_about_oneself": OWN,
    "meets_them": BESIDE,
    "meets_wisher": BESIDE,
    "named": SPEAKS,
    "speaks_for_them": SPEAKS,
    "spoke_by_telephone": TOLD,
    "speaks_here": SPEAKS,
    "wrote_wish_down": OWN,
    "beside_asked": BESIDE,
    "broke_it": GLASS,
    "broke_the_glass": GLASS,
    "guest_who_was_there": GUEST,
    "has_begun": BELONGS,
    "is_a_peer": WORKS,
    "is_around_them": CENTRE,
    "is_asked": ASKED,
    "is_beside_network": BESIDE,
    "is_centre": CENTRE,
    "is_its_practitioner": BESIDE,
    "is_left_out": WORKS,
    "is_of_network": BELONGS,
    "is_of_no_network": WORKS,
    "is_of_own_network": BELONGS,
    "is_one_of_them": DEMAND,
    "its_practitioner": BESIDE,
    "its_practitioner_then": BESIDE,
    "keeps_accounts": ACCOUNTS,
    "keeps_data_protection": PROTECTION,
    "keeps_its_duty": DEMAND,
    "keeps_one_of_two": DEMAND,
    "keeps_rota": ROTA,
    "keeps_settings": SETTINGS,
    "keeps_the_other_duty": DEMAND,
    "lawful_demand": DEMAND,
    "meeting_held": BELONGS,
    "no_peer_comes": WORKS,
    "of_own_network": BELONGS,
    "opens_its_meeting": BELONGS,
    "place_among": BELONGS,
    "place_beside": BESIDE,
    "place_in_own": CENTRE,
    "reads_as_centre": CENTRE,
    "reads_as_cover": COVER,
    "reads_as_demand": DEMAND,
    "reads_as_glass": GLASS,
    "reads_as_network": BELONGS,
    "reads_as_practitioner": BESIDE,
    "reads_as_was_there": THERE,
    "set_up": SETTINGS,
    "stood_in_there": COVER,
    "stood_in_when_written": COVER,
    "was_there": THERE,
    "was_there_or_had_joined": BELONGS,
    "works_here": WORKS,
    "works_in_its_network": BESIDE,
} | dict.fromkeys(
    (
        "asked_for_it", "brought_it", "decided_it", "is_author", "is_named_by_oneself",
        "is_one_of_its_two", "is_oneself", "is_own_consent", "is_own_duty", "is_own_invitation",
        "is_own_link",
        "is_own_place", "is_own_post", "is_own_reach", "is_own_time", "is_own_trace",
        "is_own_visit", "is_own_way_back", "is_own_wish", "is_speaker",
        "marked_own_words", "own_address", "own_link", "was_spoken_for",
    ),
    OWN,
) | dict.fromkeys(
    (  # which line, and as whom, is for those alone who may read that line
        "reads_as_joiner", "reads_as_named", "reads_as_speaker", "reads_as_spoken_of",
        "reads_as_writer", "spoke_in_its_network", "spoke_there", "was_let_read", "was_shown",
        "wrote_it_down",
    ),
    PART,
)  # fmt: skip


def sentence(deed: str, name: str, *, own: bool) -> str:
    """Return who opened what."""
    others, mine = DEEDS[deed]
    return str(mine) if own else str(others) % {"name": f"\u2068{name}\u2069"}


def because(right: str) -> str:
    """Return why somebody could, by the first part of the right as it stands in the trail."""
    found = RIGHTS.get(right.partition("+")[0])
    return str(found) if found is not None else ""


def clock(at: datetime, zone: str) -> str:
    """Return the time of day as clocks in a zone show it."""
    form = pgettext("a time of day: 14:30", "H:i")
    return formats.date_format(wall.wall_time(at, zone), form)


def day(at: datetime, zone: str) -> str:
    """Return the day, as a heading."""
    form = pgettext("a day with its year: Thursday 26 November 2026", "l j F Y")
    return formats.date_format(wall.wall_time(at, zone), form)
