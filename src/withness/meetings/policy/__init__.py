"""Who may do what in this room.

A right comes from belonging to the network now, from being asked, or from having been there.
Keeping the rota, the accounts or the settings opens no meeting.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import EVERYTHING, NOTHING, Condition, Deed, all_of, works_here
from withness.meetings.models import Attendance, Invitation, Meeting
from withness.meetings.policy import left_out, speaking
from withness.meetings.policy.left_out import beside_asked
from withness.meetings.policy.speaking import stands
from withness.meetings.rules import life
from withness.meetings.rules.states import Came, State
from withness.networks.models import Network
from withness.networks.policy import through_glass
from withness.networks.policy.belonging import FULL, belongs_as
from withness.networks.rules.belonging import demanded, networks_as
from withness.networks.rules.states import State as NetworkState
from withness.values.rules.viewer import Belonging, Kind, Viewer

BEGUN = (State.UNDER_WAY, State.HELD)


def takes_part_by_belonging(viewer: Viewer, network_id: object) -> bool:
    """Whether the viewer sees a network's meetings whole because they belong: no table is asked."""
    return network_id in networks_as(viewer, *FULL)


def looks_after(viewer: Viewer, network_id: object) -> bool:
    """Whether the viewer answers for others and moves meetings: a practitioner who belongs."""
    at_work = works_here.holds(viewer, None)
    return at_work and network_id in networks_as(viewer, Belonging.PRACTITIONER)


def welcome_in(viewer: Viewer) -> Q:
    """Return the filter of meetings whose network has the viewer, or any if they work here."""
    if viewer.practitioner_id is not None:
        return Q()
    return Q(network_id__in=networks_as(viewer, *Belonging))


def _is_welcome(viewer: Viewer, network_id: object) -> bool:
    return viewer.practitioner_id is not None or network_id in networks_as(viewer, *Belonging)


def _asked_of(viewer: Viewer) -> Q:
    if viewer.person_id is None:
        return NOTHING
    own = Invitation.objects.filter(person_id=viewer.person_id, called_off_at=None)
    return welcome_in(viewer) & Q(pk__in=own.values("meeting_id"))


def _is_asked(viewer: Viewer, meeting: Meeting) -> bool:
    return (
        viewer.person_id is not None
        and _is_welcome(viewer, meeting.network_id)
        and Invitation.objects.filter(
            meeting_id=meeting.pk, person_id=viewer.person_id, called_off_at=None
        ).exists()
    )


def _there(viewer: Viewer, meeting: Meeting) -> bool:
    if viewer.person_id is None:
        return False
    came = Attendance.objects.filter(meeting_id=meeting.pk, person_id=viewer.person_id)
    found = came.values_list("came", flat=True).first()
    if found is None or not life.is_there(Came(found)):
        return False
    return not speaking.is_removed(viewer, meeting.network_id)


def _where_there(viewer: Viewer) -> Q:
    if viewer.person_id is None:
        return NOTHING
    came = Attendance.objects.filter(person_id=viewer.person_id).exclude(came=Came.MISSED)
    return Q(pk__in=came.values("meeting_id")) & speaking.not_removed(viewer)


belongs = belongs_as("belongs_to_network", _("you belong to this network"), "network_id", *FULL)
is_its_practitioner = belongs_as(
    "is_its_practitioner",
    _("you belong to this network as a practitioner"),
    "network_id",
    Belonging.PRACTITIONER,
)
arranges_for = belongs_as(
    "arranges_for", _("you belong to this network as a practitioner"), "pk", Belonging.PRACTITIONER
)


def _demanded(*kinds: Kind) -> Condition:
    """A lawful demand opens one of these kinds for the time in which this meeting began."""

    def holds(viewer: Viewer, row: Meeting) -> bool:
        own = [one for one in demanded(viewer, *kinds) if one.network_id == row.network_id]
        return any(one.said_from <= row.starts_at <= one.said_until for one in own)

    def where(viewer: Viewer) -> Q:
        found = NOTHING
        for one in demanded(viewer, *kinds):
            found |= Q(network_id=one.network_id, starts_at__range=(one.said_from, one.said_until))
        return found

    because = _("a lawful demand opens it to you for these hours")
    return Condition("lawful_demand", because, holds, where)


