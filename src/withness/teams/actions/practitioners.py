"""Somebody begins to work here, changes their post, or leaves."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.delivery.actions import outbox
from withness.delivery.rules.states import Way
from withness.people.actions import accounts, persons
from withness.people.queries import accounts as known
from withness.people.rules import ReachKind
from withness.service.models.owned import new_id
from withness.teams import models
from withness.teams.actions import hours as keeping
from withness.teams.rules import posts
from withness.teams.rules.hours import Weekly
from withness.teams.words import signing
from withness.trail import actions as trail
from withness.values.rules import text
from withness.values.rules.viewer import Viewer


def add(
    *,
    team_id: UUID,
    name: str,
    email: str,
    is_peer: bool,
    languages: Sequence[str],
    hours: Iterable[Weekly],
    began_on: date,
    base_id: UUID | None = None,
    by: Viewer,
) -> UUID:
    """Let somebody begin to work here and sign in; return the practitioner's id.

    Raises `NoName`, `AddressElsewhere`, `NotAMailAddress`, `HoursTouch`.
    """
    with transaction.atomic():
        right = policy.require(by, "teams.add_practitioner")
        post_id = write(
            service_id=by.service_id,
            team_id=team_id,
            name=name,
            email=email,
            is_peer=is_peer,
            languages=languages,
            hours=hours,
            began_on=began_on,
            base_id=base_id,
        )
        trail.did("teams.add_practitioner", by=by, right=right, about=post_id)
    return post_id


def write(
    *,
    service_id: UUID,
    team_id: UUID,
    name: str,
    email: str,
    is_peer: bool,
    languages: Sequence[str],
    hours: Iterable[Weekly],
    began_on: date,
    base_id: UUID | None = None,
) -> UUID:
    """Write a practitioner down. The calling deed has asked whether one may."""
    if not text.kept(name, text.NAME):
        raise posts.NoName
    if not models.Team.objects.filter(pk=team_id).exists():
        raise NotAllowed
    speaks = list(dict.fromkeys(languages)) or ["en"]
    person_id = persons.add(service_id=service_id, name=name, language=speaks[0])
    accounts.give(person_id=person_id, email=email)
    persons.reach(service_id=service_id, person_id=person_id, kind=ReachKind.MAIL, value=email)
    post = models.Practitioner(
        service_id=service_id,
        person_id=person_id,
        team_id=team_id,
        is_peer=is_peer,
        base_id=_base(base_id, team_id),
        languages=speaks,
        began_on=began_on,
    )
    post.save(force_insert=True)
    keeping.write(service_id=service_id, practitioner_id=post.pk, hours=hours)
    return post.pk


def change(
    *,
    practitioner_id: UUID,
    team_id: UUID,
    is_peer: bool,
    languages: Sequence[str],
    base_id: UUID | None,
    last_day: date | None,
    by: Viewer,
) -> None:
    """Change somebody's post: team, peer or not, languages, base, last day.

    With a last day that has passed every session ends. Raises `LeftBeforeBegun`, and
    `LastKeeper` where a duty would be nobody's.
    """
    with transaction.atomic():
        post = _post(practitioner_id)
        right = policy.require(by, "teams.change_practitioner", post)
        if not models.Team.objects.filter(pk=team_id).exists():
            raise NotAllowed
        post.team_id, post.is_peer = team_id, is_peer
        post.languages = list(dict.fromkeys(languages)) or post.languages
        post.base_id = _base(base_id, team_id)
        leaving = posts.left_on(last_day, post.began_on)
        if leaving != post.left_on and leaving is not None:
            _lay_down_all(post.pk)
        post.left_on = leaving
        post.save()
        if leaving is not None and leaving <= timezone.now().date():
            _end_sessions(post.person_id)
        trail.did("teams.change_practitioner", by=by, right=right, about=post.pk)


def mail(*, practitioner_id: UUID, email: str, by: Viewer) -> None:
    """Let somebody sign in with another work address; every session of theirs ends.

    The address until now is told by mail, so that nobody's way in is changed behind their back.
    """
    with transaction.atomic():
        post = _post(practitioner_id)
        right = policy.require(by, "teams.change_practitioner", post)
        before = known.addresses_of([post.person_id]).get(post.person_id, "")
        accounts.move(person_id=post.person_id, email=email)
        if before and before != email.strip().lower():
            _tell(post, before)
        trail.did("teams.change_mail", by=by, right=right, about=post.pk)


def _tell(post: models.Practitioner, address: str) -> None:
    subject, body = signing.address_changed(post.person.language)
    outbox.queue(
        service_id=post.service_id,
        to=post.person_id,
        way=Way.MAIL,
        key=f"teams.change_mail:{new_id()}",
        subject=subject,
        body=body,
        about=post.pk,
        address=address,
    )


def _post(practitioner_id: UUID) -> models.Practitioner:
    post = models.Practitioner.objects.select_for_update().filter(pk=practitioner_id).first()
    if post is None:
        raise NotAllowed
    return post


def _base(base_id: UUID | None, team_id: UUID) -> UUID | None:
    if base_id is None:
        return None
    here = models.Place.objects.filter(pk=base_id, team_id=team_id)
    return base_id if here.exists() else None


def _lay_down_all(practitioner_id: UUID) -> None:
    """End every duty of somebody who leaves; none may become nobody's."""
    for duty in models.Holding.objects.filter(practitioner_id=practitioner_id, until_at=None):
        posts.may_lay_down(duty.duty, practitioner_id, holders(duty.duty))
        duty.until_at = timezone.now()
        duty.save(update_fields=["until_at"])


def holders(duty: str) -> list[UUID]:
    """Return who has a duty and still works here without an end in sight."""
    rows = models.Holding.objects.filter(duty=duty, until_at=None, practitioner__left_on=None)
    return list(rows.values_list("practitioner_id", flat=True))


def _end_sessions(person_id: UUID) -> None:
    account_id = known.of_person(person_id)
    if account_id is not None:
        accounts.end_sessions(account_id=account_id)
