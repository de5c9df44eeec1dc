"""The furniture of a service: its front page and its language."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from withness.people.queries import joining
from withness.values.rules.viewer import Way
from withness.web.middleware.doorway import House


@require_safe
def front(request: House) -> HttpResponse:
    """Lead practitioners to their day and members to their page; everybody else can ask."""
    if request.viewer.practitioner_id:
        return HttpResponseRedirect(reverse("days:day"))
    if request.viewer.way == Way.LINK and request.viewer.seats:
        return HttpResponseRedirect(reverse("days:mine"))
    account: Any = request.user
    if account.is_authenticated and joining.waiting(account.email):
        return HttpResponseRedirect(reverse("people:joining"))
    return HttpResponseRedirect(reverse("contacts:ask"))


@require_POST
def language(request: House) -> HttpResponse:
    """Keep the chosen language in a cookie and return to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("web:front")
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
        )
    return answer
