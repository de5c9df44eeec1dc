"""Addresses of this room."""

from django.urls import path

from withness.delivery import views

app_name = "delivery"
urlpatterns = [
    path("", views.post, name="post"),
    path("<uuid:message_id>/", views.message, name="message"),
    path("<uuid:message_id>/letter/", views.letter, name="letter"),
    path("<uuid:message_id>/care/", views.care, name="care"),
]
