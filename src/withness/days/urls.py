"""Addresses of this room."""

from django.urls import URLPattern

app_name = "days"
urlpatterns: list[URLPattern] = []
