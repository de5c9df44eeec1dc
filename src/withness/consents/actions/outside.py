"""Saying what may be told about oneself outside; or writing down what somebody said."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from withness.access import policy
from withness.access.policy import Row
from withness.consents import models
from withness.consents.actions import outside_saying as saying
from withness.consents.policy import outside as placed
from withness.consents.queries import sharing
from withness.consents.rules import outside as rules
from withness.meetings.models import Attendance
from withness.meetings.rules.states import Came
from withness.values.rules.viewer import Viewer


def give(
    *,
    network_id: UUID,
    person_id: UUID,
    kind: rules.Kind,
    name: str,
    wish: saying.Wish,
    by: Viewer,
    how: rules.How = rules.How.THEMSELVES,
) -> UUID:
    """Say what may be told about somebody to one recipient outside; return the consent's id.

    On their own page it counts at once. Written down by a practitioner it counts when the two sat
    together that day (`NotInTheRoom`); from the telephone it waits for the person's own yes.
    Raises `NobodyNamed`, `NothingToTell`, `NotAMatter`, `NotThatDate`, `TooLong`, `NotAllowed`.
    """
    with transaction.atomic():
        place = placed.place(network_id, person_id)
        own = policy.may(by, "consents.give", place)
        deed = "consents.give" if own else "consents.write_down"
        right = own or policy.require(by, deed, place)
        consent = saying.new(
            network_id=network_id, person_id=person_id, kind=kind, name=name, by=by
        )
        said_how = _how(consent, how, by)
        saying.say(consent, rules.What.GIVEN, said_how, wish, by=by)
        saying.note(deed, consent, right, by)
        _ask_for_yes(consent, said_how)
        return consent.pk


def change(
    *, consent_id: UUID, wish: saying.Wish, by: Viewer, how: rules.How = rules.How.THEMSELVES
) -> None:
    """Change what may be told. What is narrower counts at once, what is wider as in `give`."""
    _again(consent_id, rules.What.CHANGED, wish, how, by)


def look_again(*, consent_id: UUID, day: date, by: Viewer) -> None:
    """Let what was allowed stand until a later day; only the person themselves does that here."""
    with transaction.atomic():
        consent = saying.locked(consent_id)
        policy.require(by, "consents.change", consent)
        stands = sharing.standing_of(consent_id)
        if stands.taken_back or not stands.matters:
            raise rules.IsTakenBack
        words = saying.own_words(consent_id, stands.by)
        wish = saying.Wish(stands.matters, day, words, stands.quiet)
        _again(consent_id, rules.What.LOOKED_AT, wish, rules.How.THEMSELVES, by)


def take_back(*, consent_id: UUID, by: Viewer) -> None:
    """End what may be told, at once; also where a practitioner writes it down for somebody."""
    with transaction.atomic():
        consent = saying.locked(consent_id)
        right = policy.require(by, "consents.take_back", consent)
        if sharing.standing_of(consent_id).taken_back:
            return
        own = consent.person_id == by.person_id
        how = rules.How.THEMSELVES if own else rules.How.TELEPHONE
        saying.say(consent, rules.What.TAKEN_BACK, how, None, by=by)
        saying.note("consents.take_back", consent, right, by)
        if not own:
            saying.tell(consent, "taken-back")


def say_yes(
    *, consent_id: UUID, number: int, by: Viewer, how: rules.How = rules.How.THEMSELVES
) -> None:
    """Say yes to the word with that number, which somebody else wrote down.

    A practitioner writes the yes down where they sat together (`NotInTheRoom`), or from the
    telephone as a second pair of ears (`OneEar`). Raises `NothingWaits`, `NotAllowed`.
    """
    with transaction.atomic():
        consent, waits, right, own = _waiting(consent_id, number, by)
        said_how = _how(consent, how, by)
        if not own and said_how == rules.How.TELEPHONE and waits.written_by_id == by.person_id:
            raise rules.OneEar
        saying.say(consent, rules.What.YES, said_how, None, by=by)
        saying.note("consents.say_yes", consent, right, by)


def say_no(*, consent_id: UUID, number: int, by: Viewer) -> None:
    """Say that a word somebody wrote down was not said so. What was allowed before stands."""
    with transaction.atomic():
        consent, _, right, own = _waiting(consent_id, number, by)
        how = rules.How.THEMSELVES if own else rules.How.TELEPHONE
        saying.say(consent, rules.What.NO, how, None, by=by)
        saying.note("consents.say_no", consent, right, by)


def _again(
    consent_id: UUID, what: rules.What, wish: saying.Wish, how: rules.How, by: Viewer
) -> None:
    with transaction.atomic():
        consent = saying.locked(consent_id)
        own = policy.may(by, "consents.change", consent)
        deed = "consents.change" if own else "consents.write_down_change"
        right = own or policy.require(by, deed, consent)
        if sharing.standing_of(consent_id).taken_back:
            raise rules.IsTakenBack
        said_how = _how(consent, how, by)
        saying.say(consent, what, said_how, wish, by=by)
        saying.note(deed, consent, right, by)
        _ask_for_yes(consent, said_how)


def _waiting(
    consent_id: UUID, number: int, by: Viewer
) -> tuple[models.Consent, models.Word, Row, bool]:
    consent = saying.locked(consent_id)
    own = policy.may(by, "consents.change", consent)
    right = own or policy.require(by, "consents.write_down_change", consent)
    waits = sharing.standing_of(consent_id).waits
    if waits is None or waits.number != number:
        raise rules.NothingWaits
    return consent, models.Word.objects.get(consent=consent, number=number), right, bool(own)


def _how(consent: models.Consent, how: rules.How, by: Viewer) -> rules.How:
    """Return how it was said: one's own page is one's own; "in the room" must be true."""
    if consent.person_id == by.person_id:
        return rules.How.THEMSELVES
    if how == rules.How.ROOM:
        if not _sat_together(consent, by, timezone.now()):
            raise rules.NotInTheRoom
        return how
    return rules.How.TELEPHONE


def _sat_together(consent: models.Consent, by: Viewer, now: datetime) -> bool:
    if by.person_id is None:
        return False
    there = Attendance.objects.filter(
        meeting__network_id=consent.network_id,
        meeting__begun_at__gt=now - rules.IN_THE_ROOM,
        meeting__begun_at__lte=now,
        came__in=(Came.ROOM, Came.ONLINE),
    )
    theirs = there.filter(person_id=consent.person_id).values("meeting_id")
    return there.filter(person_id=by.person_id, meeting_id__in=theirs).exists()


def _ask_for_yes(consent: models.Consent, how: rules.How) -> None:
    if how == rules.How.TELEPHONE:
        saying.tell(consent, "say-yes")
