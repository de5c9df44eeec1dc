"""Who puts a study up, and who says yes or no to it. An answer is read by whoever gave it."""

from django.utils.translation import gettext_lazy as _

from withness.access.policy import Deed, all_of, keeps, works_here
from withness.consents.models.research import StudyAnswer
from withness.consents.policy import outside, terms
from withness.networks import policy as networks
from withness.networks.models import Membership
from withness.people import policy as people
from withness.people.models import Person
from withness.values.rules.viewer import Duty

DEEDS = (
    Deed(
        "consents.answer_study",
        _("say yes or no to a study"),
        Person,
        (all_of(people.is_oneself, terms.has_a_place),),
    ),
    Deed(
        "consents.write_down_study",
        _("write down somebody's answer to a study"),
        Membership,
        (all_of(networks.place_beside, works_here, networks.is_present, networks.comes_by_link),),
    ),
    Deed(
        "consents.read_study_answer",
        _("read what one said to a study"),
        StudyAnswer,
        (all_of(outside.is_own),),
    ),
    Deed(
        "consents.put_study",
        _("put a study up, or end it"),
        None,
        (all_of(keeps(Duty.DATA_PROTECTION)),),
    ),
)
