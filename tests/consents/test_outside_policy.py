"""Who decides what may be told, who tells, who sees it: from the side of the refused, and both
ways of asking saying the same.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.consents import said
from withness.access import policy
from withness.consents import models
from withness.consents.policy import outside, research, terms
from withness.networks.models import Membership
from withness.values.rules.viewer import Belonging, Seat, Viewer, Way

EVERYBODY = (
    "lena", "sol", "pavel", "ines", "noor", "mira", "jonas", "edda", "tarek", "hale", "ruben",
    "ottilie",
)  # fmt: skip
DEEDS = (*outside.DEEDS, *terms.DEEDS, *research.DEEDS)
WITH_TABLE = [deed for deed in DEEDS if deed.about is not None]


def allowed(cast, deed, row=None):
    return {name for name in EVERYBODY if policy.may(cast.viewer(name), deed, row)}


def place_of(cast, name):
    return Membership.objects.get(network=cast.network, person=cast.person(name))


def test_each_decides_about_themselves_alone(cast):
    """Not only the person at the centre: a brother decides about his, and nobody else does."""
    for name in ("mira", "jonas", "hale"):
        assert allowed(cast, "consents.give", place_of(cast, name)) == {name}
        assert allowed(cast, "consents.write_down", place_of(cast, name)) == {"lena", "sol"}
    assert allowed(cast, "consents.give", place_of(cast, "ruben")) == set(), "he has left"
    assert allowed(cast, "consents.write_down", place_of(cast, "lena")) == set()


def test_what_somebody_allowed_is_read_by_them_and_their_practitioners(cast):
    row = said.consent(cast.network, cast.jonas)
    assert allowed(cast, "consents.read", row) == {"jonas", "lena", "sol"}
    assert allowed(cast, "consents.change", row) == {"jonas"}
    assert allowed(cast, "consents.take_back", row) == {"jonas", "lena", "sol"}


def test_who_left_still_takes_back_and_nobody_there_reads_it_any_more(cast):
    row = said.consent(cast.network, cast.ruben)
    assert allowed(cast, "consents.read", row) == {"ruben"}
    assert allowed(cast, "consents.take_back", row) == {"ruben"}
    assert allowed(cast, "consents.change", row) == set()


def test_only_a_practitioner_who_belongs_tells(cast):
    """Promise 4: no duty tells anything outside."""
    assert allowed(cast, "consents.tell", cast.network) == {"lena", "sol"}


def test_promise_19_everyone_in_the_network_sees_what_was_told(cast):
    row = said.told(cast.network, cast.mira, cast.lena.person)
    assert allowed(cast, "consents.see_told", row) == {
        "mira", "jonas", "edda", "tarek", "lena", "sol",
    }  # fmt: skip


def test_promise_1_who_joins_later_reads_from_their_joining_on(cast):
    row = said.told(
        cast.network, cast.mira, cast.lena.person, told_at=timezone.now() - timedelta(days=6)
    )
    assert allowed(cast, "consents.see_told", row) == {"mira", "jonas", "edda", "lena", "sol"}


def test_a_quiet_word_is_seen_by_nobody_else(cast):
    consent = said.consent(cast.network, cast.edda, name="The refuge", quiet=True)
    row = said.told(cast.network, cast.edda, cast.lena.person, consent=consent, quiet=True)
    assert allowed(cast, "consents.see_told", row) == {"edda", "lena", "sol"}


def test_answers_to_studies_are_read_by_nobody_else(cast):
    study = said.study(cast.riverside, cast.noor.person)
    row = models.StudyAnswer.objects.create(
        service=cast.riverside, study=study, person=cast.mira, number=1, answer="yes",
        how="themselves", written_by=cast.mira, said_at=timezone.now(),
    )  # fmt: skip
    assert allowed(cast, "consents.read_study_answer", row) == {"mira"}
    assert allowed(cast, "consents.put_study") == {"noor"}


def test_an_answer_to_the_terms_is_read_by_those_who_meet_them(cast):
    row = models.TermsAnswer.objects.create(
        service=cast.riverside, terms=said.terms(cast.riverside, cast.noor.person),
        person=cast.edda, answer="no", how="paper", written_by=cast.lena.person,
        said_at=timezone.now(),
    )  # fmt: skip
    assert allowed(cast, "consents.read_terms_answer", row) == {"edda", "lena", "sol"}
    assert allowed(cast, "consents.put_terms") == {"noor"}
    assert allowed(cast, "consents.set") == {"noor"}
    assert allowed(cast, "consents.answer_terms", cast.mira) == {"mira"}


def test_promise_4_duties_open_nothing(cast):
    said.consent(cast.network, cast.mira)
    said.told(cast.network, cast.mira, cast.lena.person)
    noor = cast.viewer("noor")
    for deed in WITH_TABLE:
        assert not policy.open_to(noor, deed.name, deed.about.objects.all()).exists(), deed.name


def _agree(viewer):
    for deed in WITH_TABLE:
        rows = list(deed.about._base_manager.all())
        opened = set(policy.open_to(viewer, deed.name, deed.about._base_manager.all()))
        assert {row for row in rows if policy.may(viewer, deed.name, row)} == opened, deed.name


@pytest.mark.parametrize("name", [*EVERYBODY, "wilhelm", "vera"])
def test_predicate_and_filter_agree_for_the_cast(cast, name):
    for who in ("mira", "edda", "ruben"):
        consent = said.consent(cast.network, cast.who[who])
        said.told(cast.network, cast.who[who], cast.lena.person)
        said.told(cast.network, cast.who[who], cast.lena.person, consent=consent, quiet=True)
    with scope(service=cast.hillside.pk):
        said.consent(cast.foreign, cast.vera)
    with scopes_disabled():
        _agree(cast.viewer(name))


ROWS = st.lists(
    st.tuples(
        st.integers(0, 1),  # network
        st.integers(0, 3),  # person
        st.sampled_from([Belonging.MEMBER, Belonging.AGENCY, Belonging.PRACTITIONER]),
        st.booleans(),  # has left
        st.integers(-9, 9),  # told so many days after they joined
        st.booleans(),  # on a quiet word
    ),
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=ROWS, way=st.sampled_from(Way), works=st.booleans())
def test_predicate_and_filter_agree_on_any_service(db, story, way, works):
    house = make.service(f"s{uuid4().hex[:10]}")
    now = timezone.now()
    with scope(service=house.pk):
        team = make.team(house)
        staff = [make.practitioner(team, f"P{n}", hours="") for n in range(2)]
        people = [make.person(house, f"M{n}") for n in range(4)]
        networks = [make.network(team, make.person(house, "C")) for _ in range(2)]
        taken = set()
        for which, who, kind, left, days, quiet in story:
            post = staff[who % 2] if kind == Belonging.PRACTITIONER else None
            person = post.person if post else people[who]
            network = networks[which]
            if left or (which, person.pk) not in taken:
                make.joins(
                    network, person, kind, practitioner=post, joined_at=now,
                    left_at=now if left else None,
                )  # fmt: skip
            if not left:
                taken.add((which, person.pk))
            consent = said.consent(network, person)
            said.told(
                network, person, staff[0].person, told_at=now + timedelta(days=days),
                consent=consent if quiet else None, quiet=quiet,
            )  # fmt: skip
        for person in [staff[0].person, *people[:2], networks[0].centre]:
            seats = tuple(
                Seat(m.network_id, Belonging(m.belonging), m.joined_at, m.left_at)
                for m in Membership.objects.filter(person=person)
            )
            _agree(
                Viewer(
                    house.pk,
                    way,
                    None if way == Way.NOBODY else person.pk,
                    staff[0].pk if works else None,
                    seats=() if way == Way.NOBODY else seats,
                )
            )
