"""Addresses of this room."""

from django.urls import path

from withness.meetings.views import (
    answering,
    arranging,
    asked,
    changing,
    leaving,
    meeting,
    speaking,
    telling,
)

app_name = "meetings"
urlpatterns = [
    path("arrange/<uuid:network_id>/", arranging.arrange, name="arrange"),
    path("<uuid:meeting_id>/", meeting.meeting, name="meeting"),
    path("<uuid:meeting_id>/move/", changing.move, name="move"),
    path("<uuid:meeting_id>/people/", changing.people, name="people"),
    path("<uuid:meeting_id>/call-off/", changing.call_off, name="call_off"),
    path("<uuid:meeting_id>/begin/", meeting.begin, name="begin"),
    path("<uuid:meeting_id>/came/", meeting.came, name="came"),
    path("<uuid:meeting_id>/step/", meeting.step, name="step"),
    path("asked/", asked.by_link, name="asked"),
    path("invitations/<uuid:invitation_id>/", answering.answer, name="answer"),
    path("invitations/<uuid:invitation_id>/calendar/", answering.calendar, name="calendar"),
    path("invitations/<uuid:invitation_id>/letter/", telling.letter, name="letter"),
    path("invitations/<uuid:invitation_id>/told/", telling.told, name="told"),
    path("left-out/<uuid:left_out_id>/", meeting.speak_up, name="speak_up"),
    path("invitations/<uuid:asked_id>/for/", speaking.answer_for, name="answer_for"),
    path("of/<uuid:network_id>/<uuid:person_id>/danger/", leaving.remove, name="remove"),
    path("of/<uuid:network_id>/<uuid:person_id>/died/", leaving.died, name="died"),
    path("deaths/<uuid:death_id>/undo/", leaving.undo_death, name="undo_death"),
]
