"""Addresses of this room."""

from django.urls import path

from withness.networks.views import deciding, knowing, life, lists, network, people, practitioners

app_name = "networks"
one = "<uuid:network_id>/"
urlpatterns = [
    path("", lists.all_networks, name="all"),
    path("waiting/", lists.waiting, name="waiting"),
    path("new/", lists.new, name="new"),
    path(one, network.network, name="network"),
    path(f"{one}add/", people.add, name="add"),
    path(f"{one}people/<uuid:person_id>/", network.person, name="person"),
    path(f"{one}people/<uuid:person_id>/part/", people.part, name="part"),
    path(f"{one}people/<uuid:person_id>/how/", people.how, name="how"),
    path(f"{one}people/<uuid:person_id>/yes/", people.say_yes, name="yes"),
    path(f"{one}people/<uuid:person_id>/link/", people.link, name="link"),
    path(f"{one}people/<uuid:person_id>/back/", knowing.know, name="know"),
    path(f"{one}practitioners/", practitioners.practitioners, name="practitioners"),
    path(f"{one}join/", practitioners.join, name="join"),
    path(f"{one}peer/", practitioners.peer, name="peer"),
    path(f"{one}rest/", life.rest, name="rest"),
    path(f"{one}end/", life.end, name="end"),
    path(f"{one}hard/", deciding.hard, name="hard"),
    path(f"{one}people/<uuid:person_id>/young/", deciding.say_young, name="young"),
    path(f"{one}people/<uuid:person_id>/speaks/", deciding.name_proxy, name="name_proxy"),
    path("young/<uuid:young_id>/", deciding.young_alone, name="young_alone"),
    path("speaks/<uuid:proxy_id>/end/", deciding.end_proxy, name="end_proxy"),
    path("removed/<uuid:removal_id>/", deciding.removal, name="removal"),
]
