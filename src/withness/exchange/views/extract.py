"""The extract of a meeting: look, hand over, and see what was handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from withness.consents.queries import sharing
from withness.consents.words import outside as consents
from withness.exchange.actions import handing
from withness.exchange.forms.extract import HandOverForm, NumberForm
from withness.exchange.queries import extract as queries
from withness.exchange.queries import handed as handings
from withness.exchange.rules import extract as rules
from withness.exchange.rules import safe
from withness.exchange.rules.states import Form
from withness.exchange.views import sheet as sheets
from withness.exchange.views.importing import csv_file
from withness.exchange.words import files as words
from withness.networks.queries import networks
from withness.people.views import here, refusing
from withness.trail import actions as trail


@require_http_methods(["GET", "HEAD", "POST"])
def extract(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the extract of a held meeting; on POST hand it over or keep a patient number."""
    viewer = here.viewer(request)
    found = queries.of(viewer, meeting_id)
    number = NumberForm({"number": found.patient_number})
    if request.method == "POST" and "number" in request.POST:
        number = NumberForm(request.POST)
        if number.is_valid() and _keep_number(request, found, number):
            return redirect("exchange:extract", meeting_id)
    form = HandOverForm(None if "number" in request.POST else request.POST or None)
    if request.method == "POST" and "number" not in request.POST:
        handed = _hand_over(request, meeting_id, form)
        if handed is not None:
            return handed
    trail.read(
        "exchange.extract", by=viewer, right=found.right, about=meeting_id, network=found.network_id
    )
    context = {
        "extract": found,
        "rows": sheets.rows(found, with_number=False),
        "handed": [
            (one, words.FORMS[one.form])
            for one in handings.handed_over(viewer, found.network_id)
            if one.meeting_id == meeting_id
        ],
        "number": number,
        "form": form,
        "allowed": sharing.record_allows(found.network_id, rules.MATTERS, timezone.now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "exchange/extract.html", context, status=status)


def _keep_number(request: HttpRequest, found: queries.ExtractFact, form: NumberForm) -> bool:
    with refusing.Kindly(lambda why: form.add_error("number", words.refusal(why))):
        handing.note_number(
            network_id=found.network_id,
            number=form.cleaned_data["number"],
            by=here.viewer(request),
        )
        messages.success(request, _("The number is kept."))
        return True
    return False


def _hand_over(request: HttpRequest, meeting_id: UUID, form: HandOverForm) -> HttpResponse | None:
    said = request.POST.get("form", "")
    if said not in set(Form) or not form.is_valid():
        return None if form.errors else redirect("exchange:extract", meeting_id)
    with refusing.Kindly(lambda why: form.add_error("reason", consents.refusal(why))):
        extract_id = handing.hand_over(
            meeting_id=meeting_id,
            form=Form(said),
            with_number=form.cleaned_data["with_number"],
            by=here.viewer(request),
            reason=form.cleaned_data["reason"],
        )
        return redirect("exchange:sheet", extract_id)
    return None


@require_safe
def sheet(request: HttpRequest, extract_id: UUID) -> HttpResponse:
    """Show an extract that was handed over, in the form it left in."""
    viewer = here.viewer(request)
    found = queries.sheet(viewer, extract_id)
    rows = sheets.rows(found.extract, with_number=found.with_number)
    if found.form == Form.CSV:
        return csv_file("extract.csv", safe.written(zip(*rows, strict=True)))
    context = {"extract": found.extract, "rows": rows, "text": sheets.text(rows)}
    page = "exchange/paper.html" if found.form == Form.PRINT else "exchange/copy.html"
    return render(request, page, context)


@require_safe
def handed(request: HttpRequest, network_id: UUID) -> HttpResponse:
    """Show everyone in a network what was handed over about it, by whom and when."""
    viewer = here.viewer(request)
    network = networks.one(viewer, network_id)
    found = handings.handed_over(viewer, network_id)
    by_link = viewer.practitioner_id is None
    context = {
        "network": network,
        "rows": [(one, words.FORMS[one.form]) for one in found],
        "base": "web/member.html" if by_link else "web/page.html",
        "for_member": by_link,
    }
    return render(request, "exchange/handed.html", context)
