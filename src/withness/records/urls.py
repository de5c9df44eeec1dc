"""Addresses of this room."""

from django.urls import path

from withness.records.views import ending, line, live, meeting, record, writing

app_name = "records"
urlpatterns = [
    path("network/<uuid:network_id>/", record.network, name="network"),
    path("live/<uuid:meeting_id>/", live.live, name="live"),
    path("meeting/<uuid:meeting_id>/", meeting.meeting, name="meeting"),
    path("meeting/<uuid:meeting_id>/lines/", meeting.lines, name="lines"),
    path("meeting/<uuid:meeting_id>/here/", meeting.who, name="here"),
    path("meeting/<uuid:meeting_id>/came/", meeting.came, name="came"),
    path("meeting/<uuid:meeting_id>/come/", meeting.come, name="come"),
    path("meeting/<uuid:meeting_id>/step/", meeting.step, name="step"),
    path("meeting/<uuid:meeting_id>/write/", writing.write, name="write"),
    path("meeting/<uuid:meeting_id>/for/", writing.for_somebody, name="for"),
    path("meeting/<uuid:meeting_id>/pass/", writing.pass_round, name="pass"),
    path("meeting/<uuid:meeting_id>/pass/<uuid:person_id>/", writing.turn, name="turn"),
    path("meeting/<uuid:meeting_id>/agree/", ending.agree, name="agree"),
    path("meeting/<uuid:meeting_id>/no-decision/", ending.no_decision, name="no_decision"),
    path("meeting/<uuid:meeting_id>/strike/", ending.strike, name="strike"),
    path("meeting/<uuid:meeting_id>/open/", ending.wonder, name="wonder"),
    path("meeting/<uuid:meeting_id>/let-go/", ending.let_go, name="let_go"),
    path("meeting/<uuid:meeting_id>/next/", ending.next_time, name="next"),
    path("meeting/<uuid:meeting_id>/close/", ending.close, name="close"),
    path("line/<uuid:line_id>/", line.line, name="line"),
    path("line/<uuid:line_id>/change/", line.change, name="change"),
    path("line/<uuid:line_id>/take-back/", line.take_back, name="take_back"),
    path("line/<uuid:line_id>/yes/", line.say_yes, name="yes"),
    path("line/<uuid:line_id>/heard/", line.note_yes, name="heard"),
    path("line/<uuid:line_id>/readers/", line.choose_readers, name="readers"),
    path("line/<uuid:line_id>/open-to/", line.open_to, name="open_to"),
    path("<uuid:meeting_id>/", record.record, name="record"),
]
