"""The product's addresses, with an empty view and the ordinary twins beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.pages.ordinary.day import day
from benchmarks.pages.ordinary.networks import networks
from benchmarks.pages.ordinary.promises import promises
from benchmarks.pages.ordinary.record import record
from withness.web.urls import inside


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer nothing, behind every layer of the house."""
    return HttpResponse("")


urlpatterns = [
    *inside.urlpatterns,
    path("bench/empty/", empty),
    path("bench/day/", day),
    path("bench/promises/", promises),
    path("bench/networks/", networks),
    path("bench/record/<uuid:network_id>/", record),
    path("bench/careful/day/", day, {"careful": True}),
    path("bench/careful/promises/", promises, {"careful": True}),
    path("bench/careful/networks/", networks, {"careful": True}),
    path("bench/careful/record/<uuid:network_id>/", record, {"careful": True}),
]
handler400, handler403 = inside.handler400, inside.handler403
handler404, handler500 = inside.handler404, inside.handler500
