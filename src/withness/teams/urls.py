"""Addresses of this room."""

from django.urls import path

from withness.teams.views import law, own, places, rota, settings, team

app_name = "teams"
urlpatterns = [
    path("", team.team, name="team"),
    path("practitioners/new/", team.new, name="practitioner_new"),
    path("practitioners/<uuid:practitioner_id>/", team.practitioner, name="practitioner"),
    path("practitioners/<uuid:practitioner_id>/mail/", team.mail, name="practitioner_mail"),
    path("practitioners/<uuid:practitioner_id>/<str:duty>/give/", team.give, name="give_duty"),
    path("practitioners/<uuid:practitioner_id>/<str:duty>/end/", team.lay_down, name="end_duty"),
    path("own/", own.own, name="own"),
    path("own/hours/", own.own_hours, name="own_hours"),
    path("own/away/", own.away, name="away"),
    path("own/away/<uuid:absence_id>/back/", own.back, name="back"),
    path("own/calendars/file/", own.file, name="calendar_file"),
    path("own/calendars/address/", own.feed, name="calendar_feed"),
    path("own/calendars/<uuid:calendar_id>/end/", own.end_calendar, name="end_calendar"),
    path("rota/", rota.rota, name="rota"),
    path("rota/<uuid:turn_id>/end/", rota.end_turn, name="end_turn"),
    path("places/", places.places, name="places"),
    path("places/<uuid:place_id>/", places.place, name="place"),
    path("places/<uuid:place_id>/close/", places.close, name="close_place"),
    path("places/of/<uuid:team_id>/new/", places.new, name="new_place"),
    path("places/new-team/", places.new_team, name="new_team"),
    path("settings/", settings.overview, name="settings"),
    path("settings/service/", settings.house, name="settings_service"),
    path("settings/numbers/", settings.numbers, name="settings_numbers"),
    path("settings/meeting/", settings.happens, name="settings_happens"),
    path("settings/words/<str:language>/", settings.terms, name="settings_terms"),
    path("law/", law.law, name="law"),
    path("law/bring/", law.bring, name="law_bring"),
    path("law/<uuid:fact_id>/", law.follow, name="law_follow"),
    path("law/<uuid:fact_id>/seen/", law.seen, name="law_seen"),
]
