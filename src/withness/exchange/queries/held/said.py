"""What somebody said: their own lines, what they wrote down, and what was shown to them."""

from uuid import UUID

from django.db.models import Q

from withness.exchange.queries.held.meeting import WHEN
from withness.exchange.queries.held.part import Held, Part, Row, read
from withness.records import models as records
from withness.records.queries import about
from withness.records.rules.states import Yes

LINE = (
    *WHEN,
    "made_at",
    "words",
    "circle",
    "yes",
    "yes_at",
    "written_by__name",
    "shared_at",
    "changed_at",
    "taken_back_at",
)
PARTS = (
    Part(
        "wrote_for",
        records.Line,
        lambda one: Q(written_by_id=one) & ~Q(speaker_id=one),
        (*WHEN, "made_at", "speaker__name"),
    ),
    Part(
        "opened_to",
        records.Reader,
        lambda one: Q(line__speaker_id=one),
        ("line__made_at", "person__name", "since_at"),
    ),
    Part(
        "was_opened_to",
        records.Reader,
        lambda one: Q(person_id=one, line__taken_back_at=None) & ~Q(line__yes=Yes.NOT_YET),
        ("line__speaker__name", "since_at"),
    ),
    Part(
        "marked_about",
        records.About,
        lambda one: Q(line__speaker_id=one),
        ("line__made_at", "person__name", "name", "shown_at"),
    ),
    Part(
        "let_leave",
        records.Leave,
        lambda one: Q(person_id=one),
        ("about__line__made_at", "since_at"),
    ),
    Part(
        "asked_earlier",
        records.Asking,
        lambda one: Q(joiner_id=one) | Q(asked_by_id=one),
        ("network__centre__name", "asked_at"),
    ),
    Part(
        "answered_earlier",
        records.Answered,
        lambda one: Q(speaker_id=one),
        (*WHEN, "answer", "at"),
    ),
    Part(
        "said_by_telephone",
        records.Spoken,
        lambda one: Q(speaker_id=one),
        (
            "meeting__wall_start",
            "written_by__name",
            "what",
            "heard",
            "to",
            "person__name",
            "said_at",
            "counts_at",
            "settled_at",
            "undone_at",
        ),
    ),
    Part(
        "wrote_by_telephone",
        records.Spoken,
        lambda one: Q(written_by_id=one),
        ("meeting__wall_start", "speaker__name", "what", "said_at"),
    ),
    Part(
        "agreement",
        records.Agreement,
        lambda one: Q(written_by_id=one),
        (*WHEN, "words", "who", "by_when", "made_elsewhere", "made_at", "struck_at"),
    ),
    Part(
        "question",
        records.OpenQuestion,
        lambda one: Q(written_by_id=one),
        (*WHEN, "words", "made_at", "let_go_at"),
    ),
    Part(
        "closed",
        records.Closing,
        lambda one: Q(closed_by_id=one),
        (*WHEN, "outcome", "closed_at"),
    ),
    Part(
        "held_back",
        records.HeldBack,
        lambda one: Q(author_id=one),
        (*WHEN, "words", "ground", "again_on", "made_at", "looked_at", "opened_at"),
    ),
    Part(
        "may_read_held_back",
        records.HeldReader,
        lambda one: Q(person_id=one),
        ("held__author__name", "since_at"),
    ),
    Part("takes_on", records.TakesOn, lambda one: Q(person_id=one), ("since_at",)),
)
LINES = (
    Part("line", records.Line, lambda one: Q(speaker_id=one), LINE, "made_at"),
    Part(
        "line_about",
        records.Line,
        lambda one: Q(
            pk__in=records.About.objects.filter(person_id=one, shown_at__isnull=False).values(
                "line_id"
            ),
            taken_back_at=None,
        ),
        (*WHEN, "made_at", "speaker__name", "words"),
        "made_at",
    ),
    Part(  # what they said before stays where they stay
        "said_before",
        records.Wording,
        lambda one: Q(line__speaker_id=one, line__taken_back_at=None),
        ("line__made_at", "words", "until_at"),
    ),
)


def lines(person_id: UUID) -> tuple[tuple[Held, ...], int]:
    """Return one's own lines and those shown to one, and how many of one's own stay here.

    What speaks of somebody leaves only where both agreed (promise 1). What was taken back is told
    without its words: they are sealed from everybody, its owner too.
    """
    own, shown, before = LINES
    own_ids = list(own.table.objects.filter(own.theirs(person_id)).values_list("id", flat=True))
    shown_ids = list(
        shown.table.objects.filter(shown.theirs(person_id)).values_list("id", flat=True)
    )
    stay = about.marked([*own_ids, *shown_ids])
    found = tuple(_leaving(part, person_id, stay) for part in (own, shown))
    earlier = _leaving(before, person_id, stay, line="line_id")
    return (*found, earlier), len(stay & set(own_ids))


def _leaving(part: Part, person_id: UUID, stay: frozenset[UUID], line: str = "pk") -> Held:
    leaves = Part(
        part.code,
        part.table,
        lambda one: part.theirs(one) & ~Q(**{f"{line}__in": stay}),
        part.fields,
        part.order,
    )
    held = read(leaves, person_id)
    return Held(held.code, tuple(_without_words_taken_back(row) for row in held.rows))


def _without_words_taken_back(row: Row) -> Row:
    is_taken_back = dict(row).get("taken_back_at") is not None
    return tuple(
        (field, None if field == "words" and is_taken_back else value) for field, value in row
    )
