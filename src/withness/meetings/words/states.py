"""Where a meeting is, what kind of place it has, what people answer, how they came."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.delivery.rules.states import State as MessageState
from withness.delivery.rules.states import Way
from withness.meetings.rules.peer import Whose
from withness.meetings.rules.states import Answer, Came, State, Step, Where

Words = str | Promise

STATES: dict[State, Words] = {
    State.AGREED: _("This meeting is agreed."),
    State.UNDER_WAY: _("This meeting is taking place now."),
    State.HELD: _("This meeting took place."),
    State.CALLED_OFF: _("This meeting was called off."),
}
WHERE: dict[Where, Words] = {
    Where.HOME: _("At home"),
    Where.CLINIC: _("In one of our rooms"),
    Where.WARD: _("On a ward"),
    Where.ONLINE: _("Online"),
    Where.ELSEWHERE: _("Somewhere else"),
}
ANSWERS: dict[Answer, Words] = {
    Answer.COMING: _("I am coming"),
    Answer.ONLINE: _("I am joining online or by telephone"),
    Answer.PART: _("I can be there for a part of it"),
    Answer.NOT_NOW: _("Not this time"),
}
THEY: dict[Answer, Words] = {
    Answer.NONE: _("has not said yet"),
    Answer.COMING: _("is coming"),
    Answer.ONLINE: _("is joining online or by telephone"),
    Answer.PART: _("can be there for a part of it"),
    Answer.NOT_NOW: _("not this time"),
}
FOR_THEM: dict[Answer, Words] = {
    Answer.COMING: _("They are coming"),
    Answer.ONLINE: _("They are joining online or by telephone"),
    Answer.PART: _("They can be there for a part of it"),
    Answer.NOT_NOW: _("Not this time"),
}
CAME: dict[Came, Words] = {
    Came.ROOM: _("here"),
    Came.ONLINE: _("here online"),
    Came.TELEPHONE: _("here by telephone"),
    Came.MISSED: _("missing"),
}
STEPS: dict[Step, Words] = {
    Step.GATHERING: _("Gathering"),
    Step.OPENING: _("Opening"),
    Step.TALKING: _("Talking"),
    Step.REFLECTING: _("Reflecting"),
    Step.CLOSING: _("Closing"),
}
WHOSE: dict[Whose, Words] = {
    Whose.NETWORK: _("The network wishes it. No reason is asked."),
    Whose.STAFF: _("It is our decision. I say why below."),
}
WAYS: dict[Way, Words] = {
    Way.MAIL: _("by mail"),
    Way.SMS: _("by text message"),
    Way.LETTER: _("by letter"),
    Way.TOLD: _("we tell them ourselves"),
}
SENT: dict[MessageState, Words] = {
    MessageState.WAITING: _("on its way"),
    MessageState.SENDING: _("on its way"),
    MessageState.SENT: _("sent"),
    MessageState.UNSURE: _("perhaps not arrived"),
    MessageState.FAILED: _("could not be sent"),
    MessageState.CALLED_OFF: _("called off"),
}
