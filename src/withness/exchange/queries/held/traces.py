"""What somebody did, and which staff, duties and outsiders opened what concerns them."""

from uuid import UUID

from django.db.models import Q

from withness.consents.queries import traces
from withness.exchange.queries.held.part import Held, Row
from withness.people.queries import persons
from withness.trail.models import Entry
from withness.values.rules.viewer import Viewer

# What is told here is what the page of who opened what tells, and nothing more: what staff did for
# one person is not for another to read. A test holds the two against each other.
OF_NETWORK = frozenset({
    "records.read", "days.open_page", "networks.hard", "networks.read", "records.read_held",
    "meetings.read", "meetings.arrange", "delivery.see", "exchange.extract", "exchange.downtime",
    "contacts.read", "consents.see_told", "consents.see_opened", "consents.find_glass",
    "consents.break_glass", "consents.read_demand",
})  # fmt: skip
OF_ONESELF = frozenset({
    "networks.read_place", "networks.give_link", "consents.read", "contacts.read_as_caller",
})  # fmt: skip


def done(person_id: UUID) -> Held:
    """Return everything the trail holds of what somebody did and read themselves."""
    rows = Entry.objects.filter(person_id=person_id).order_by("at", "id")
    return Held(
        "did",
        tuple(
            (("at", at.isoformat()), ("deed", deed), ("right", right))
            for at, deed, right in rows.values_list("at", "deed", "right").iterator()
        ),
    )


def opened(viewer: Viewer, person_id: UUID) -> Held:
    """Return who of the staff opened what concerns somebody, while it did (promise 19).

    What members read is nobody else's; what a lawful demand opened is told when its order allows.
    """
    told = Q(deed__in=OF_NETWORK) | Q(deed__in=OF_ONESELF, about_id=person_id)
    rows = Entry.objects.filter(service_id=viewer.service_id).filter(
        told & traces.concerning(viewer, person_id)
    )
    columns = ("at", "person_id", "deed", "right")
    found = list(rows.exclude(person_id=person_id).order_by("at", "id").values_list(*columns))
    names = persons.names_of({row[1] for row in found if row[1]})
    facts: list[Row] = [
        (("at", at.isoformat()), ("who", names.get(who)), ("deed", deed), ("right", right))
        for at, who, deed, right in found
    ]
    return Held("opened", tuple(facts))
