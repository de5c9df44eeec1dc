"""Where somebody belongs, what they were asked to and came to, and who left them out."""

from uuid import UUID

from django.db.models import Q, QuerySet

from withness.delivery import models as delivery
from withness.exchange import models as exchange
from withness.exchange.queries.held.part import Part
from withness.meetings import models as meetings
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import Came
from withness.networks import models as networks

WHEN = ("meeting__wall_start", "meeting__zone")
ASKED = (
    "is_cover", "way", "answer", "answer_words", "makes_easier", "answered_at", "written_by__name",
)  # fmt: skip
ANSWERED = ("said_at", "answer", "answered_at", "team_may_read")


def _knows_of(one: UUID) -> "QuerySet[meetings.Invitation, UUID]":
    """Return the invitations whose time and place are still theirs to know, as ids.

    They are asked, and belong; or were there.
    """
    asked = meetings.Invitation.objects.filter(person_id=one, called_off_at=None)
    here = networks.Membership.objects.filter(person_id=one, left_at=None)
    came = meetings.Attendance.objects.filter(person_id=one).exclude(came=Came.MISSED)
    return asked.filter(
        Q(practitioner__isnull=False)
        | Q(meeting__network_id__in=here.values("network_id"))
        | Q(meeting_id__in=came.values("meeting_id"))
    ).values_list("pk", flat=True)


PARTS = (
    Part(
        "place",
        networks.Membership,
        lambda one: Q(person_id=one),
        (
            "network__centre__name",
            "belonging",
            "how",
            "agreed_at",
            "agreed_how",
            "joined_at",
            "left_at",
            "left_how",
        ),
    ),
    Part(
        "wrote_place",
        networks.Membership,
        lambda one: Q(written_by_id=one) & ~Q(person_id=one),
        ("network__centre__name", "agreed_how", "joined_at"),
    ),
    Part(
        "own_network",
        networks.Network,
        lambda one: Q(centre_id=one),
        ("state", "language", "patient_number", "made_at", "rests_since_at", "ended_at"),
    ),
    Part(
        "ended_network",
        networks.Network,
        lambda one: Q(ended_by_id=one) & ~Q(centre_id=one),
        ("centre__name", "ended_how", "ended_at"),
    ),
    Part(
        "without_peer",
        networks.WithoutPeer,
        lambda one: Q(said_by_id=one),
        ("whose", "reason", "said_at", "ended_at"),
    ),
    Part(
        "invitation",
        meetings.Invitation,
        lambda one: Q(person_id=one, pk__in=_knows_of(one)),
        (
            *WHEN,
            "meeting__minutes",
            "meeting__where",
            "meeting__where_words",
            *ASKED,
        ),
    ),
    Part(
        "invitation_called_off",  # when and where they meet now is for those who are asked still
        meetings.Invitation,
        lambda one: Q(person_id=one) & ~Q(pk__in=_knows_of(one)),
        (*ASKED, "called_off_at"),
    ),
    Part(
        "wrote_answer",
        meetings.Invitation,
        lambda one: Q(written_by_id=one) & ~Q(person_id=one),
        ("person__name", "answered_at"),
    ),
    Part("came", meetings.Attendance, lambda one: Q(person_id=one), (*WHEN, "came", "at")),
    Part(
        "left_out",
        meetings.LeftOut,
        lambda one: Q(peer__person_id=one, whose=Whose.STAFF),
        (*WHEN, "whose", "reason", "decided_by__name", *ANSWERED),
    ),
    Part(
        "left_out_by_wish",  # the network's: whose it was, and why, is not told (promise 10)
        meetings.LeftOut,
        lambda one: Q(peer__person_id=one, whose=Whose.NETWORK),
        (*WHEN, "whose", *ANSWERED),
    ),
    Part(
        "left_somebody_out",
        meetings.LeftOut,
        lambda one: Q(decided_by_id=one),
        (*WHEN, "whose", "reason", "said_at"),
    ),
    Part(
        "message",
        delivery.Message,
        lambda one: Q(to_id=one),
        ("way", "state", "subject", "body", "made_at", "settled_at"),
    ),
    Part(
        "told",
        delivery.Message,
        lambda one: Q(told_by_id=one) & ~Q(to_id=one),
        ("to__name", "settled_at"),
    ),
    Part(
        "handed_about",
        exchange.Extract,
        lambda one: Q(network__centre_id=one),
        (*WHEN, "form", "with_number", "handed_by__name", "handed_at"),
    ),
    Part(
        "handed",
        exchange.Extract,
        lambda one: Q(handed_by_id=one),
        (*WHEN, "form", "with_number", "handed_at"),
    ),
    Part(
        "brought",
        exchange.Arrival,
        lambda one: Q(brought_by_id=one),
        ("made_at", "done_at", "networks"),
    ),
    Part(
        "wished",
        exchange.Wish,
        lambda one: Q(person_id=one),
        ("categories", "written_by__name", "asked_at", "due_at", "left_at", "done_at"),
    ),
    Part(
        "wrote_wish",
        exchange.Wish,
        lambda one: Q(written_by_id=one) & ~Q(person_id=one),
        ("person__name", "asked_at"),
    ),
    Part(
        "sealed",  # that it lies there, and until when: not what it says
        exchange.Sealed,
        lambda one: Q(person_id=one),
        ("category", "sealed_at", "until_on", "destroyed_at"),
    ),
)
