"""Who may change a service."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of, anyone, keeps
from withness.service.models import Fact, Service
from withness.values.rules.viewer import Duty

is_this_service = Condition(
    "is_this_service",
    _("it is your own service"),
    holds=lambda viewer, service: service.pk == viewer.service_id,
    where=lambda viewer: Q(pk=viewer.service_id),
)
is_law_here = Condition(
    "is_law_here",
    _("it is about the place of your own service"),
    holds=lambda viewer, fact: fact.service_id == viewer.service_id,
    where=lambda viewer: Q(service_id=viewer.service_id),
)

DEEDS = (
    Deed(
        "service.read",
        _("read a service's public page"),
        Service,
        (all_of(anyone, is_this_service),),
    ),
    Deed(
        "service.change",
        _("change a service's settings"),
        Service,
        (all_of(keeps(Duty.SETTINGS), is_this_service),),
    ),
    Deed(
        "service.read_law",
        _("read what the law of the place says, as the service keeps it"),
        Fact,
        (all_of(anyone, is_law_here),),
    ),
    Deed(
        "service.set_law",
        _("write down what the law of the place says from a day on"),
        None,
        (all_of(keeps(Duty.SETTINGS)),),
    ),
    Deed(
        "service.look_again_at_law",
        _("write down that a fact of the law was looked at again"),
        Fact,
        (
            all_of(keeps(Duty.SETTINGS), is_law_here),
            all_of(keeps(Duty.DATA_PROTECTION), is_law_here),
        ),
    ),
)
