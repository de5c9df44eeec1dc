"""Addresses of this room."""

from django.urls import path

from withness.exchange.views import downtime, extract, held, importing

app_name = "exchange"
urlpatterns = [
    path("import/", importing.bring, name="import"),
    path("import/networks.csv", importing.template, name="template"),
    path("import/<uuid:arrival_id>/", importing.arrival, name="arrival"),
    path("import/<uuid:arrival_id>/rows.csv", importing.faults, name="faults"),
    path("extract/<uuid:meeting_id>/", extract.extract, name="extract"),
    path("sheet/<uuid:extract_id>/", extract.sheet, name="sheet"),
    path("handed/<uuid:network_id>/", extract.handed, name="handed"),
    path("everything/", held.held, name="held"),
    path("forget/", held.forget, name="forget"),
    path("forget/<uuid:person_id>/", held.forget_for, name="forget_for"),
    path("wish/<uuid:wish_id>/leave/", held.leave_it, name="leave_it"),
    path("downtime/", downtime.downtime, name="downtime"),
]
