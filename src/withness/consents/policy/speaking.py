"""Saying for another what may be told about them: for whom one speaks, until a named day.

What the others in the network do not see is the person's alone: nobody speaks about it for them.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of
from withness.consents.models.outside import Consent, Word
from withness.consents.policy import outside
from withness.networks import policy as networks
from withness.networks.models import Membership, Proxy
from withness.networks.policy import deciding, speaking
from withness.networks.rules.belonging import networks_as
from withness.networks.rules.deciding import SPEAKS, Scope
from withness.values.rules.viewer import Viewer


def shares(viewer: Viewer, now: datetime) -> "QuerySet[Proxy]":
    """Return the proxies by which the viewer agrees for others at that instant.

    They belong to the network and do not work in it: whoever tells gives nobody's yes.
    """
    here = networks_as(viewer, *SPEAKS)
    return deciding.speaks_for(viewer, Scope.SHARING, now).filter(network_id__in=here)


speaks_for_them = speaking.speaks_for_them(shares)
never_quiet = Condition(
    "never_quiet",
    _("the others in the network may see it"),
    holds=lambda _viewer, consent: (
        not Word.objects.filter(consent_id=consent.pk, quiet=True).exists()
    ),
    where=lambda _viewer: ~Q(Exists(Word.objects.filter(consent_id=OuterRef("pk"), quiet=True))),
)

DEEDS = (
    Deed(
        "consents.give_as_proxy",
        _("say what may be told about somebody one speaks for, marked so"),
        Membership,
        (all_of(speaks_for_them, networks.is_present, networks.comes_by_link),),
    ),
    Deed(
        "consents.read_as_proxy",
        _("read what may be told about somebody one speaks for, without their own words"),
        Consent,
        (all_of(speaks_for_them, outside.still_belongs, never_quiet),),
    ),
    Deed(
        "consents.change_as_proxy",
        _("tell less, look again or take back for somebody one speaks for, marked so"),
        Consent,
        (all_of(speaks_for_them, outside.still_belongs, never_quiet),),
    ),
)
