"""Who writes the terms of taking part, who answers them, and who sees an answer."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import Condition, Deed, all_of, keeps, of_viewer, works_here
from withness.consents.models.terms import TermsAnswer
from withness.consents.policy import outside
from withness.networks import policy as networks
from withness.networks.models import Membership
from withness.networks.rules import belonging
from withness.people import policy as people
from withness.people.models import Person
from withness.values.rules.viewer import Belonging, Duty

has_a_place = of_viewer(
    "has_a_place",
    _("you belong to a network, or did"),
    lambda viewer: bool(viewer.seats) and viewer.practitioner_id is None,
)
of_own_network = Condition(
    "of_own_network",
    _("you belong to their network as a practitioner"),
    holds=lambda viewer, answer: Membership.objects.filter(
        person_id=answer.person_id,
        left_at=None,
        network_id__in=belonging.networks_as(viewer, Belonging.PRACTITIONER),
    ).exists(),
    where=lambda viewer: Q(
        Exists(
            Membership.objects.filter(
                person_id=OuterRef("person_id"),
                left_at=None,
                network_id__in=belonging.networks_as(viewer, Belonging.PRACTITIONER),
            )
        )
    ),
)

DEEDS = (
    Deed(
        "consents.answer_terms",
        _("say yes or no to the terms of taking part"),
        Person,
        (all_of(people.is_oneself, has_a_place),),
    ),
    Deed(
        "consents.write_down_terms",
        _("write down somebody's answer to the terms of taking part"),
        Membership,
        (all_of(networks.place_beside, works_here, networks.is_present, networks.comes_by_link),),
    ),
    Deed(
        "consents.read_terms_answer",
        _("read what somebody said to the terms of taking part"),
        TermsAnswer,
        (all_of(outside.is_own), all_of(of_own_network, works_here)),
    ),
    Deed(
        "consents.put_terms",
        _("write the terms of taking part"),
        None,
        (all_of(keeps(Duty.SETTINGS)),),
    ),
)
