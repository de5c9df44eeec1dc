"""Where allauth's events arrive: nobody signs themselves up, and mails say nothing."""

import logging
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records as proofs
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from withness.people.queries import joining
from withness.people.views import here
from withness.sealing import rules as sealing
from withness.sealing.models import cipher
from withness.teams.queries import work
from withness.values.rules.viewer import Viewer, Way
from withness.web import actions, rules, words

log = logging.getLogger("withness.web")

CODE = "account/email/login_code"
PLACE = b"mfa_authenticator.data:"
# what allauth tells by mail, and the deed that it is here
DEEDS = {
    "mfa/email/webauthn_added": "web.add_passkey",
    "mfa/email/webauthn_removed": "web.end_passkey",
    "mfa/email/totp_deactivated": "web.end_app",
    "socialaccount/email/account_connected": "web.link_provider",
}
# one pair of hands posts the codes, so that nobody can tell from the time whether one was sent
_post = ThreadPoolExecutor(max_workers=4, thread_name_prefix="codes")


def worker(request: HttpRequest, account_id: Any) -> Viewer | None:
    """Return whoever has this account as a viewer here, None if they do not work here."""
    post = work.post_of_account(account_id)
    if post is None:
        return None
    return Viewer(
        service_id=here.service(request).id,
        way=Way.SIGNED_IN,
        person_id=post.person_id,
        practitioner_id=post.practitioner_id,
        is_peer=post.is_peer,
        duties=post.duties,
        language=post.language,
    )


def mark(purpose: str, text: str) -> str:
    """Return what is kept of something that only needs to be known again."""
    return cipher.keyed_hash(purpose, text)


def device(request: HttpRequest) -> rules.Device:
    """Return what the browser says it is, as its owner would name it."""
    return rules.device(request.headers.get("user-agent", ""))


def noted(request: HttpRequest, deed: str, account: Any, *, tell: bool = True) -> None:
    """Write a deed about signing in into this service's trail, and tell its owner by mail."""
    by = worker(request, account.pk)
    if by is None:
        return
    told = mail(request, deed, by.language) if tell else None
    actions.noted(deed, by=by, tell=told, address=account.email)


def mail(request: HttpRequest, deed: str, language: str) -> words.Text:
    """Return the mail that tells somebody of a deed on this device, now."""
    zone = here.service(request).zone
    return words.told(deed, what=device(request), at=timezone.now(), zone=zone, language=language)


class Adapter(DefaultAccountAdapter):
    """Accounts are given by whoever keeps them; a stranger cannot make one."""

    error_messages = DefaultAccountAdapter.error_messages | words.WRONG

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Say no: an account is given, not taken."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to my day, or first to a post that waits for one's own yes."""
        address = getattr(request.user, "email", "")
        waits = joining.waiting(address) if address else None
        return reverse("people:joining" if waits else "days:day")

    def get_logout_redirect_url(self, _request: HttpRequest) -> str:
        """Lead to the service's front page."""
        return reverse("web:front")

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in under a fresh key; what a link or the demo's bar left in the session ends."""
        for key in list(request.session.keys()):
            if not key.startswith("account_"):
                del request.session[key]
        super().login(request, user)
        if any(record["method"] == "socialaccount" for record in proofs(request, user)):
            employer = rules.provider(settings.WITHNESS_OIDC)
            request.session["only_in"] = sorted(employer.services) if employer else []
        what = device(request)
        request.session["device"] = [what.browser, what.system]
        began = timezone.now()
        request.session["began"] = began.isoformat(timespec="seconds")
        # a day, not a length of time: using a session makes it no longer
        request.session.set_expiry(began + timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Write the signing in down and tell its owner."""
        noted(request, "web.sign_in", user)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def logout(self, request: HttpRequest) -> None:
        """Write the signing out down; nothing of the session stays."""
        if request.user.is_authenticated:
            noted(request, "web.sign_out", request.user, tell=False)
        super().logout(request)

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: no site's name, which could tell too much."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the code for signing in; for an address that has no account, do the same work.

        The mail is posted by another thread: how long a mail server takes tells nobody anything.
        """
        known = template_prefix == CODE
        if not known:
            context = {**context, "code": self.generate_login_code()}
        message: EmailMessage = self.render_mail(CODE, email, context)
        if known and not settings.WITHNESS_MAIL:
            # no mail server is set: whoever runs this machine reads the code here
            sys.stderr.write(f"\nThe code for signing in is  {context['code']}\n\n")
            sys.stderr.flush()
        _post.submit(_posted, message.send if known else None)

    def send_notification_mail(
        self, template_prefix: str, user: Any, *_args: Any, **_kwargs: Any
    ) -> None:
        """Write a change of means into the trail, and tell its owner in our own words."""
        if template_prefix in DEEDS:  # the others come after the transaction: their views tell
            noted(self.request, DEEDS[template_prefix], user)


def _posted(send: Callable[[], int] | None) -> None:
    try:
        if send is not None:
            send()
    except OSError as trouble_with_it:
        log.warning("a code was not sent", extra={"kind": type(trouble_with_it).__name__})


class Means(DefaultMFAAdapter):
    """Secrets lie sealed; the picture for an app is drawn by segno."""

    error_messages = DefaultMFAAdapter.error_messages | words.WRONG

    def encrypt(self, text: str) -> str:
        """Seal what the database keeps: a stolen one signs nobody in."""
        return cipher.seal(text, PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again, or raise `SealBroken`."""
        try:
            return cipher.unseal(bytes.fromhex(encrypted_text), PLACE)
        except ValueError:
            raise sealing.SealBroken from None

    def get_totp_issuer(self) -> str:
        """Say the service's neutral name: it stands in the app, on a telephone others see."""
        return here.service(self.request).sender_name

    def build_totp_svg(self, url: str) -> str:
        """Draw the square that an app reads."""
        drawn = BytesIO()
        square = segno.make(url, error="m")
        square.save(drawn, kind="svg", xmldecl=False, scale=5, border=4, dark="#000", light="#fff")
        return drawn.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name this house by its host, and by the service's neutral name."""
        host = self.request.get_host().partition(":")[0]
        return {"id": host, "name": here.service(self.request).sender_name}
