"""The product's addresses, with an empty view and the ordinary twins beside them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from benchmarks.pages import ordinary
from withness.web.urls import inside


def empty(_request: HttpRequest) -> HttpResponse:
    """Answer nothing, behind every layer of the house."""
    return HttpResponse("")


urlpatterns = [
    *inside.urlpatterns,
    path("bench/empty/", empty),
    path("bench/day/", ordinary.day),
    path("bench/promises/", ordinary.promises),
    path("bench/networks/", ordinary.networks),
    path("bench/record/<uuid:network_id>/", ordinary.record),
    path("bench/careful/day/", ordinary.day, {"careful": True}),
    path("bench/careful/promises/", ordinary.promises, {"careful": True}),
    path("bench/careful/networks/", ordinary.networks, {"careful": True}),
    path("bench/careful/record/<uuid:network_id>/", ordinary.record, {"careful": True}),
]
handler400, handler403 = inside.handler400, inside.handler403
handler404, handler500 = inside.handler404, inside.handler500
