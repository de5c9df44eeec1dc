"""Who may ask, see a promise, take it, and end it."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of, anyone, works_here
from withness.contacts.models import Contact, Holding
from withness.contacts.rules.caller import Sees, sees
from withness.contacts.rules.states import Caller
from withness.values.rules.viewer import Viewer, Way


def _is_open(viewer: Viewer, contact: Contact) -> bool:
    return contact.service_id == viewer.service_id and contact.ended_at is None


def _held(viewer: Viewer, contact: Contact) -> bool:
    if viewer.practitioner_id is None or contact.service_id != viewer.service_id:
        return False
    stretches = Holding.objects.filter(contact_id=contact.pk, holder_id=viewer.practitioner_id)
    return stretches.exists()


def _where_held(viewer: Viewer) -> Q:
    if viewer.practitioner_id is None:
        return NOTHING
    stretches = Holding.objects.filter(holder_id=viewer.practitioner_id)
    return Q(service_id=viewer.service_id, pk__in=stretches.values("contact_id"))


def _belongs(viewer: Viewer, contact: Contact) -> bool:
    return contact.service_id == viewer.service_id and contact.network_id in viewer.networks


def _asked(viewer: Viewer, contact: Contact) -> bool:
    return (
        viewer.way == Way.LINK
        and contact.service_id == viewer.service_id
        and viewer.person_id == contact.caller_id
        and contact.pk in viewer.opens
    )


def _where_asked(viewer: Viewer) -> Q:
    if viewer.way != Way.LINK or viewer.person_id is None:
        return NOTHING
    return Q(service_id=viewer.service_id, caller_id=viewer.person_id, pk__in=tuple(viewer.opens))


def _told(contact: Contact) -> bool:
    how_much = sees(
        is_centre=contact.asked_by == Caller.SELF or contact.centre_id == contact.caller_id,
        reached=contact.reached_at is not None,
        ended=contact.ended_at is not None,
        may_know=contact.caller_may_know,
    )
    return how_much == Sees.PROMISE


promise_is_open = Condition(
    "promise_is_open",
    _("somebody waits for a first meeting"),
    holds=_is_open,
    where=lambda viewer: Q(service_id=viewer.service_id, ended_at=None),
)
held_the_promise = Condition(
    "held_the_promise", _("you hold or held this promise"), holds=_held, where=_where_held
)
belongs_to_its_network = Condition(
    "belongs_to_its_network",
    _("you belong to the network that came of it"),
    holds=_belongs,
    where=lambda viewer: Q(service_id=viewer.service_id, network_id__in=tuple(viewer.networks)),
)
asked_for_it = Condition(
    "asked_for_it", _("you asked, and this is your own link"), holds=_asked, where=_where_asked
)

is_told_of_it = Condition(
    "is_told_of_it",
    _("the promise is yours to see"),
    holds=lambda _viewer, contact: _told(contact),
    where=lambda _viewer: (
        Q(asked_by=Caller.SELF)
        | Q(centre_id=F("caller_id"))
        | Q(caller_may_know=True)
        | Q(reached_at=None, ended_at=None)
    ),
)
is_one_of_its_two = Condition(
    "is_one_of_its_two",
    _("you asked, or somebody asked for you"),
    holds=lambda viewer, contact: (
        viewer.person_id is not None
        and contact.service_id == viewer.service_id
        and viewer.person_id in (contact.caller_id, contact.centre_id)
    ),
    where=lambda viewer: (
        Q(service_id=viewer.service_id)
        & (Q(caller_id=viewer.person_id) | Q(centre_id=viewer.person_id))
        if viewer.person_id is not None
        else NOTHING
    ),
)

OPEN_HERE = all_of(works_here, promise_is_open)

DEEDS = (
    Deed("contacts.ask", _("ask for help"), None, (all_of(anyone),)),
    Deed("contacts.write_down", _("write down a call for help"), None, (all_of(works_here),)),
    Deed("contacts.see_promises", _("see the open promises"), Contact, (OPEN_HERE,)),
    Deed(
        "contacts.read",
        _("read what somebody said when they asked"),
        Contact,
        (
            OPEN_HERE,
            all_of(works_here, belongs_to_its_network),
            all_of(works_here, held_the_promise),
        ),
    ),
    Deed(
        "contacts.give_link",
        _("make the caller's own link anew"),
        Contact,
        (
            OPEN_HERE,
            all_of(works_here, belongs_to_its_network),
            all_of(works_here, held_the_promise),
        ),
    ),
    Deed("contacts.take", _("take a promise"), Contact, (OPEN_HERE,)),
    Deed("contacts.reached", _("say that the person was reached"), Contact, (OPEN_HERE,)),
    Deed("contacts.end", _("write down how a promise ended"), Contact, (OPEN_HERE,)),
    Deed("contacts.gather", _("form the network of a contact"), Contact, (OPEN_HERE,)),
    Deed(
        "contacts.read_as_caller",
        _("see who holds one's promise"),
        Contact,
        (all_of(asked_for_it),),
    ),
    Deed(
        "contacts.see_who_opened",
        _("see which staff opened one's call for help"),
        Contact,
        (all_of(is_one_of_its_two),),
    ),
    Deed(
        "contacts.add_words",
        _("add to what one said"),
        Contact,
        (all_of(asked_for_it, promise_is_open, is_told_of_it),),
    ),
    Deed(
        "contacts.take_back",
        _("take one's request back"),
        Contact,
        (all_of(asked_for_it, promise_is_open, is_told_of_it),),
    ),
)
