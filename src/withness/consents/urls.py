"""Addresses of this room."""

from django.urls import path

from withness.consents.views import demand, glass

app_name = "consents"
urlpatterns = [
    path("glass/", glass.find, name="glass"),
    path("glass/<uuid:network_id>/", glass.open_one, name="break_glass"),
    path("glass/<uuid:glass_id>/close/", glass.close, name="close_glass"),
    path("opened/<uuid:network_id>/", glass.opened_before, name="opened"),
    path("openings/", glass.openings, name="openings"),
    path("demands/", demand.demands, name="demands"),
    path("demands/new/", demand.new, name="new_demand"),
    path("demands/duties/", demand.name_duties, name="demand_duties"),
    path("demands/<uuid:demand_id>/", demand.one, name="demand"),
    path("demands/<uuid:demand_id>/confirm/", demand.confirm, name="confirm_demand"),
    path("demands/<uuid:demand_id>/end/", demand.end, name="end_demand"),
    path("demands/<uuid:demand_id>/telling/", demand.tell, name="tell_demand"),
]
