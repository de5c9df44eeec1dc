"""Beginning a meeting, saying who is here, moving on, and closing it."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.contacts.actions import promise
from withness.meetings import models
from withness.meetings.actions import events, loading
from withness.meetings.rules import life
from withness.meetings.rules.states import Came, State, Step, Where
from withness.networks.actions import forming
from withness.networks.models import Membership
from withness.teams.models import Practitioner
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer


def begin(*, meeting_id: UUID, by: Viewer) -> None:
    """Begin a meeting; whoever begins it is here. Beginning twice changes nothing.

    Anybody who is asked or belongs may. Raises `NotAllowed`, `NotPossible`.
    """
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.begin", meeting)
        state = life.begun(State(meeting.state))
        if state == meeting.state:
            return
        meeting.state = state
        meeting.begun_at = timezone.now()
        meeting.save(update_fields=["state", "begun_at"])
        events.happened(meeting_id=meeting_id, kind="begun")
        trail.did(
            "meetings.begin", by=by, right=right, about=meeting_id, network=meeting.network_id
        )
        _write_came(meeting, person_id=loading.person_of(by), came=_own_way(meeting))


def here(*, meeting_id: UUID, by: Viewer, came: Came | None = None) -> None:
    """Say that one is here oneself; in the room, or online where the meeting is online."""
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.come", meeting)
        life.may_write_who_came(State(meeting.state))
        person_id = loading.person_of(by)
        if _write_came(meeting, person_id=person_id, came=came or _own_way(meeting)):
            trail.did(
                "meetings.come", by=by, right=right, about=meeting_id, network=meeting.network_id
            )


def came(*, meeting_id: UUID, person_id: UUID, came: Came, by: Viewer) -> None:
    """Write down how somebody is here, or that they are missing; told by those present.

    Somebody who was not asked can come, if they belong to the network or work here. Raises
    `NotAllowed`, `NotPossible`, `NotOfTheNetwork`.
    """
    if person_id == by.person_id:
        here(meeting_id=meeting_id, by=by, came=came)
        return
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.say_who_came", meeting)
        life.may_write_who_came(State(meeting.state))
        if not _may_come(meeting, person_id):
            raise life.NotOfTheNetwork
        if _write_came(meeting, person_id=person_id, came=came):
            trail.did(
                "meetings.say_who_came",
                by=by,
                right=right,
                about=meeting_id,
                network=meeting.network_id,
            )


def step(*, meeting_id: UUID, step: Step, by: Viewer) -> None:
    """Move a meeting to a step, forward or back; anybody who is here may."""
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.step", meeting)
        to = life.stepped(State(meeting.state), step)
        if to == meeting.step:
            return
        meeting.step = to
        meeting.save(update_fields=["step"])
        events.happened(meeting_id=meeting_id, kind="step")
        trail.did("meetings.step", by=by, right=right, about=meeting_id, network=meeting.network_id)


def hold(*, meeting_id: UUID, by: Viewer) -> None:
    """Close a meeting: it was held. Closing twice changes nothing.

    Ends the network's open promise as held at the time people sat down together (the clock stops
    at the meeting: Seikkula et al., 2006), and the network meets from now on. Practitioners alone
    keep no promise: the clock goes on where nobody of the network came (promise 8).
    """
    with transaction.atomic():
        meeting = loading.locked(meeting_id)
        right = policy.require(by, "meetings.hold", meeting)
        state = life.held(State(meeting.state))
        if state == meeting.state:
            return
        now = timezone.now()
        meeting.state = state
        meeting.step = Step.CLOSING
        meeting.held_at = now
        meeting.save(update_fields=["state", "step", "held_at"])
        events.happened(meeting_id=meeting_id, kind="held")
        trail.did("meetings.hold", by=by, right=right, about=meeting_id, network=meeting.network_id)
        if _network_came(meeting):
            promise.kept(network_id=meeting.network_id, at=meeting.begun_at or now, by=by)
        forming.met(network_id=meeting.network_id)


def _network_came(meeting: models.Meeting) -> bool:
    there = models.Attendance.objects.filter(meeting=meeting, practitioner=None)
    return there.exclude(came=Came.MISSED).exists()


def _own_way(meeting: models.Meeting) -> Came:
    return Came.ONLINE if meeting.where == Where.ONLINE else Came.ROOM


def _may_come(meeting: models.Meeting, person_id: UUID) -> bool:
    asked = models.Invitation.objects.filter(meeting=meeting, person_id=person_id)
    seats = Membership.objects.filter(
        network_id=meeting.network_id, person_id=person_id, left_at=None
    )
    works = Practitioner.objects.filter(person_id=person_id, left_on=None)
    return asked.exists() or seats.exists() or works.exists()


def _write_came(meeting: models.Meeting, *, person_id: UUID, came: Came) -> bool:
    """Write it down where it is news, and number it; return whether it was."""
    row = models.Attendance.objects.filter(meeting=meeting, person_id=person_id).first()
    if row is not None and row.came == came:
        return False
    if row is None:
        post = Practitioner.objects.filter(person_id=person_id).values_list("id", flat=True).first()
        row = models.Attendance(
            service_id=meeting.service_id,
            meeting=meeting,
            person_id=person_id,
            practitioner_id=post,
        )
    row.came = came
    row.at = timezone.now()
    row.save()
    events.happened(meeting_id=meeting.pk, kind="came", about_id=person_id)
    return True
