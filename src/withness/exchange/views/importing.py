"""Bringing networks in: choose a file, look at what would happen, bring it in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from withness.access import policy
from withness.exchange.actions import importing as actions
from withness.exchange.forms.importing import FileForm, SaidForm
from withness.exchange.queries import importing
from withness.exchange.rules import networks, safe
from withness.exchange.words import files as words
from withness.people.views import here
from withness.values.rules.refusals import Refusal

SHOWN = 100  # rows of each kind on one page; all of them stand in the file to download


def csv_file(name: str, text: str) -> HttpResponse:
    """Return a table as a download that spreadsheets open in the right letters."""
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Ask for a file and keep it to be looked at."""
    viewer = here.viewer(request)
    policy.require(viewer, "exchange.import")
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            arrival_id = actions.take_in(data=form.cleaned_data["file"].read(), by=viewer)
        except Refusal as why:
            form.add_error("file", words.refusal(why))
        else:
            return redirect("exchange:arrival", arrival_id)
    return render(
        request, "exchange/import.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Answer the template: a head, and rows that explain it and are left out when it comes back."""
    policy.require(here.viewer(request), "exchange.import")
    return csv_file("networks.csv", safe.written([networks.COLUMNS, *_explained()]))


def _explained() -> list[tuple[str, ...]]:
    return [
        (_("# Each row below is one network. Rows that begin with # are left out."),),
        (
            _("# what the team calls it"),
            _("what they want to be called"),
            _("if they have one"),
            _("if they have one"),
            _("en, de or it"),
            _("name = how they belong = how to reach them; next person"),
            _("the same, for people who come from an agency"),
            _("work addresses of those who belong, with blanks between"),
            _("empty if a peer belongs. Otherwise: network (its own wish) or the team's reason"),
            _("only if the other record system needs one"),
        ),
        (
            "# The Hill Street network",
            "Mira",
            "mira@example.net",
            "07700 900001",
            "en",
            "Jonas = my brother = jonas@example.net; Edda = my mum",
            "Dr Hale = my doctor",
            "lena@example.org sol@example.org",
            "",
            "",
        ),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def arrival(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Show what a file would bring in; on POST bring it in, all of it or nothing."""
    viewer = here.viewer(request)
    form = SaidForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.bring_in(arrival_id=arrival_id, said=True, by=viewer)
        except Refusal as why:
            if why.code == "not_allowed":
                raise
            form.add_error(None, words.refusal(why))
        else:
            said = ngettext(
                "%(n)s network was brought in.", "%(n)s networks were brought in.", count
            )
            messages.success(request, said % {"n": count})
            return redirect("exchange:arrival", arrival_id)
    found = importing.arrival(viewer, arrival_id)
    status = 422 if form.errors else 200
    return render(request, "exchange/arrival.html", _page(found, form), status=status)


def _page(found: importing.ArrivalFact, form: SaidForm) -> dict[str, object]:
    plan = found.plan
    if plan is None:
        return {"done": True, "count": found.networks}
    refused = {fault.number for fault in plan.faults}
    return {
        "arrival_id": found.id,
        "form": form,
        "read_as": words.READ_AS[found.read_as],
        "faults": [
            (fault.number, fault.column, words.fault(fault.code, fault.said))
            for fault in plan.faults[:SHOWN]
        ],
        "more_faults": len(plan.faults) > SHOWN,
        "refused": len(refused),
        "new": plan.new[:SHOWN],
        "more_new": max(0, len(plan.new) - SHOWN),
        "count": len(plan.new),
        "here": len(plan.here),
        "unknown": plan.unknown[:SHOWN],
        "remarks": plan.remarks,
    }


@require_safe
def faults(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Answer every refused row with its reason, as a table."""
    plan = importing.arrival(here.viewer(request), arrival_id).plan
    rows = [
        (str(fault.number), fault.column, words.fault(fault.code, fault.said))
        for fault in (plan.faults if plan else ())
    ]
    head = (_("row"), _("column"), _("why"))
    return csv_file("rows.csv", safe.written([head, *rows]))
