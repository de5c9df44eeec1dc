"""Addresses of this room."""

from django.urls import path

from withness.days.views import caller, day, mine, who

app_name = "days"
urlpatterns = [
    path("", day.day, name="day"),
    path("mine/", mine.mine, name="mine"),
    path("what-happens/", mine.what_happens, name="what_happens"),
    path("who/", who.who, name="who"),
    path("caller/", caller.caller, name="caller"),
    path("caller/take-back/", caller.take_back, name="take_back"),
]
