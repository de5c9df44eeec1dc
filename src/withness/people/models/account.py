"""Accounts: only practitioners have one. No password, no groups, nobody above anybody."""

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from withness.service.models.owned import new_id


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts."""

    def create_user(self, email: str, **fields: Any) -> "Account":
        """Make an account for a work address."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.save()
        return account


def new_salt() -> str:
    """Return a secret that ends every session when it is replaced."""
    return secrets.token_hex(16)


class Account(AbstractBaseUser):
    """A way to sign in. Its work address is the one contact detail that lies open."""

    password = None  # type: ignore[assignment]  # there are no passwords anywhere
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    salt = models.CharField(max_length=32, default=new_salt)
    is_active = models.BooleanField(default=True)
    is_shared = models.BooleanField(default=False)  # its owner said yes to a second service

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def get_session_auth_hash(self) -> str:
        """Return what a session must match; a new salt ends them all."""
        return salted_hmac("withness.people.account", self.salt, algorithm="sha256").hexdigest()

    def has_usable_password(self) -> bool:
        """Say that there is none."""
        return False

    def set_unusable_password(self) -> None:
        """Do nothing: there is no password to make unusable."""
