"""The team, and those who come and go."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from withness.access.rules import NotAllowed
from withness.people.views import here
from withness.teams.actions import practitioners, rota
from withness.teams.forms import fields, posts
from withness.teams.queries import pages, places, teams
from withness.teams.views import asking
from withness.teams.words import duties as words
from withness.values.rules import wall
from withness.values.rules.refusals import Refusal
from withness.values.rules.viewer import Duty, Viewer


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Show who works here, who is on duty now and who is next; everybody in one style."""
    viewer = here.viewer(request)
    standing = pages.now(viewer, timezone.now())
    held: dict[UUID, list[str]] = {}
    for one in pages.duties(viewer):
        held.setdefault(one.practitioner_id, []).append(str(words.NAMES[one.duty]))
    names = dict(fields.LANGUAGES)
    return render(
        request,
        "teams/team.html",
        {
            "teams": [
                (
                    one,
                    wall.wall_time(one.next_at, one.team.zone) if one.next_at else None,
                    [
                        (
                            each,
                            [names.get(code, code) for code in each.languages],
                            held.get(each.id, []),
                        )
                        for each in one.people
                    ],
                )
                for one in standing
            ],
            "keeps_accounts": viewer.has(Duty.ACCOUNTS),
            "keeps_settings": viewer.has(Duty.SETTINGS),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Add somebody who begins to work here."""
    viewer, service = here.viewer(request), here.service(request)
    _keeps_accounts(viewer)
    form = posts.PractitionerForm(
        request.POST if request.method == "POST" else None,
        teams=_teams(),
        near=service.languages,
        today=timezone.now().date(),
        initial={"languages": service.languages[:1]},
    )

    def add(typed: dict[str, Any]) -> None:
        practitioners.add(
            team_id=UUID(typed["team"]),
            name=typed["name"],
            email=typed["email"],
            is_peer=typed["is_peer"],
            languages=typed["spoken"],
            hours=typed["hours"],
            began_on=typed["began_on"],
            by=viewer,
        )

    if request.method == "POST" and asking.tried(form, add):
        return asking.done(
            request, reverse("teams:team"), _("They can sign in now with their work address.")
        )
    return asking.page(request, form, "teams/practitioner_new.html")


@require_http_methods(["GET", "HEAD", "POST"])
def practitioner(request: HttpRequest, practitioner_id: UUID) -> HttpResponse:
    """Change somebody's post, their work address, their duties."""
    viewer, service = here.viewer(request), here.service(request)
    post = pages.post(viewer, practitioner_id)
    form = posts.PostForm(
        request.POST if request.method == "POST" else None,
        teams=_teams(),
        near=[*service.languages, *post.languages],
        places=[(str(one.id), one.name) for one in places.of_team(post.team_id)],
        today=timezone.now().date(),
        initial={
            "team": str(post.team_id),
            "is_peer": post.is_peer,
            "languages": post.languages,
            "base_id": str(post.base_id or ""),
            "last_day": post.last_day,
        },
    )

    def change(typed: dict[str, Any]) -> None:
        practitioners.change(
            practitioner_id=practitioner_id,
            team_id=UUID(typed["team"]),
            is_peer=typed["is_peer"],
            languages=typed["spoken"],
            base_id=UUID(typed["base_id"]) if typed["base_id"] else None,
            last_day=typed["last_day"],
            by=viewer,
        )

    if request.method == "POST" and asking.tried(form, change):
        return asking.done(request, reverse("teams:team"), _("This is kept."))
    return asking.page(
        request,
        form,
        "teams/practitioner.html",
        post=post,
        duties=[(duty, words.NAMES[duty], words.MEANS[duty], duty in post.duties) for duty in Duty],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest, practitioner_id: UUID) -> HttpResponse:
    """Change the work address somebody signs in with."""
    viewer = here.viewer(request)
    post = pages.post(viewer, practitioner_id)
    back = reverse("teams:practitioner", args=[practitioner_id])
    form = posts.MailForm(
        request.POST if request.method == "POST" else None, initial={"email": post.email}
    )

    def change(typed: dict[str, Any]) -> None:
        practitioners.mail(practitioner_id=practitioner_id, email=typed["email"], by=viewer)

    if request.method == "POST" and asking.tried(form, change):
        return asking.done(request, back, _("They sign in with this address from now on."))
    return asking.page(request, form, title=post.name, submit=_("Keep this address"), back=back)


@require_POST
def give(request: HttpRequest, practitioner_id: UUID, duty: str) -> HttpResponse:
    """Give a duty to somebody."""
    rota.give(practitioner_id=practitioner_id, duty=_duty(duty), by=here.viewer(request))
    back = reverse("teams:practitioner", args=[practitioner_id])
    return asking.done(request, back, _("They have this duty now."))


@require_POST
def lay_down(request: HttpRequest, practitioner_id: UUID, duty: str) -> HttpResponse:
    """End somebody's duty."""
    viewer = here.viewer(request)
    back = reverse("teams:practitioner", args=[practitioner_id])
    if not viewer.has(Duty.ACCOUNTS) or (
        viewer.practitioner_id == practitioner_id and duty == Duty.ACCOUNTS
    ):
        back = reverse("teams:team")
    try:
        rota.lay_down(practitioner_id=practitioner_id, duty=_duty(duty), by=viewer)
    except Refusal as refused:
        return asking.not_done(request, back, refused)
    return asking.done(request, back, _("This duty is laid down."))


def _duty(named: str) -> Duty:
    try:
        return Duty(named)
    except ValueError:
        raise NotAllowed from None


def _keeps_accounts(viewer: Viewer) -> None:
    if not viewer.has(Duty.ACCOUNTS):
        raise NotAllowed


def _teams() -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in teams.all_teams()]
