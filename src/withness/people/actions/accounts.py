"""Accounts: giving one, ending one."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from withness.access.rules import NotAllowed
from withness.people import models, rules
from withness.people.queries import joining
from withness.trail import actions as trail
from withness.values.rules.viewer import Viewer, Way


def give(*, person_id: UUID, email: str) -> None:
    """Let a person sign in with their work address.

    An address that nobody signs in with gets an account at once. One that signs in already (in
    another service) waits for its owner's own yes: the post is not attached before, nobody is told
    that it waits, and whoever keeps the accounts here sees the same as always. The calling deed has
    asked whether one may. Raises `NotAMailAddress`, and `AddressElsewhere` where somebody else of
    this very service has the address.
    """
    address = rules.mail_address(email).lower()
    mark = joining.mark(address)
    with transaction.atomic():
        person = models.Person.objects.get(pk=person_id)
        here = models.Person.objects.filter(account__email=address).exclude(pk=person_id)
        waits = models.Joining.objects.filter(looked_up_by=mark).exclude(person=person)
        if here.exists() or waits.exists():
            raise rules.AddressElsewhere
        models.Joining.objects.filter(person=person).delete()
        if models.Account.objects.filter(email=address).exists():
            models.Joining(
                service_id=person.service_id,
                person=person,
                address=address,
                looked_up_by=mark,
                made_at=timezone.now(),
            ).save(force_insert=True)
            return
        person.account = models.Account.objects.create_user(address)
        person.save(update_fields=["account"])


def move(*, person_id: UUID, email: str) -> None:
    """Let a person sign in with another work address, or for the first time; sessions end.

    An account that its owner uses in another service, too, stays as it is: the person here is
    taken off it, so that nobody here changes how they sign in there. The calling deed has asked
    whether one may. Raises `AddressElsewhere`, `NotAMailAddress`.
    """
    address = rules.mail_address(email).lower()
    with transaction.atomic():
        person = models.Person.objects.select_related("account").get(pk=person_id)
        account = person.account
        if account is None:
            give(person_id=person_id, email=email)
            return
        if account.email == address:
            return
        if account.is_shared or models.Account.objects.filter(email=address).exists():
            give(person_id=person_id, email=email)  # refused before anything is let go
            if models.Joining.objects.filter(person=person).exists():
                models.Person.objects.filter(pk=person_id).update(account=None)
            if not account.is_shared:
                end_sessions(account_id=account.pk)
            return
        EmailAddress.objects.filter(user_id=account.pk).delete()  # the old one opens no more
        account.email, account.salt = address, models.account.new_salt()
        account.save(update_fields=["email", "salt"])


def join(*, joining_id: UUID, account_id: UUID, address: str, yes: bool, service_id: UUID) -> None:
    """Attach a post to its owner's account by their own word, or write down that it is not theirs.

    `account_id` and `address`: of whoever is signed in. Raises `NotAllowed` for anybody else.
    """
    with transaction.atomic():
        rows = models.Joining.objects.select_for_update().filter(pk=joining_id, refused_at=None)
        row = rows.filter(looked_up_by=joining.mark(address)).first()
        if row is None:
            raise NotAllowed
        owner = Viewer(service_id=service_id, way=Way.SIGNED_IN, person_id=row.person_id)
        if yes:
            models.Person.objects.filter(pk=row.person_id).update(account_id=account_id)
            models.Account.objects.filter(pk=account_id).update(is_shared=True)
            row.delete()
        else:
            row.refused_at = timezone.now()
            row.save(update_fields=["refused_at"])
        deed = "people.join" if yes else "people.refuse_joining"
        trail.did(deed, by=owner, right="own_address", about=row.person_id)


def end_sessions(*, account_id: UUID) -> None:
    """End every session of an account."""
    models.Account.objects.filter(pk=account_id).update(salt=models.account.new_salt())
