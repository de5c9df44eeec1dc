"""One database at one scale, in a process of its own: fill, measure whenever it is its turn.

It says one line when its service stands, one after every turn, and its figures as JSON at the end.
"""

import gc
import json
import sys
from datetime import timedelta
from uuid import uuid4

from benchmarks import process
from benchmarks.pages import walls

MOST_OPEN = 60  # open promises, the same at every scale and more than one page shows
CAST = "Lena"


def main() -> None:
    """Take database and networks from the command line."""
    database, networks, without = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    with process.database(database, as_owner=walls.ROWS in without):
        print(json.dumps(_figures(networks, without)))


def _figures(networks: int, without: list[str]) -> list[dict[str, object]]:
    import django

    django.setup()
    walls.take_down(without)
    from django.core.management import call_command
    from django.db import connection, transaction
    from django_scopes import scope, scopes_disabled

    from benchmarks.pages import fill
    from withness.demo.actions import populate
    from withness.service import queries as services
    from withness.service.models.walls import as_owner

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with as_owner():
        populate.populate(networks=min(networks, fill.REAL), tell=lambda _line: None)
        with scopes_disabled(), transaction.atomic():
            fill.fill(networks)
            _open_promises()
        with connection.cursor() as cursor:  # all was written at once: a service writes day by
            if connection.vendor == "sqlite":  # day, and its database tidies up behind it meanwhile
                cursor.execute("ANALYZE")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            else:
                cursor.execute("VACUUM ANALYZE")
                cursor.execute("CHECKPOINT")
    gc.collect()
    gc.freeze()  # what filling left behind is no part of a page
    service = services.by_slug("riverside")
    if service is None:
        raise SystemExit("nothing was filled")
    with scope(service=service.id):
        return _pages()


def _open_promises() -> None:
    """Open as many promises at every scale, so that the page shows as much at each."""
    from django.utils import timezone

    from withness.contacts.models import Contact, Holding
    from withness.teams.models import Practitioner

    example = Contact.objects.filter(ended_at=None).order_by("pk")[0]
    holders = list(Practitioner.objects.filter(team_id=example.team_id))
    for number in range(MOST_OPEN):
        contact = Contact(
            service_id=example.service_id, team_id=example.team_id, caller_id=example.caller_id,
            asked_by="self", route="page", hope="My sister has not slept for days.", once=uuid4(),
            asked_at=timezone.now(), promised_until=timezone.now() + timedelta(hours=number),
        )  # fmt: skip
        contact.save(force_insert=True)
        Holding(
            service_id=example.service_id, contact=contact, from_at=contact.asked_at,
            holder=holders[number % len(holders)],
        ).save(force_insert=True)  # fmt: skip


def _pages() -> list[dict[str, object]]:
    from benchmarks.pages import same, turns
    from benchmarks.pages.measure import Door, Measure, Page
    from withness.meetings.models import Meeting
    from withness.networks.models import Network
    from withness.people.models import Account, Person

    lena = next(p for p in Person.objects.order_by("id")[:40] if p.name == CAST)
    lena.account = Account.objects.create_user("lena@example.org")
    lena.save()
    network = next(n for n in Network.objects.order_by("id")[:5] if "Hill Street" in str(n.name))
    meeting = Meeting.objects.filter(network=network, state="held").order_by("-number")[0]
    door = Door(lena.account)
    inside = "/riverside/"
    twins = {
        "my day": ("days/", "day/"),
        "open promises": ("contacts/promises/", "promises/"),
        "networks": ("networks/", "networks/"),
        "record": (f"records/network/{network.pk}/", f"record/{network.pk}/"),
    }
    alike: dict[str, float] = {}
    reads = [Page("empty view", f"{inside}bench/empty/")]
    for name, (ours, ordinary) in twins.items():
        pages = [
            Page(name, inside + ours),
            Page(f"ordinary {name}", f"{inside}bench/{ordinary}"),
            Page(f"careful {name}", f"{inside}bench/careful/{ordinary}"),
        ]
        alike.update({page.name: same.share(door, inside + ours, page.path) for page in pages[1:]})
        reads.extend(pages)
    reads.append(Page("one record", f"{inside}records/{meeting.pk}/"))
    writes = [
        Page("write a call down", f"{inside}contacts/call/", _call),
        Page("add a line", f"{inside}records/meeting/{meeting.pk}/write/", _line),
    ]
    measures = [Measure(door, reads), Measure(door, writes)]
    print("ready", flush=True)
    for word in sys.stdin:
        if word == turns.END:
            break
        for measure in measures:
            measure.turn()
        print("done", flush=True)
    figures = [figure for measure in measures for figure in measure.figures()]
    for figure in figures:
        if figure["page"] in alike:
            figure["share_of_words_in_common"] = alike[figure["page"]]
    return figures


def _call() -> dict[str, str]:
    return {
        "once": str(uuid4()), "name": "Ama", "called": "Ama", "asked_by": "self",
        "route": "telephone", "how_to_reach": "01632 960123", "language": "en",
        "hope": "My sister has not slept for days.", "link_by": "none",
    }  # fmt: skip


def _line() -> dict[str, str]:
    return {"once": str(uuid4()), "words": "I wondered.", "circle": "room", "share": "yes"}


if __name__ == "__main__":
    main()
