"""On what terms one takes part, and what somebody said to them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from withness.access import policy
from withness.consents import models
from withness.consents.rules import terms as rules
from withness.people.queries import persons
from withness.values.rules import wall
from withness.values.rules.viewer import Viewer


@dataclass(frozen=True, slots=True)
class TermsFact:
    """The version that holds. `texts`: language to words."""

    id: UUID
    number: int
    texts: dict[str, str]
    put_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One answer to one version. `writer`: "" where they said it themselves; `said`: wall time."""

    person_id: UUID
    number: int
    answer: rules.Answer
    how: rules.How
    writer: str
    said: datetime


def current() -> TermsFact | None:
    """Return the version that holds in the service in scope, or None."""
    row = (
        models.Terms.objects.order_by("-number").values_list("id", "number", "texts", "put_at")
    ).first()
    return TermsFact(*row) if row else None


def answers(viewer: Viewer, people: list[UUID], zone: str) -> dict[UUID, tuple[AnswerFact, ...]]:
    """Return what these people said, the latest first, as far as the viewer may read it."""
    rows = models.TermsAnswer.objects.filter(person_id__in=people)
    found: dict[UUID, tuple[AnswerFact, ...]] = {}
    columns = (
        "person_id", "terms__number", "answer", "how", "written_by_id", "written_by__name",
        "said_at",
    )  # fmt: skip
    may_read = policy.open_to(viewer, "consents.read_terms_answer", rows)
    for person_id, number, answer, how, by_id, by, at in may_read.order_by(
        "-said_at", "-id"
    ).values_list(*columns):
        fact = AnswerFact(
            person_id,
            number,
            rules.Answer(answer),
            rules.How(how),
            persons.open_name(by_id, by) if by_id != person_id else "",
            wall.wall_time(at, zone),
        )
        found[person_id] = (*found.get(person_id, ()), fact)
    return found
