"""Addresses of the demo; included in demo mode only."""

from django.urls import path

from withness.demo import views

app_name = "demo"
urlpatterns = [
    path("as/", views.choose, name="choose"),
    path("as/<slug:name>/", views.look, name="as"),
]
