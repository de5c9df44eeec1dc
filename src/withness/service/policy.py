"""Who may change a service."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of, anyone, keeps
from withness.service.models import Service
from withness.values.rules.viewer import Duty

is_this_service = Condition(
    "is_this_service",
    _("it is your own service"),
    holds=lambda viewer, service: service.pk == viewer.service_id,
    where=lambda viewer: Q(pk=viewer.service_id),
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
)
