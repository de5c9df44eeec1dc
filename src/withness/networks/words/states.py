"""Where a network is, whose word it was, and how people belong."""

from django.utils.translation import gettext_lazy

from withness.networks.rules.states import Said, State, WhoseReason
from withness.values.rules.viewer import Belonging

STATES = {
    State.GATHERING: gettext_lazy("The network is gathering. The first meeting is still to come."),
    State.MEETING: gettext_lazy("The network meets."),
    State.RESTING: gettext_lazy("The network rests. The same people can take it up again."),
    State.ENDED: gettext_lazy("The network has ended."),
}
SHORT = {
    State.GATHERING: gettext_lazy("Gathering"),
    State.MEETING: gettext_lazy("Meeting"),
    State.RESTING: gettext_lazy("Resting"),
    State.ENDED: gettext_lazy("Ended"),
}
SAID = {
    Said.ROOM: gettext_lazy("When we sat together"),
    Said.TELEPHONE: gettext_lazy("On the telephone"),
    Said.OFFERED: gettext_lazy("Not said yet: the team offers it"),
}
AS = {
    Belonging.MEMBER: gettext_lazy("Somebody close: family, a friend, a neighbour"),
    Belonging.AGENCY: gettext_lazy("Somebody from another service: they come as a guest"),
}
PRACTITIONER = gettext_lazy("practitioner")
PEER = gettext_lazy("peer practitioner")
GUEST = gettext_lazy("comes as a guest, from another service")
THE_PERSON = gettext_lazy("the person we meet for")
YOU = gettext_lazy("you")
OFFERED = gettext_lazy("Offered by the team. %(name)s has not said yes yet.")
OFFERED_TO_YOU = gettext_lazy("Offered by the team. It is for you to say yes or no.")
LEFT_SERVICE = gettext_lazy("No longer works here. Say goodbye aloud, then write it down here.")
WHOSE = {
    WhoseReason.NETWORK: gettext_lazy("The network wishes it so"),
    WhoseReason.STAFF: gettext_lazy("The team has a reason"),
}
