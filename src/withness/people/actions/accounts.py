"""Accounts: giving one, ending one."""

from uuid import UUID

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


def end_sessions(*, account_id: UUID) -> None:
    """End every session of an account."""
    models.Account.objects.filter(pk=account_id).update(salt=models.account.new_salt())
