"""Addresses of this room."""

from django.urls import path

from withness.people.views import own

app_name = "people"
urlpatterns = [
    path("own/", own.own, name="own"),
    path("own/name/", own.name, name="own_name"),
    path("own/reach/", own.reach, name="own_reach"),
    path("own/reach/<uuid:reach_id>/", own.change_reach, name="change_reach"),
    path("own/reach/<uuid:reach_id>/end/", own.end_reach, name="end_reach"),
    path("own/language/", own.language, name="own_language"),
    path("own/links/<uuid:link_id>/end/", own.end_link, name="end_link"),
]
