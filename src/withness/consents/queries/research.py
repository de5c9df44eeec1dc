"""Studies, who may be asked, and who said yes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.consents import models
from withness.consents.policy import outside as placed
from withness.consents.rules import research as rules
from withness.meetings.models import Meeting
from withness.meetings.rules.states import State
from withness.networks.models import Membership
from withness.service import queries as services
from withness.values.rules import wall
from withness.values.rules.viewer import Belonging, Viewer


@dataclass(frozen=True, slots=True)
class StudyFact:
    """One study. `titles` and `texts`: language to words."""

    id: UUID
    titles: dict[str, str]
    texts: dict[str, str]
    contact: str
    ends_on: date
    is_open: bool


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A study and what the viewer said to it. `history`: answer and when, the latest first."""

    study: StudyFact
    stands: rules.Standing
    history: tuple[tuple[rules.Answer, rules.How, datetime], ...]


def yes(study_id: UUID) -> frozenset[UUID]:
    """Return who says yes to a study now, by person; nobody once it is over.

    For rooms above that write something out for it. They ask each time: who took a yes back is
    not in the next answer. What somebody else wrote down from the telephone is not a yes.
    """
    study = models.Study.objects.filter(pk=study_id).first()
    if study is None or not _fact(study, _today(study.service_id)).is_open:
        return frozenset()
    said = defaultdict(list)
    rows = models.StudyAnswer.objects.filter(study_id=study_id)
    for person_id, number, answer, how in rows.values_list("person_id", "number", "answer", "how"):
        said[person_id].append(rules.Word(number, rules.Answer(answer), rules.How(how)))
    return frozenset(who for who, words in said.items() if rules.standing(words).yes)


def studies(viewer: Viewer) -> tuple[StudyFact, ...]:
    """Return every study of the service for whoever puts them up; raise `NotAllowed`."""
    policy.require(viewer, "consents.put_study")
    today = _today(viewer.service_id)
    return tuple(_fact(row, today) for row in models.Study.objects.order_by("-put_at"))


def own(viewer: Viewer, now: datetime) -> tuple[OwnFact, ...]:
    """Return the studies somebody may be asked about, and those they answered.

    Empty before the time has come: nobody is asked at first contact or in the first meeting.
    """
    if viewer.person_id is None or viewer.practitioner_id is not None or not viewer.seats:
        return ()
    studies = list(models.Study.objects.order_by("put_at"))
    if not studies:
        return ()
    zone = services.by_id(viewer.service_id).zone
    today = wall.wall_time(now, zone).date()
    rows = models.StudyAnswer.objects.filter(person_id=viewer.person_id)
    said: dict[UUID, list[models.StudyAnswer]] = defaultdict(list)
    for answer in policy.open_to(viewer, "consents.read_study_answer", rows).order_by("-number"):
        said[answer.study_id].append(answer)
    may_ask = time_has_come(viewer.person_id, now)
    found = (_fact(row, today) for row in studies)
    return tuple(
        _own(one, said[one.id], zone) for one in found if said[one.id] or (one.is_open and may_ask)
    )


def own_one(viewer: Viewer, study_id: UUID, now: datetime) -> OwnFact:
    """Return one of them, or raise `NotAllowed`."""
    for one in own(viewer, now):
        if one.study.id == study_id:
            return one
    raise NotAllowed


def open_studies(viewer: Viewer, network_id: UUID, person_id: UUID) -> tuple[StudyFact, ...]:
    """Return the studies for which a practitioner may write down what somebody said."""
    place = placed.place(network_id, person_id)
    policy.require(viewer, "consents.write_down_study", place)
    if not time_has_come(person_id, timezone.now()):
        return ()
    today = _today(viewer.service_id)
    rows = (_fact(row, today) for row in models.Study.objects.order_by("put_at"))
    return tuple(one for one in rows if one.is_open)


def time_has_come(person_id: UUID, now: datetime) -> bool:
    """Whether somebody may be asked: a day after a first meeting of theirs, and not while one is.

    The first meeting that was held in a network they belong to; nobody is asked while any of
    their networks meets, and a guest, who comes for their work, is not asked.
    """
    places = Membership.objects.filter(person_id=person_id, left_at=None)
    networks = places.exclude(belonging=Belonging.AGENCY).values("network_id")
    found = Meeting.objects.filter(network_id__in=networks).aggregate(
        first=Min("starts_at", filter=Q(state=State.HELD)),
        now=Count("id", filter=Q(state=State.UNDER_WAY)),
    )
    return rules.may_be_asked(found["first"], now, meets_now=bool(found["now"]))


def is_open(study_id: UUID) -> bool:
    """Whether a study of the service in scope still runs."""
    study = models.Study.objects.filter(pk=study_id).first()
    return study is not None and _fact(study, _today(study.service_id)).is_open


def _today(service_id: UUID) -> date:
    zone = services.by_id(service_id).zone
    return wall.wall_time(timezone.now(), zone).date()


def _fact(row: models.Study, today: date) -> StudyFact:
    runs = rules.is_open(row.ends_on, row.closed_at, today)
    return StudyFact(row.pk, row.titles, row.texts, row.contact, row.ends_on, runs)


def _own(study: StudyFact, said: list[models.StudyAnswer], zone: str) -> OwnFact:
    words = [rules.Word(one.number, rules.Answer(one.answer), rules.How(one.how)) for one in said]
    history = tuple(
        (rules.Answer(one.answer), rules.How(one.how), wall.wall_time(one.said_at, zone))
        for one in said
    )
    return OwnFact(study, rules.standing(words), history)
