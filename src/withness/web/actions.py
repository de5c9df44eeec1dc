"""Verbs about signing in: each is written into the trail and told to whom it concerns by mail."""

from uuid import UUID

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from withness.access import policy
from withness.delivery.actions import outbox
from withness.delivery.rules.states import Way
from withness.people.actions import accounts
from withness.service.models.owned import new_id
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer
from withness.web import models, queries

Text = tuple[str, str]  # subject and body


def noted(deed: str, *, by: Viewer, tell: Text | None = None, address: str | None = None) -> None:
    """Write down a deed about signing in, and tell whoever did it by mail.

    `address`: their work address. Raises `NotAllowed`.
    """
    with transaction.atomic():
        right = policy.require(by, deed)
        trail.did(deed, by=by, right=right, about=by.person_id)
        _mail(by.service_id, by.person_id, deed, tell, address)


def end_session(
    *, session_id: UUID, account_id: UUID, by: Viewer, tell: Text, address: str | None
) -> bool:
    """End one of the account's own sessions at once; return whether there was one."""
    one = models.Session.objects.filter(pk=session_id, account_id=account_id)
    return _end(one, by=by, tell=tell, address=address) > 0


def end_others(
    *, session_key: str | None, account_id: UUID, by: Viewer, tell: Text, address: str | None
) -> int:
    """End every session of the account but this one; return how many."""
    own = models.Session.objects.filter(account_id=account_id)
    others = own.exclude(session_key=models.hashed(session_key))
    return _end(others, by=by, tell=tell, address=address)


def _end(sessions: QuerySet[models.Session], *, by: Viewer, tell: Text, address: str | None) -> int:
    with transaction.atomic():
        policy.require(by, "web.end_session")
        ended, _ = sessions.delete()
        if ended:
            noted("web.end_session", by=by, tell=tell, address=address)
    return int(ended)


def let_in_again(
    *, person_id: UUID, account_id: UUID, address: str, tell: Text, by: Viewer
) -> None:
    """Take away every second means of a colleague who lost them; all their sessions end.

    They sign in by mailed code afterwards, and are told by mail. Raises `NotAllowed`.
    """
    with transaction.atomic():
        right = policy.require(by, "web.let_in_again")
        Authenticator.objects.filter(user_id=account_id).delete()
        models.Session.objects.filter(account_id=account_id).delete()
        accounts.end_sessions(account_id=account_id)
        trail.did("web.let_in_again", by=by, right=right, about=person_id)
        _mail(by.service_id, person_id, "web.let_in_again", tell, address)


def _mail(
    service_id: UUID, to: UUID | None, deed: str, tell: Text | None, address: str | None
) -> None:
    if tell is None or to is None or not address:
        return
    subject, body = tell
    outbox.queue(
        service_id=service_id,
        to=to,
        way=Way.MAIL,
        key=f"{deed}:{new_id()}",
        subject=subject,
        body=body,
        about=to,
        address=address,
    )


def reseal() -> int:
    """Seal what means of signing in keep with the newest key; return how many values were."""
    done = 0
    for pk in list(Authenticator.objects.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            if row is None:
                continue
            kept = queries.sealed_in(row.data)
            anew = {name: get_adapter().encrypt(get_adapter().decrypt(kept[name])) for name in kept}
            row.data = {**row.data, **anew}
            row.save(update_fields=["data"])
            done += len(anew)
    return done
