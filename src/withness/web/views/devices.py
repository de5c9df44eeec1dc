"""Where I am signed in: each place can be ended at once. And letting a colleague in again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access import policy
from withness.access.rules import NotAllowed
from withness.people.queries import accounts
from withness.people.views import here
from withness.teams.queries import pages as posts
from withness.values.rules import wall
from withness.web import actions, adapters, queries, words
from withness.web.views.means import own


@own
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """Show every place where one is signed in: which device, since when, last seen."""
    account: Any = request.user
    zone = here.service(request).zone
    rows = [
        (
            fact.id,
            words.device(fact.device),
            wall.wall_time(fact.since, zone) if fact.since else None,
            wall.wall_time(fact.seen_at, zone),
            fact.is_this,
        )
        for fact in queries.sessions(here.viewer(request), account.pk, request.session.session_key)
    ]
    return render(request, "web/devices.html", {"rows": rows})


@own
@require_POST
def end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one session of one's own at once."""
    account: Any = request.user
    by = here.viewer(request)
    ended = actions.end_session(
        session_id=session_id,
        account_id=account.pk,
        by=by,
        tell=adapters.mail(request, "web.end_session", by.language),
        address=account.email,
    )
    if not ended:
        raise NotAllowed
    messages.success(request, _("You are signed out there."))
    return HttpResponseRedirect(reverse("web:devices"))


@own
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session of one's own but this one."""
    account: Any = request.user
    by = here.viewer(request)
    ended = actions.end_others(
        session_key=request.session.session_key,
        account_id=account.pk,
        by=by,
        tell=adapters.mail(request, "web.end_session", by.language),
        address=account.email,
    )
    messages.success(
        request,
        ngettext("One session was ended.", "%(count)d sessions were ended.", ended)
        % {"count": ended},
    )
    return HttpResponseRedirect(reverse("web:devices"))


@require_http_methods(["GET", "HEAD", "POST"])
def let_in_again(request: HttpRequest, practitioner_id: UUID) -> HttpResponse:
    """Take away a colleague's lost means, asked once more; for whoever keeps the accounts."""
    by = here.viewer(request)
    policy.require(by, "web.let_in_again")
    post = posts.post(by, practitioner_id)
    account_id = accounts.of_person(post.person_id)
    address = accounts.addresses_of([post.person_id]).get(post.person_id)
    back = reverse("teams:practitioner", args=[practitioner_id])
    if address is None:
        raise NotAllowed
    if request.method == "POST":
        if account_id is not None:  # else it waits for its owner's yes, and nobody is to know
            actions.let_in_again(
                person_id=post.person_id,
                account_id=account_id,
                address=address,
                tell=adapters.mail(request, "web.let_in_again", by.language),
                by=by,
            )
        messages.success(request, _("They can sign in by mailed code again, and are told by mail."))
        return HttpResponseRedirect(back)
    asked = {
        "question": _("Did %(name)s lose the second way to sign in?") % {"name": post.name},
        "then": [
            _("Speak with them first, so that you know it is they who ask."),
            _(
                "Their passkeys, their app and their spare codes are taken away, and every session "
                "of theirs ends. They sign in by mailed code and are told by mail that it was you "
                "who keeps the accounts."
            ),
        ],
        "yes": _("Take them away"),
        "back": _("Back, without a change"),
        "back_href": back,
    }
    return render(request, "web/confirm.html", asked)
