"""Who may look after messages that have not arrived.

Those who belong to the network a message is about; a message of no network (to a caller, or among
colleagues) everybody who works here. Keeping the rota opens no names (promise 4): only how many.
"""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of, keeps, works_here
from withness.delivery.models import Message
from withness.delivery.rules import private
from withness.values.rules.viewer import Duty

is_of_own_network = Condition(
    "is_of_own_network",
    _("it is about a network you belong to"),
    holds=lambda viewer, message: message.network_id in viewer.networks,
    where=lambda viewer: Q(network_id__in=viewer.networks),
)
is_of_no_network = Condition(
    "is_of_no_network",
    _("it is about no network"),
    holds=lambda _viewer, message: message.network_id is None,
    where=lambda _viewer: Q(network_id=None),
)
is_of_this_service = Condition(
    "is_of_this_service",
    _("it is of your own service"),
    holds=lambda viewer, message: message.service_id == viewer.service_id,
    where=lambda viewer: Q(service_id=viewer.service_id),
)

is_not_private = Condition(
    "is_not_private",
    _("it does not open somebody's own page"),
    holds=lambda _viewer, message: not private.is_private(message.key),
    where=lambda _viewer: ~reduce(or_, (Q(key__startswith=one) for one in private.PRIVATE)),
)

LOOKING_AFTER = (
    all_of(is_of_own_network, works_here, is_of_this_service),
    all_of(is_of_no_network, works_here, is_of_this_service, is_not_private),
)

DEEDS = (
    Deed("delivery.see", _("see what has not arrived"), Message, LOOKING_AFTER),
    Deed("delivery.send_again", _("send a message again"), Message, LOOKING_AFTER),
    Deed("delivery.arrived", _("say that a message arrived"), Message, LOOKING_AFTER),
    Deed("delivery.told", _("say that somebody was told instead"), Message, LOOKING_AFTER),
    Deed("delivery.count", _("see how many have not arrived"), None, (all_of(keeps(Duty.ROTA)),)),
    Deed("delivery.tell", _("write down what was told"), None, (all_of(works_here),)),
)