is_asked = Condition("is_asked", _("you are asked to this meeting"), _is_asked, _asked_of)
has_not_left = Condition(  # cover never had a place; whoever left reads what they said, no more
    "has_not_left",
    _("you did not leave this network"),
    holds=lambda viewer, meeting: meeting.network_id not in viewer.former,
    where=lambda viewer: ~Q(network_id__in=viewer.former) if viewer.former else EVERYTHING,
)
was_there = Condition("was_there", _("you were at this meeting"), _there, _where_there)
not_ended = Condition(
    "network_not_ended",
    _("the network has not ended"),
    holds=lambda _viewer, network: network.state != NetworkState.ENDED,
    where=lambda _viewer: ~Q(state=NetworkState.ENDED),
)
has_begun = Condition(
    "has_begun",
    _("the meeting has begun"),
    holds=lambda _viewer, meeting: meeting.state in BEGUN,
    where=lambda _viewer: Q(state__in=BEGUN),
)
is_own_invitation = Condition(
    "is_own_invitation",
    _("it is your own invitation"),
    holds=lambda viewer, asked: (
        viewer.person_id is not None
        and asked.person_id == viewer.person_id
        and _is_welcome(viewer, asked.meeting.network_id)
    ),
    where=lambda viewer: (
        Q(person_id=viewer.person_id) & _welcome_to_asked(viewer)
        if viewer.person_id is not None
        else NOTHING
    ),
)


def _welcome_to_asked(viewer: Viewer) -> Q:
    if viewer.practitioner_id is not None:
        return Q()
    return Q(meeting__network_id__in=networks_as(viewer, *Belonging))


TAKES_PART = (all_of(belongs), all_of(is_asked))
BEHIND_GLASS = all_of(through_glass("network_id"))
DEMANDED = all_of(_demanded(Kind.MEETINGS))
READS = (
    *TAKES_PART,
    all_of(was_there),
    BEHIND_GLASS,
    all_of(_demanded(Kind.MEETINGS, Kind.LINES)),
)
ARRANGES = (all_of(is_its_practitioner, works_here),)
FOR_OTHERS = (all_of(beside_asked, works_here, stands),)

DEEDS = (
    Deed("meetings.read", _("know that a meeting takes or took place"), Meeting, READS),
    Deed(
        "meetings.read_whole",
        _("read where a meeting is and what was agreed about it"),
        Meeting,
        (*TAKES_PART, BEHIND_GLASS, DEMANDED),
    ),
    Deed(
        "meetings.see_asked",
        _("see who is asked to a meeting and who came"),
        Meeting,
        (
            all_of(belongs),
            all_of(is_asked, works_here),
            all_of(has_begun, was_there),
            BEHIND_GLASS,
            DEMANDED,
        ),
    ),
    Deed(
        "meetings.arrange",
        _("arrange a meeting"),
        Network,
        (all_of(arranges_for, works_here, not_ended),),
    ),
    Deed("meetings.move", _("move a meeting"), Meeting, ARRANGES),
    Deed("meetings.call_off", _("call a meeting off"), Meeting, ARRANGES),
    Deed(
        "meetings.ask_again",
        _("ask somebody to a meeting, once more or by another way"),
        Invitation,
        FOR_OTHERS,
    ),
    Deed(
        "meetings.letter", _("make somebody's letter with their own link"), Invitation, FOR_OTHERS
    ),
    Deed(
        "meetings.read_own_invitation",
        _("read one's own invitation"),
        Invitation,
        (all_of(is_own_invitation),),
    ),
    Deed(
        "meetings.answer", _("answer for oneself"), Invitation, (all_of(is_own_invitation, stands),)
    ),
    Deed(
        "meetings.answer_by_link",
        _("answer the one invitation whose link one opened, before the proof"),
        Invitation,
        (all_of(is_own_invitation, stands),),
    ),
    Deed(
        "meetings.answer_for",
        _("write down what somebody said by telephone, marked so"),
        Invitation,
        FOR_OTHERS,
    ),
    Deed("meetings.begin", _("begin a meeting"), Meeting, TAKES_PART),
    Deed("meetings.come", _("say that one is here"), Meeting, TAKES_PART),
    Deed(
        "meetings.say_who_came",
        _("say who is here and who is missing"),
        Meeting,
        (all_of(has_begun, was_there, has_not_left),),
    ),
    Deed(
        "meetings.step",
        _("move a meeting on, or back"),
        Meeting,
        (all_of(has_begun, was_there, has_not_left),),
    ),
    Deed(
        "meetings.hold",
        _("close a meeting"),
        Meeting,
        (all_of(belongs, has_begun), all_of(has_begun, was_there, has_not_left)),
    ),
    *left_out.DEEDS,
    *speaking.DEEDS,
)
