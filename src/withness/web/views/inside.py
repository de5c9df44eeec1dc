"""The furniture of a service: its front page, personal links, language, leaving."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.people import rules as people
from withness.people.actions import links
from withness.values.rules.viewer import Way
from withness.web.middleware.doorway import House

PAGE_OF = {
    people.Purpose.CALLER: "days:caller",
    people.Purpose.MEMBER: "days:mine",
    people.Purpose.INVITATION: "days:mine",
}


@require_safe
def front(request: House) -> HttpResponse:
    """Lead practitioners to their day and members to their page; everybody else can ask."""
    if request.viewer.practitioner_id:
        return HttpResponseRedirect(reverse("days:day"))
    if request.viewer.way == Way.LINK and request.viewer.seats:
        return HttpResponseRedirect(reverse("days:mine"))
    return HttpResponseRedirect(reverse("contacts:ask"))


@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: House, token: str) -> HttpResponse:
    """Show a button on GET (scanners open links); spend the link on POST."""
    if request.method != "POST":
        return render(request, "web/open.html", {"leave": True})
    try:
        spent = links.spend(token=token)
    except people.LinkClosed:
        return render(request, "web/link_closed.html", {"leave": True}, status=410)
    logout(request)  # a fresh session: nobody else's stays underneath
    request.session.cycle_key()
    request.session["link"] = str(spent.link_id)
    request.session.set_expiry(0)  # ends with the browser
    where = reverse(PAGE_OF[spent.purpose])
    if spent.purpose == people.Purpose.INVITATION:
        where = reverse("meetings:answer", args=[spent.opens_id])
    return HttpResponseRedirect(where)


@require_http_methods(["GET", "POST"])
def close(request: House) -> HttpResponse:
    """End a session that came by a link, and leave nothing behind."""
    if request.method == "POST":
        logout(request)
        return HttpResponseRedirect(reverse("web:leave"))
    return render(request, "web/close.html")


@require_safe
def leave(_request: HttpRequest) -> HttpResponse:
    """Answer an empty page, with nothing on it that tells where one was."""
    return HttpResponse("<!doctype html><title></title>")


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
