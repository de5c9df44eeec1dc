"""Accounts: giving one, ending one."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction

from withness.people import models, rules


def give(*, person_id: UUID, email: str) -> UUID:
    """Let a person sign in with their work address; return the account's id.

    An address that already signs in elsewhere is refused with `AddressElsewhere`: persons of two
    services are joined only by their own word. The calling deed has asked whether one may.
    Raises `NotAMailAddress`.
    """
    address = rules.mail_address(email).lower()
    with transaction.atomic():
        if models.Account.objects.filter(email=address).exists():
            raise rules.AddressElsewhere
        account = models.Account.objects.create_user(address)
        models.Person.objects.filter(pk=person_id).update(account=account)
        return account.pk


def move(*, person_id: UUID, email: str) -> None:
    """Let a person sign in with another work address, or for the first time; sessions end.

    The calling deed has asked whether one may. Raises `AddressElsewhere`, `NotAMailAddress`.
    """
    address = rules.mail_address(email).lower()
    with transaction.atomic():
        own = models.Person.objects.filter(pk=person_id).values_list("account_id", flat=True)
        account = models.Account.objects.filter(pk=own[0]).first() if own else None
        if account is None:
            give(person_id=person_id, email=email)
            return
        if account.email == address:
            return
        if models.Account.objects.filter(email=address).exists():
            raise rules.AddressElsewhere
        EmailAddress.objects.filter(user_id=account.pk).delete()  # the old one opens no more
        account.email, account.salt = address, models.account.new_salt()
        account.save(update_fields=["email", "salt"])


def end_sessions(*, account_id: UUID) -> None:
    """End every session of an account."""
    models.Account.objects.filter(pk=account_id).update(salt=models.account.new_salt())
