"""How I sign in: passkeys, an app, spare codes. Whoever changes these shows first who they are."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.access.rules import NotAllowed
from withness.people.actions import limits
from withness.people.views import here
from withness.values.rules.viewer import Way
from withness.web import adapters, forms, queries, rules, words
from withness.web.views import signing

View = Callable[..., HttpResponseBase]


def own(view: View) -> View:
    """Return the view for those who are signed in and work here; for others it is absent."""

    @wraps(view)
    def only_own(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if here.viewer(request).way != Way.SIGNED_IN or not request.user.is_authenticated:
            raise NotAllowed
        return view(request, *args, **kwargs)

    return only_own


def proved(view: View) -> View:
    """Return the view for those who showed lately who they are; others are asked first."""

    @own
    @wraps(view)
    def only_proved(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rules.lately(_proved_at(request), timezone.now()):
            back = request.path if request.method in ("GET", "HEAD") else reverse("web:means")
            return HttpResponseRedirect(f"{reverse('web:prove')}?{urlencode({'next': back})}")
        return view(request, *args, **kwargs)

    return only_proved


def together(view: View) -> View:
    """Return the view in one transaction: what changes and what is written down, or neither."""

    @wraps(view)
    def in_one(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return in_one


def _proved_at(request: HttpRequest) -> datetime | None:
    records = get_authentication_records(request, request.user)
    return datetime.fromtimestamp(records[-1]["at"], UTC) if records else None


@own
@require_safe
def means(request: HttpRequest) -> HttpResponse:
    """Show how whoever looks signs in, with a way to change each part."""
    account: Any = request.user
    found = signing.employer(request)
    return render(
        request,
        "web/means.html",
        {
            "address": account.email,
            "means": queries.means(here.viewer(request), account.pk),
            "employer": found.name if found else "",
        },
    )


@own
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Ask who it is, by the second means; by a mailed code where there is none."""
    account: Any = request.user
    known = queries.means(here.viewer(request), account.pk)
    wrong = ""
    if request.method == "POST":
        limits.spend("web.prove", str(account.pk), most=10, seconds=600)
        limits.spend("web.prove_today", str(account.pk), most=60, seconds=signing.DAY)
        if "send" in request.POST and not known.has_second:
            return _send_code(request)
        if _is_right(request, has_second=known.has_second):
            adapters.noted(request, "web.prove", account, tell=False)
            return HttpResponseRedirect(_back(request))
        wrong = str(words.WRONG["incorrect_code"])
    shown = {
        "means": known,
        "wrong": wrong,
        "sent": "proof" in request.session,
        "back": _back(request),
        "options": auth.begin_authentication(account) if known.passkeys else None,
    }
    return render(request, "web/prove.html", shown, status=422 if wrong else 200)


def _send_code(request: HttpRequest) -> HttpResponse:
    account: Any = request.user
    adapter = get_adapter()
    code = adapter.generate_login_code()
    request.session["proof"] = [code, timezone.now().isoformat()]
    adapter.send_mail(adapters.CODE, account.email, {"request": request, "code": code})
    return HttpResponseRedirect(f"{reverse('web:prove')}?{urlencode({'next': _back(request)})}")


def _is_right(request: HttpRequest, *, has_second: bool) -> bool:
    account: Any = request.user
    if has_second:
        by_passkey = "credential" in request.POST
        kind = forms.PasskeyAgain if by_passkey else forms.Again
        form = kind(user=account, data=request.POST)
        if not form.is_valid():
            return False
        form.save()
        signing.spare_code_used(request, form, account)
        return True
    code, sent_at = request.session.get("proof", ("", ""))
    lasts = bool(sent_at) and timezone.now() - datetime.fromisoformat(sent_at) < rules.CODE_LASTS
    if not (lasts and compare_user_code(actual=request.POST.get("code", ""), expected=code)):
        return False
    del request.session["proof"]
    record_authentication(request, account, method="code", reauthenticated=True)
    return True


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if safe else reverse("web:means")


class NewPasskey(passkeys.AddWebAuthnView):
    """Makes a passkey on this device; it signs in alone from then on."""

    form_class = forms.NewPasskey
    template_name = "web/passkey.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Propose the device as the name."""
        name = words.device(adapters.device(self.request))
        more: dict[str, Any] = super().get_form_kwargs()
        return more | {"initial": {"name": name}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the browser needs to make it: one that finds its owner by itself."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        options = auth.begin_registration(self.request.user, passwordless=True)
        return data | {"options": options}


class EndPasskey(passkeys.RemoveWebAuthnView):
    """Removes a passkey, asked once more."""

    template_name = "web/confirm.html"
    success_url = reverse_lazy("web:means")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what happens."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        del data["form"]
        name = queries.opened(self.object.data.get("name", ""))
        return data | _asked(
            _("Remove the passkey “%(name)s”?") % {"name": name},
            _("It signs in here no more. Also delete it where it is kept."),
        )


class NewApp(app.ActivateTOTPView):
    """Shows the square for an app and takes its first code."""

    template_name = "web/app.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count the try and look at the code."""
        limits.spend("web.new_app", str(request.user.pk), most=20, seconds=600)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the app, and write it down."""
        answer: HttpResponse = super().form_valid(form)
        adapters.noted(self.request, "web.add_app", self.request.user)
        return answer


class EndApp(app.DeactivateTOTPView):
    """Takes the app away, asked once more."""

    template_name = "web/confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what happens."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        return data | _asked(
            _("Stop using the app that makes codes?"),
            _("Without a passkey, the mailed code alone then signs you in."),
        )


class NewSpareCodes(spare.GenerateRecoveryCodesView):
    """Makes ten new spare codes; the old ones are void."""

    template_name = "web/confirm.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what happens."""
        data: dict[str, Any] = super().get_context_data(**kwargs)
        return data | _asked(
            _("Make new spare codes?"),
            _("You see ten new ones, once. All earlier ones are void."),
            yes=_("Make new ones"),
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, and write it down."""
        answer: HttpResponse = super().form_valid(form)
        adapters.noted(self.request, "web.make_spare_codes", self.request.user)
        return answer


class SpareCodes(spare.ViewRecoveryCodesView):
    """Shows the spare codes, once."""

    template_name = "web/spare_codes.html"


def _asked(question: str, then: str, yes: str = "") -> dict[str, Any]:
    return {
        "question": question,
        "then": [then],
        "yes": yes or _("Remove it"),
        "back": _("Leave it as it is"),
        "back_href": reverse("web:means"),
    }


def kept(request: HttpRequest, sentence: str) -> HttpResponse:
    """Lead back to how one signs in, and say what was done."""
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("web:means"))
