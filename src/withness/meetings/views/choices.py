"""What the forms of this room let one choose from, gathered for one network."""

from uuid import UUID

from withness.meetings.forms.arranging import Choices
from withness.networks.queries import members
from withness.networks.queries.networks import NetworkFact
from withness.people.queries import persons
from withness.service.queries import ServiceFact
from withness.teams.queries import places, practitioners
from withness.values.rules.viewer import Viewer


def of_network(
    viewer: Viewer, network: NetworkFact, service: ServiceFact, team_id: UUID
) -> Choices:
    """Return who and what can be chosen for a meeting of a network, by whoever looks after it."""
    belonging = members.of(viewer, network.id)
    people = tuple(one for one in belonging if one.practitioner_id is None)
    return Choices(
        people=people,
        team=practitioners.all_working(),
        belonging=frozenset(
            one.practitioner_id for one in belonging if one.practitioner_id and one.still_here
        ),
        rooms=places.of_team(team_id),
        languages=tuple(dict.fromkeys([network.language, *service.languages])),
        reaches=persons.reaches_of_all(one.person_id for one in people),
        usual_travel=service.travel_minutes,
    )
