"""Addresses of this room."""

from django.urls import path

from withness.consents.views import (
    demand,
    glass,
    outside,
    outside_set,
    research,
    sharing,
    speaking,
    terms,
)

app_name = "consents"
about = "network/<uuid:network_id>/people/<uuid:person_id>/"
urlpatterns = [
    path("", outside.own, name="own"),
    path("<uuid:consent_id>/", outside.change, name="change"),
    path("<uuid:consent_id>/again/", outside.again, name="again"),
    path("<uuid:consent_id>/words/", outside.history, name="history"),
    path("<uuid:consent_id>/take-back/", outside.take_back, name="take_back"),
    path("<uuid:consent_id>/yes/", outside.say_yes, name="yes"),
    path("<uuid:consent_id>/no/", outside.say_no, name="no"),
    path("<uuid:consent_id>/for/", speaking.narrow, name="less_for"),
    path("<uuid:consent_id>/for/again/", speaking.again, name="again_for"),
    path("<uuid:consent_id>/for/take-back/", speaking.take_back, name="take_back_for"),
    path("network/<uuid:network_id>/", sharing.network, name="network"),
    path("network/<uuid:network_id>/told/", sharing.told, name="told"),
    path(f"{about}give/", outside.give, name="give"),
    path(f"{about}for/", speaking.for_them, name="for_them"),
    path(f"{about}for/give/", speaking.give, name="give_for"),
    path(f"{about}tell/", sharing.tell, name="tell"),
    path(f"{about}terms/", terms.for_somebody, name="terms_for"),
    path(f"{about}study/", research.for_somebody, name="study_for"),
    path("terms/", terms.own, name="terms"),
    path("research/", research.own, name="research"),
    path("research/<uuid:study_id>/", research.study, name="study"),
    path("studies/", research.studies, name="studies"),
    path("studies/<uuid:study_id>/close/", research.close, name="close_study"),
    path("settings/", outside_set.settings, name="settings"),
    path("settings/terms/", outside_set.settings_terms, name="settings_terms"),
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
