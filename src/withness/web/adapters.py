"""Where allauth's events arrive: nobody signs themselves up, and mails say nothing."""

import sys
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are given by whoever keeps them; a stranger cannot make one."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Say no: an account is given, not taken."""
        return False

    def get_login_redirect_url(self, _request: HttpRequest) -> str:
        """Lead to my day."""
        return reverse("days:day")

    def get_logout_redirect_url(self, _request: HttpRequest) -> str:
        """Lead to the service's front page."""
        return reverse("web:front")

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject as it is: no site's name, which could tell too much."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send the code for signing in; never a mail that tells whether an account exists."""
        if template_prefix.endswith("unknown_account"):
            return
        super().send_mail(template_prefix, email, context)
        if template_prefix.endswith("login_code") and not settings.WITHNESS_MAIL:
            # no mail server is set: whoever runs this machine reads the code here
            sys.stderr.write(f"\nThe code for signing in is  {context['code']}\n\n")
            sys.stderr.flush()
