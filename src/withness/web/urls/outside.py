"""Addresses outside any service."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from withness.teams.views import setup
from withness.web.views import opening, outside, trouble

urlpatterns: list[URLPattern | URLResolver] = [
    path("", outside.root, name="root"),
    path("health", outside.health, name="health"),
    path("metrics", outside.metrics, name="metrics"),
    path("leave/", opening.leave, name="leave"),
    path("setup/", setup.begin, name="setup"),
    path("setup/<slug:step>/", setup.step, name="setup_step"),
]
if settings.WITHNESS_DEMO:
    urlpatterns.append(path("demo/", include("withness.demo.urls")))

handler400 = trouble.bad_request
handler403 = trouble.absent
handler404 = trouble.absent
handler429 = trouble.too_often
handler500 = trouble.broken
