"""Signing in through one's employer: OpenID Connect, into accounts that exist, never into new ones.

State and PKCE are allauth's; the nonce, the signature, the issuer and one subject are looked at
here. What the provider says about somebody is not kept: the subject as a keyed hash, nothing else.
"""

import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from withness.access.rules import NotAllowed
from withness.people.actions import limits
from withness.web import adapters
from withness.web.views import means, signing, trouble

ID = "employer"
SIGNED_BY = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]


class Employer(DefaultSocialAccountAdapter):
    """Lets in whoever works here, and nobody else; every refusal is the same page."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the one provider of this service, from the settings."""
        found = signing.employer(request)
        fits = found is not None and provider in (None, ID, "openid_connect")
        if found is None or not fits or client_id not in (None, found.client_id):
            return []
        app = SocialApp(provider="openid_connect", provider_id=ID, name=found.name)
        app.client_id, app.secret = found.client_id, found.secret
        app.settings = {"server_url": found.issuer, "oauth_pkce_enabled": True}
        return [app]

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: Any) -> bool:
        """Say no: an account is given, not taken."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Let in who is known by subject, or by a work address that the provider proved."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            if not request.user.is_authenticated:
                raise ImmediateHttpResponse(trouble.not_let_in())
            return
        account = sociallogin.user if sociallogin.is_existing else _known(sociallogin)
        works_here = account is not None and adapters.worker(request, account.pk) is not None
        if account is None or not account.is_active or not works_here:
            raise ImmediateHttpResponse(trouble.not_let_in())
        if not sociallogin.is_existing:
            sociallogin.connect(request, account)

    def on_authentication_error(self, *_args: Any, **_kwargs: Any) -> None:
        """Answer whatever went wrong on the way with the same page."""
        raise ImmediateHttpResponse(trouble.not_let_in())

    def get_connect_redirect_url(self, _request: HttpRequest, _socialaccount: Any) -> str:
        """Lead back to how one signs in."""
        return reverse("web:means")


def _known(sociallogin: Any) -> Any:
    proved = [one.email.lower() for one in sociallogin.email_addresses if one.verified is True]
    return get_user_model().objects.filter(email__in=proved).first() if proved else None


class Speaks(OpenIDConnectOAuth2Adapter):
    """Asks the provider, and believes only what it signed for this very browser."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return whoever the provider says it is. Raises `OAuth2Error`."""
        found = signing.employer(request)
        config = self.openid_config
        nonce = request.session.pop("oidc_nonce", "")
        signed = kwargs["response"].get("id_token")
        if found is None or not signed or config["issuer"].rstrip("/") != found.issuer:
            raise OAuth2Error
        claims = _claims(config, signed, app.client_id)
        if not nonce or not constant_time_compare(claims.get("nonce", ""), nonce):
            raise OAuth2Error
        said = self._fetch_user_info(token.token)
        if said.get("sub") != claims.get("sub"):
            raise OAuth2Error
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": claims | said})
        login.account.uid = adapters.mark(f"oidc:{found.issuer}", str(claims["sub"]))
        login.account.extra_data = {}
        return login


def _claims(config: dict[str, Any], signed: str, client_id: str) -> dict[str, Any]:
    """Return what the provider signed for us. Raises `OAuth2Error` where none of its keys did."""
    with get_adapter().get_requests_session() as asking:
        answer = asking.get(config["jwks_uri"])
        answer.raise_for_status()
    kid = jwt.get_unverified_header(signed).get("kid")
    for one in jwt.PyJWKSet.from_dict(answer.json()).keys:
        if kid not in (None, one.key_id) or one.public_key_use not in (None, "sig"):
            continue
        try:
            claims: dict[str, Any] = jwt.decode(
                signed,
                key=one.key,
                algorithms=SIGNED_BY,
                issuer=config["issuer"],
                audience=client_id,
                leeway=60,
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
            )
        except jwt.PyJWTError:
            continue
        if claims.get("azp", client_id) == client_id:
            return claims
    raise OAuth2Error


@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider, to sign in."""
    return _lead(request, provider_id, AuthProcess.LOGIN)


@means.proved
@require_POST
def link(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider, so that whoever is signed in can come that way from then on."""
    return _lead(request, provider_id, AuthProcess.CONNECT)


def _lead(request: HttpRequest, provider_id: str, process: str) -> HttpResponse:
    found = signing.employer(request)
    if provider_id != ID or found is None:
        raise NotAllowed
    provider = get_adapter().get_provider(request, provider=ID)
    nonce = request.session["oidc_nonce"] = secrets.token_urlsafe(24)
    try:
        answer = provider.redirect(
            request, process, scope=["openid", "email"], auth_params={"nonce": nonce}
        )
    except (OSError, LookupError, ValueError):  # the provider does not answer, or not as one
        return trouble.not_let_in()
    except ImmediateHttpResponse as refused:
        answer = refused.response
        return HttpResponse(answer.content, status=answer.status_code)
    # a page, not a redirect: our content policy lets no form lead to another house
    there = {"there": answer.headers["Location"], "employer": found.name}
    return render(request, "web/lead.html", there)


@require_GET
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider sends back; whatever is not right gets one page that tells nothing."""
    if provider_id != ID or signing.employer(request) is None:
        raise NotAllowed
    limits.spend("web.employer", request.session.session_key or "", most=20, seconds=signing.HOUR)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Speaks(request, ID))(request)
    except (OSError, LookupError, ValueError, TypeError, AttributeError, jwt.PyJWTError):
        return trouble.not_let_in()
    return answer


@means.proved
@means.together
@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """End the way through one's employer."""
    account: Any = request.user
    ended, _rows = SocialAccount.objects.filter(user_id=account.pk).delete()
    if ended:
        adapters.noted(request, "web.end_provider", account)
    return means.kept(request, _("You sign in through your employer no more."))
