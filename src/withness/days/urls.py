"""Addresses of this room."""

from django.urls import path

from withness.days.views import caller

app_name = "days"
urlpatterns = [
    path("caller/", caller.caller, name="caller"),
    path("caller/take-back/", caller.take_back, name="take_back"),
]
