"""Addresses of this room."""

from django.urls import URLPattern

app_name = "consents"
urlpatterns: list[URLPattern] = []
