"""A service asks: is this you? Nothing is joined before the yes of whoever it is about."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from withness.access.rules import NotAllowed
from withness.people.actions import accounts
from withness.people.queries import joining
from withness.people.views import here


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask whoever signed in whether a post that carries their address is theirs."""
    account: Any = request.user
    waits = joining.waiting(account.email) if account.is_authenticated else None
    if waits is None:
        raise NotAllowed
    service = here.service(request)
    if request.method == "POST":
        yes = request.POST.get("deed") == "yes"
        accounts.join(
            joining_id=waits,
            account_id=account.pk,
            address=account.email,
            yes=yes,
            service_id=service.id,
        )
        if yes:
            return HttpResponseRedirect(reverse("web:front"))
        messages.success(request, _("Nothing was joined."))
        return HttpResponseRedirect(reverse("web:front"))
    return render(request, "people/joining.html", {"address": account.email})
