"""Addresses of this room."""

from django.urls import path

from withness.exchange.views import downtime, extract, importing

app_name = "exchange"
urlpatterns = [
    path("import/", importing.bring, name="import"),
    path("import/networks.csv", importing.template, name="template"),
    path("import/<uuid:arrival_id>/", importing.arrival, name="arrival"),
    path("import/<uuid:arrival_id>/rows.csv", importing.faults, name="faults"),
    path("extract/<uuid:meeting_id>/", extract.extract, name="extract"),
    path("sheet/<uuid:extract_id>/", extract.sheet, name="sheet"),
    path("handed/<uuid:network_id>/", extract.handed, name="handed"),
    path("downtime/", downtime.downtime, name="downtime"),
]
