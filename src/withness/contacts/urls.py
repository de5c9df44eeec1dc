"""Addresses of this room."""

from django.urls import path

from withness.contacts.views import ask, call, contact, link, promises

app_name = "contacts"
urlpatterns = [
    path("ask/", ask.ask, name="ask"),
    path("asked/", ask.asked, name="asked"),
    path("call/", call.call, name="call"),
    path("promises/", promises.promises, name="promises"),
    path("<uuid:contact_id>/", contact.contact, name="contact"),
    path("<uuid:contact_id>/take/", contact.take, name="take"),
    path("<uuid:contact_id>/reached/", contact.reached, name="reached"),
    path("<uuid:contact_id>/end/", contact.end, name="end"),
    path("<uuid:contact_id>/link/", link.link, name="link"),
    path("<uuid:contact_id>/gather/", contact.gather, name="gather"),
]
