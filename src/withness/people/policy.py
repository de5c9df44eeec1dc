"""Who may see and change what is kept about a person."""

from django.utils.translation import gettext_lazy as _

from withness.access.policy import Deed, all_of, anyone, is_person, keeps, works_here
from withness.people.models import Back, Link, Person, Reach, Trusted, Visit
from withness.values.rules.viewer import Duty

is_oneself = is_person("is_oneself", _("it is about you"), "pk")
is_own_reach = is_person("is_own_reach", _("it is how to reach you"))
is_own_link = is_person("is_own_link", _("it is your own link"))
is_own_visit = is_person("is_own_visit", _("it is a device on which your own page is open"))
is_named_by_oneself = is_person("is_named_by_oneself", _("you named them yourself"))
is_own_way_back = is_person("is_own_way_back", _("it is about your own page"))

DEEDS = (
    Deed("people.read_own", _("read what is kept about oneself"), Person, (all_of(is_oneself),)),
    Deed("people.change_name", _("change one's own name"), Person, (all_of(is_oneself),)),
    Deed("people.change_reach", _("change how to reach oneself"), Reach, (all_of(is_own_reach),)),
    Deed("people.revoke_link", _("end one's own link"), Link, (all_of(is_own_link),)),
    Deed(
        "people.change_door",
        _("choose how one proves that a link is one's own, and end one's open devices"),
        Person,
        (all_of(is_oneself),),
    ),
    Deed("people.end_visit", _("end one's own page on a device"), Visit, (all_of(is_own_visit),)),
    Deed(
        "people.end_named",
        _("take back whom one named to help one back in"),
        Trusted,
        (all_of(is_named_by_oneself),),
    ),
    Deed(
        "people.stop_back",
        _("stop a way back to one's own page"),
        Back,
        (all_of(is_own_way_back),),
    ),
    Deed(
        "people.join",
        _("say that a post with one's own work address is one's own"),
        None,
        (all_of(anyone),),
    ),
    Deed("people.prove", _("prove that a link is one's own"), None, (all_of(anyone),)),
    Deed(
        "people.ask_back",
        _("ask the people one named to help one back in"),
        None,
        (all_of(anyone),),
    ),
    Deed(
        "people.set_door",
        _("set how long links and visits last, and who needs a proof"),
        None,
        (all_of(keeps(Duty.SETTINGS)),),
    ),
    Deed("people.add", _("write down somebody's name"), None, (all_of(works_here),)),
    Deed("people.keep_accounts", _("give and end accounts"), None, (all_of(keeps(Duty.ACCOUNTS)),)),
)
