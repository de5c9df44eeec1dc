"""Addresses of this room."""

from django.urls import path

from withness.people.views import door, joining, own

app_name = "people"
urlpatterns = [
    path("own/", own.own, name="own"),
    path("own/name/", own.name, name="own_name"),
    path("own/reach/", own.reach, name="own_reach"),
    path("own/reach/<uuid:reach_id>/", own.change_reach, name="change_reach"),
    path("own/reach/<uuid:reach_id>/end/", own.end_reach, name="end_reach"),
    path("own/language/", own.language, name="own_language"),
    path("own/links/<uuid:link_id>/end/", own.end_link, name="end_link"),
    path("own/door/", door.door, name="door"),
    path("own/door/link/", door.new_link, name="new_link"),
    path("own/door/prefer/", door.prefer, name="prefer"),
    path("own/door/close/", door.end_visits, name="end_visits"),
    path("own/door/close/<uuid:visit_id>/", door.end_visit, name="end_visit"),
    path("own/door/stop/<uuid:back_id>/", door.stop, name="stop_back"),
    path("own/word/", door.word, name="own_word"),
    path("own/named/", door.name, name="name"),
    path("own/named/need/", door.need, name="need"),
    path("own/named/<uuid:trusted_id>/end/", door.end_named, name="end_named"),
    path("joining/", joining.join, name="joining"),
    path("settings/", door.settings, name="settings"),
]
