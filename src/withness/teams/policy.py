"""Who may do what in this room.

Everybody who works here sees the team alike. Hours, absences and calendars are changed by the one
whose they are. A duty lets somebody keep the rota, the accounts or the settings, and no more.
"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from withness.access.policy import NOTHING, Condition, Deed, all_of, keeps, works_here
from withness.teams.models import Absence, Calendar, Holding, Place, Practitioner, Team, Turn
from withness.values.rules.viewer import Duty, Viewer, Way


def _works(viewer: Viewer) -> bool:
    return viewer.practitioner_id is not None and viewer.way == Way.SIGNED_IN


def _own(name: str, column: str, because: Any) -> Condition:
    """Return the condition that the row is about the viewer's own post, signed in."""
    return Condition(
        name,
        because,
        holds=lambda viewer, row: _works(viewer) and getattr(row, column) == viewer.practitioner_id,
        where=lambda viewer: Q(**{column: viewer.practitioner_id}) if _works(viewer) else NOTHING,
    )


is_here = Condition(
    "is_of_this_service",
    _("it is of your own service"),
    holds=lambda viewer, row: row.service_id == viewer.service_id,
    where=lambda viewer: Q(service_id=viewer.service_id),
)
is_own_post = _own("is_own_post", "id", _("it is your own work"))
is_own_time = _own("is_own_time", "practitioner_id", _("it is your own time"))
is_own_duty = _own("is_own_duty", "practitioner_id", _("it is your own duty"))

keeps_rota = keeps(Duty.ROTA)
keeps_accounts = keeps(Duty.ACCOUNTS)
keeps_settings = keeps(Duty.SETTINGS)

DEEDS = (
    Deed("teams.see", _("see who works here and who is on duty"), None, (all_of(works_here),)),
    Deed("teams.read", _("read who works in a team"), Team, (all_of(works_here, is_here),)),
    Deed("teams.read_places", _("read the places"), Place, (all_of(works_here, is_here),)),
    Deed("teams.read_own", _("read one's own hours"), Practitioner, (all_of(is_own_post),)),
    Deed("teams.change_hours", _("change one's own hours"), Practitioner, (all_of(is_own_post),)),
    Deed("teams.be_away", _("say when one is away"), Practitioner, (all_of(is_own_post),)),
    Deed("teams.end_absence", _("take back an absence"), Absence, (all_of(is_own_time),)),
    Deed("teams.add_calendar", _("add a calendar"), Practitioner, (all_of(is_own_post),)),
    Deed("teams.end_calendar", _("take a calendar away"), Calendar, (all_of(is_own_time),)),
    Deed("teams.add_turn", _("put somebody on the rota"), Team, (all_of(keeps_rota, is_here),)),
    Deed("teams.end_turn", _("take a turn off the rota"), Turn, (all_of(keeps_rota, is_here),)),
    Deed(
        "teams.add_practitioner", _("add somebody who works here"), None, (all_of(keeps_accounts),)
    ),
    Deed(
        "teams.change_practitioner",
        _("change somebody's post"),
        Practitioner,
        (all_of(keeps_accounts, is_here),),
    ),
    Deed("teams.give_duty", _("give a duty"), Practitioner, (all_of(keeps_accounts, is_here),)),
    Deed(
        "teams.end_duty",
        _("end a duty"),
        Holding,
        (all_of(keeps_accounts, is_here), all_of(is_own_duty)),
    ),
    Deed("teams.add_place", _("add a place"), Team, (all_of(keeps_settings, is_here),)),
    Deed("teams.change_place", _("change a place"), Place, (all_of(keeps_settings, is_here),)),
    Deed("teams.add_team", _("add a team"), None, (all_of(keeps_settings),)),
    Deed("teams.change_team", _("change a team"), Team, (all_of(keeps_settings, is_here),)),
)
