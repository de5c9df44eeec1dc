"""What is typed, or handed over by a browser, to sign in and to change how one signs in."""

from typing import Any

from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.webauthn import forms as passkeys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth import get_user_model
from django.core.cache import cache

LONGEST_NAME = 60
REPLAYED_WITHIN = 180  # seconds: longer than a code of an app can hold
UNREADABLE = (ArithmeticError, AttributeError, InvalidSignature, LookupError, TypeError, ValueError)


def wrong(code: str = "incorrect_code") -> forms.ValidationError:
    """Return the kind error for what is not it."""
    error: forms.ValidationError = get_adapter().validation_error(code)
    return error


class AskCode(RequestLoginCodeForm):
    """A work address. Known and unknown ones are asked about by the same one question."""

    def clean_email(self) -> str:
        """Look the address up, without a word about what was found."""
        address = str(self.cleaned_data["email"])
        rows = get_user_model().objects.filter(email=address.lower(), is_active=True)
        self._user = rows.first()
        if not ratelimit.consume(
            context.request, app="allauth.account", action="request_login_code", key=address.lower()
        ):
            raise wrong("too_many_login_attempts")
        return address

    @property
    def account(self) -> Any:
        """Whoever signs in with this address, or None."""
        return self._user


class _Once(second.BaseAuthenticateForm):
    """A code of an app counts once, also within the minute in which it still holds."""

    def clean_code(self) -> str:
        """Return the code where it is right and was not used before."""
        code: str = super().clean_code()
        if self.authenticator.type == "totp" and not cache.add(
            f"app-code:{self.user.pk}:{code.strip()}", 1, timeout=REPLAYED_WITHIN
        ):
            raise wrong()
        return code


class SecondStep(_Once, second.AuthenticateForm):
    """A code of an app, or a spare code, after the mailed code."""


class Again(_Once, second.ReauthenticateForm):
    """A code of an app, or a spare code, before means of signing in change."""


class _Handed(passkeys.AuthenticateWebAuthnForm):
    """What a browser hands over about a passkey; nonsense is wrong, and never breaks anything."""

    def clean_credential(self) -> Any:
        """Return the passkey that was used."""
        try:
            return super().clean_credential()
        except UNREADABLE:
            raise wrong() from None


class SecondPasskey(_Handed):
    """A passkey after the mailed code."""


class PasskeyAlone(_Handed, passkeys.LoginWebAuthnForm):
    """A passkey that signs in by itself."""


class PasskeyAgain(_Handed, passkeys.ReauthenticateWebAuthnForm):
    """A passkey before means of signing in change."""


class NewPasskey(passkeys.AddWebAuthnForm):
    """A passkey with a name for it. It must know its owner: by a finger, a face or a number."""

    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    passwordless = None

    def clean_name(self) -> str:
        """Return the name sealed: it lies in a column that is not."""
        typed = str(self.cleaned_data.get("name") or self.initial.get("name") or "")
        return str(get_adapter().encrypt(typed.replace("\x00", "")))

    def clean(self) -> dict[str, Any]:
        """Read what the browser made; a passkey that did not ask who holds it is refused."""
        self.cleaned_data["passwordless"] = True
        try:
            cleaned: dict[str, Any] = super().clean()
        except UNREADABLE:
            raise wrong() from None
        return cleaned
