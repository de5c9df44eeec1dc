"""Words that stand nowhere else, planted in everything that somebody may not read."""

from uuid import uuid4

from django.utils import timezone
from django_scopes import scope

from tests import make
from tests.consents import said
from withness.meetings import models as meetings
from withness.networks import models as networks
from withness.people import models as people
from withness.records import models as records
from withness.records.rules.states import Circle, Yes

THERE = frozenset({"mira", "lena", "sol"})  # at the first meeting, and belong today
LATER = frozenset({"edda"})  # belonged when it was, without having been there
WORKING = frozenset({"lena", "sol"})
NETWORK = frozenset({"mira", "jonas", "edda", "tarek", "lena", "sol"})
AT_WORK = frozenset({"lena", "sol", "pavel", "ines", "noor"})
PEERS = frozenset({"sol", "ines"})
# Who besides its speaker reads a line that was said, by its circle.
SAID = {
    Circle.ONLY_ME: frozenset(),
    Circle.TWO: frozenset({"lena"}),
    Circle.ROOM: THERE,
    Circle.NETWORK: THERE | LATER,
    Circle.PRACTITIONERS: WORKING,
    Circle.NAMED: frozenset(),
}
# Who besides its speaker reads a line that waits for a yes.
WAITING = {
    **dict.fromkeys(Circle, THERE), Circle.TWO: {"lena"}, Circle.ONLY_ME: frozenset(),
    Circle.NAMED: frozenset(),
}  # fmt: skip


def marker(word: str) -> str:
    """Return a word that stands nowhere else."""
    return f"{word}Q{uuid4().hex[:12]}"


def plant(cast) -> dict[str, tuple[str, frozenset[str]]]:
    """Plant markers; return what each is, and who of the cast may read it."""
    return (
        _lines(cast) | _endings(cast) | _reasons(cast) | _ways_to_reach(cast) | _asked(cast)
        | _allowed(cast)
    )  # fmt: skip


def _lines(cast):
    found = {}
    for circle in Circle:
        for yes, others in ((Yes.WROTE, SAID), (Yes.NOT_YET, WAITING), (Yes.TELEPHONE, SAID)):
            by_lena = yes != Yes.WROTE
            for how in ("shared", "kept", "taken back"):
                words = marker("Line")
                line = make.line(
                    cast.first, cast.jonas, words, circle=circle, yes=yes, shared=how != "kept",
                    written_by=cast.lena.person if by_lena else None, changed_at=timezone.now(),
                    **({"taken_back_at": timezone.now()} if how == "taken back" else {}),
                )  # fmt: skip
                readers = set(others[circle]) if how == "shared" else set()
                if how == "shared" and by_lena and circle != Circle.ONLY_ME:
                    readers.add("lena")
                if how != "taken back":  # sealed from its owner, too
                    readers.add("jonas")
                found[words] = (f"{circle} {yes} {how}", frozenset(readers))
                before = marker("Wording")
                records.Wording.objects.create(
                    service=cast.riverside, line=line, words=before, until_at=timezone.now()
                )
                owner = set() if how == "taken back" else {"jonas"}
                found[before] = (f"the earlier wording of {circle} {yes} {how}", owner)
    own = marker("Line")
    make.line(cast.first, cast.ruben, own)
    return found | {own: ("a former member's own line", THERE | {"ruben", "jonas"})}


def _endings(cast):
    here = {"service": cast.riverside, "meeting": cast.first}
    more = here | {
        "network": cast.network,
        "written_by": cast.jonas,
        "made_at": cast.first.starts_at,
    }
    words = {name: marker(name) for name in ("Agreed", "Who", "When", "Wonder", "Next")}
    records.Agreement.objects.create(
        **more, words=words["Agreed"], who=words["Who"], by_when=words["When"], number=800,
        once=uuid4(),
    )  # fmt: skip
    records.OpenQuestion.objects.create(**more, words=words["Wonder"], number=801, once=uuid4())
    records.Closing.objects.create(**here, outcome="agreed", next_words=words["Next"])
    readers = THERE | LATER | {"jonas"}
    return {word: (name, readers) for name, word in words.items()}


def _reasons(cast):
    left_out, none, answer = marker("LeftOut"), marker("NoPeer"), marker("Answer")
    meetings.LeftOut.objects.filter(meeting=cast.next).update_or_create(
        meeting=cast.next, peer=cast.ines,
        defaults={
            "service": cast.riverside, "whose": "staff", "decided_by": cast.lena.person,
            "said_at": timezone.now(), "reason": left_out, "answer": answer, "team_may_read": False,
        },
    )  # fmt: skip
    networks.WithoutPeer.objects.create(
        service=cast.riverside, network=cast.others, whose="staff", reason=none,
        said_by=cast.pavel.person, said_at=timezone.now(),
    )  # fmt: skip
    return {
        left_out: ("why a peer was left out", frozenset({"ines", "lena"})),
        answer: ("the peer's answer, kept from the team", frozenset({"ines"})),
        none: ("why a network has no peer", PEERS | {"pavel", "ottilie"}),
    }


def _ways_to_reach(cast):
    found = {}
    for name in ("mira", "jonas", "edda", "tarek", "hale", "ruben", "ottilie"):
        safe = marker("Safe")
        beside = {"pavel"} if name == "ottilie" else set() if name == "ruben" else WORKING
        people.Reach.objects.create(
            service=cast.riverside, person=cast.person(name), kind="mail",
            value=f"{safe}@example.net".lower(), looked_up_by=safe, when_safe=safe,
        )  # fmt: skip
        found[safe] = (f"how to reach {name}", frozenset({name, *beside}))
    return found


def _asked(cast):
    easier, easiest, where = marker("Easier"), marker("Easiest"), marker("Where")
    meetings.Invitation.objects.filter(meeting=cast.next, person=cast.jonas).update(
        answer_words=None
    )
    own = meetings.Invitation.objects.get(meeting=cast.next, person=cast.jonas)
    own.makes_easier = easier
    own.save()
    cast.next.where_words, cast.next.makes_easier = where, easiest
    cast.next.save()
    return {
        easier: ("what makes it easier for Jonas", NETWORK),
        easiest: ("what makes the meeting easier", NETWORK | {"hale"}),
        where: ("where the meeting is", NETWORK | {"hale"}),
    }


def _allowed(cast):
    """What is allowed, waits, was told quietly or for a reason; and a study's contact."""
    quiet, own, waits, why, told = (marker(w) for w in ("Quiet", "Own", "Waits", "Why", "Told"))
    row = said.consent(
        cast.network,
        cast.edda,
        name=quiet,
        matters=["that", "own_words"],
        own_words=own,
        quiet=True,
    )
    said.word(
        row, what="changed", how="telephone", matters=["own_words"], own_words=waits, quiet=True,
        by=cast.lena.person,
    )  # fmt: skip
    said.told(cast.network, cast.edda, cast.lena.person, consent=row, name=quiet, quiet=True)
    said.told(cast.network, cast.mira, cast.lena.person, reason=why, name=told)
    beside = WORKING | {"edda"}
    return {
        quiet: ("to whom Edda lets be told, quietly", beside),
        own: ("how Edda is, in her words", beside),
        waits: ("what waits for Edda's yes", beside),
        why: ("why something was told", NETWORK),
        told: ("whom the court is", NETWORK),
    }


def names(cast) -> dict[str, str]:
    """Call everybody something that stands nowhere else; return it by who they are."""
    called = {}
    for name in cast.who:
        person = cast.person(name)
        person.name = called[name] = marker("Name")
        with scope(service=person.service_id):
            person.save(update_fields=["name"])
    return called
