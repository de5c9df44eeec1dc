"""Coming in: a mailed code, a passkey, a second step. Known and unknown addresses look the same."""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

from withness.people.actions import limits
from withness.people.views import here
from withness.web import adapters, forms, queries, rules

HOUR, DAY = 3600, 86_400


def employer(request: HttpRequest) -> rules.Provider | None:
    """Return the provider through which people of this service may sign in, None without one."""
    found = rules.provider(settings.WITHNESS_OIDC)
    return found if found and found.speaks_for(here.service(request).slug) else None


class AskCode(RequestLoginCodeView):
    """Asks for a work address and sends a code there, or seems to."""

    form_class = forms.AskCode

    def form_valid(self, form: forms.AskCode) -> HttpResponse:
        """Send the code; for an address nobody signs in with, do the same work."""
        address = form.cleaned_data["email"]
        limits.spend("web.code_asked", address.lower(), most=30, seconds=HOUR)
        if form.account is None:
            get_adapter().send_mail("nobody", address, {"request": self.request})
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the other ways in that this service has."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        found = employer(self.request)
        return data | {"employer": found.name if found else "", "demo": settings.WITHNESS_DEMO}


class TypeCode(ConfirmLoginCodeView):
    """Takes the mailed code."""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask the database as often for an address that nobody signs in with as for another."""
        if self._process.user is None:
            get_user_model().objects.filter(pk=uuid4()).first()
        given: dict[str, Any] = super().get_form_kwargs()
        return given

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try, whatever session it comes from, and look at the code."""
        address = str(self._process.state.get("email", "")).lower()
        limits.spend("web.code_tried", address, most=30, seconds=HOUR)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class SecondStep(AuthenticateView):
    """Asks for the second means, where somebody set one up."""

    form_class = forms.SecondStep
    webauthn_form_class = forms.SecondPasskey

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try and look at it."""
        limits.spend("web.second_step", str(self.stage.login.user.pk), most=60, seconds=DAY)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on; a spare code that was used is told to its owner."""
        user = self.stage.login.user
        answer: HttpResponse = super().form_valid(form)
        spare_code_used(self.request, form, user)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which of them there is."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        viewer, account = here.viewer(self.request), self.stage.login.user
        return data | {"means": queries.means(viewer, account.pk)}


def spare_code_used(request: HttpRequest, form: Any, account: Any) -> None:
    """Write it down and tell its owner where what was typed was a spare code."""
    used = getattr(form, "authenticator", None)
    if used is not None and used.type == used.Type.RECOVERY_CODES:
        adapters.noted(request, "web.use_spare_code", account)


class PasskeyAlone(LoginWebAuthnView):
    """Signs in by a passkey alone, which has made sure who holds it."""

    form_class = forms.PasskeyAlone
