"""A network forms: who may, by whose word, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from withness.access.rules import NotAllowed
from withness.networks import models
from withness.networks.actions import forming
from withness.networks.queries import members, networks
from withness.networks.rules import belonging
from withness.networks.rules.belonging import Named
from withness.networks.rules.states import Said, State
from withness.people import rules as people_rules
from withness.people.models import Person
from withness.trail.models import Entry
from withness.values.rules import text
from withness.values.rules.viewer import Belonging


def names(cast, viewer="mira", network=None):
    return [one.name for one in members.of(cast.viewer(viewer), (network or cast.network).pk)]


def formed(cast, by="pavel", **more):
    return forming.form(
        team_id=cast.team.pk,
        name=more.pop("name", "The Ferry network"),
        language="en",
        by=cast.viewer(by),
        **more,
    )


# ---- forming
def test_a_network_forms_around_the_one_who_asked(cast):
    rosa = make.person(cast.riverside, "Rosa")
    network_id = formed(
        cast, by="lena", centre_id=rosa.pk, practitioner_ids=[cast.lena.pk, cast.ines.pk]
    )
    lena = make.viewer(cast.lena.person)
    fact = networks.one(lena, network_id)
    assert (fact.centre_name, fact.name, fact.state) == (
        "Rosa",
        "The Ferry network",
        State.GATHERING,
    )
    assert [(m.name, m.belonging, m.agreed_how) for m in members.of(lena, network_id)] == [
        ("Rosa", Belonging.CENTRE, Said.OFFERED),
        ("Lena", Belonging.PRACTITIONER, Said.OFFERED),
        ("Ines", Belonging.PRACTITIONER, Said.OFFERED),
    ]
    assert networks.around(rosa.pk) == network_id
    deeds = Entry.objects.filter(network_id=network_id).values_list("deed", flat=True)
    assert sorted(deeds) == ["networks.add"] * 3 + ["networks.form"]


def test_whoever_forms_for_others_does_not_belong_and_reads_nothing(cast):
    """Noor writes a network down for two colleagues; that opens nothing to her (promise 4)."""
    network_id = formed(
        cast,
        by="noor",
        centre_name="Rosa",
        people=[Named("Milan", how="my son"), Named("طارق", how="صديقي")],
        practitioner_ids=[cast.pavel.pk],
        said=Said.ROOM,
        has_met=True,
    )
    pavel = make.viewer(cast.pavel.person)
    assert [m.name for m in members.of(pavel, network_id)] == ["Rosa", "Milan", "طارق", "Pavel"]
    assert networks.one(pavel, network_id).state == State.MEETING
    with pytest.raises(NotAllowed):
        networks.one(make.viewer(cast.noor.person), network_id)


def test_nobody_is_named_while_forming_without_the_persons_word(cast):
    for said in (None, Said.OFFERED, Said.THEMSELVES):
        with pytest.raises(belonging.NoWord):
            formed(cast, centre_name="Rosa", people=[Named("Milan")], said=said)
    assert not Person.objects.filter(made_at__gt=timezone.now() + timedelta(days=1)).exists()
    assert models.Network.objects.count() == 2


def test_nothing_is_half_formed(cast):
    before = Person.objects.count()
    with pytest.raises(belonging.WorksHereNot):
        formed(cast, centre_name="Rosa", practitioner_ids=[cast.wilhelm.pk])
    with pytest.raises(belonging.NobodyNamed):
        formed(cast, centre_name=" ")
    with pytest.raises(belonging.NobodyNamed):
        formed(cast, centre_name="Rosa", name="")
    with pytest.raises(text.TooLong):
        formed(cast, centre_name="R" * 201)
    with pytest.raises(people_rules.NotAMailAddress):
        formed(cast, centre_name="Rosa", reach="ring my friend")
    assert (Person.objects.count(), models.Network.objects.count()) == (before, 2)


def test_there_is_one_living_network_around_a_person(cast):
    with pytest.raises(belonging.HasANetwork):
        formed(cast, centre_id=cast.mira.pk)
    forming.end(network_id=cast.network.pk, by=cast.viewer("mira"))
    assert formed(cast, centre_id=cast.mira.pk)


@pytest.mark.parametrize("name", ["mira", "jonas", "hale", "ruben"])
def test_only_those_who_work_here_write_a_network_down(cast, name):
    with pytest.raises(NotAllowed):
        formed(cast, by=name, centre_name="Rosa")


def test_a_person_of_another_service_is_absent(cast):
    with pytest.raises(NotAllowed):
        formed(cast, centre_id=cast.vera.pk)


# ---- adding
def test_the_person_names_who_belongs_in_their_own_words__promise_5(cast):
    person_id = forming.add(
        network_id=cast.network.pk, name="Aunt Vesna", how="my aunt", by=cast.viewer("mira")
    )
    row = models.Membership.objects.get(network=cast.network, person_id=person_id)
    assert (row.how, row.agreed_how, row.written_by_id) == ("my aunt", "themselves", cast.mira.pk)
    assert names(cast)[-1] == "Aunt Vesna"


def test_a_practitioner_writes_down_the_persons_word_and_it_shows(cast):
    person_id = forming.add(
        network_id=cast.network.pk,
        name="Aunt Vesna",
        how="my aunt",
        agreed_how=Said.TELEPHONE,
        reach="vesna@example.net",
        by=cast.viewer("lena"),
    )
    row = models.Membership.objects.get(network=cast.network, person_id=person_id)
    assert (row.agreed_how, row.written_by_id) == ("telephone", cast.lena.person_id)
    reaches = members.reaches(cast.viewer("lena"), cast.network.pk)[person_id]
    assert [one.value for one in reaches] == ["vesna@example.net"]


@pytest.mark.parametrize("said", [None, Said.THEMSELVES, Said.OFFERED])
def test_joining_needs_the_persons_word_not_a_practitioners(cast, said):
    """Domain §16.7."""
    with pytest.raises(belonging.NoWord):
        forming.add(
            network_id=cast.network.pk, name="Somebody", agreed_how=said, by=cast.viewer("lena")
        )
    assert "Somebody" not in names(cast)


@pytest.mark.parametrize(
    "name", ["jonas", "hale", "ruben", "pavel", "ines", "noor", "ottilie", "wilhelm"]
)
def test_nobody_else_adds(cast, name):
    """Domain §16.5: no duty and no relationship adds anybody (promises 4 and 5)."""
    with pytest.raises(NotAllowed):
        forming.add(
            network_id=cast.network.pk, name="X", agreed_how=Said.ROOM, by=cast.viewer(name)
        )


def test_relatives_and_agencies_join_without_becoming_the_one_we_meet_for(cast):
    """Domain §16.6 and §16.8: everybody is a member in their own right, with the same row."""
    forming.add(
        network_id=cast.network.pk,
        name="Housing office",
        belonging=Belonging.AGENCY,
        by=cast.viewer("mira"),
    )
    with pytest.raises(belonging.OneCentre):
        forming.add(
            network_id=cast.network.pk, name="X", belonging=Belonging.CENTRE, by=cast.viewer("mira")
        )
    kinds = {one.name: one.belonging for one in members.of(cast.viewer("mira"), cast.network.pk)}
    assert kinds["Mira"] == Belonging.CENTRE
    assert kinds["Jonas"] == Belonging.MEMBER
    assert kinds["Housing office"] == Belonging.AGENCY


def test_the_same_person_may_be_in_several_networks(cast):
    make.joins(cast.others, cast.jonas)
    jonas = make.viewer(cast.jonas)
    assert jonas.networks == {cast.network.pk, cast.others.pk}
    assert names(cast, "jonas", cast.others) == ["Ottilie", "Pavel", "Jonas"]


def test_somebody_known_from_another_own_network_is_named_again(cast):
    make.joins(cast.others, cast.lena.person, Belonging.PRACTITIONER, practitioner=cast.lena)
    lena = make.viewer(cast.lena.person)
    known = members.known_to(lena, cast.others.pk)
    assert [one.name for one in known] == ["Dr Hale", "Edda", "Jonas", "Mira", "طارق"]
    forming.add(network_id=cast.others.pk, person_id=cast.jonas.pk, agreed_how=Said.ROOM, by=lena)
    assert "Jonas" in names(cast, "ottilie", cast.others)


def test_there_is_no_naming_by_guessing(cast):
    """Mira knows nobody of Ottilie's network, not even by id."""
    assert members.known_to(cast.viewer("mira"), cast.network.pk) == ()
    with pytest.raises(NotAllowed):
        forming.add(network_id=cast.network.pk, person_id=cast.ottilie.pk, by=cast.viewer("mira"))
    forming.add(
        network_id=cast.network.pk,
        person_id=cast.ottilie.pk,
        by=cast.viewer("mira"),
        seen=frozenset({cast.ottilie.pk}),
    )


def test_nobody_belongs_twice(cast):
    with pytest.raises(belonging.BelongsAlready):
        forming.add(network_id=cast.network.pk, person_id=cast.jonas.pk, by=cast.viewer("mira"))
    with pytest.raises(belonging.BelongsAlready):
        forming.add(
            network_id=cast.network.pk,
            practitioner_id=cast.sol.pk,
            agreed_how=Said.ROOM,
            by=cast.viewer("lena"),
        )
    with pytest.raises(belonging.BelongsAlready):  # two at once: the table itself refuses
        forming.add(
            network_id=cast.network.pk,
            person_id=cast.jonas.pk,
            by=cast.viewer("mira"),
            seen=frozenset({cast.jonas.pk}),
        )
    assert len([one for one in names(cast) if one == "Jonas"]) == 1


def test_whoever_left_may_be_named_again_and_reads_from_then_on(cast):
    forming.add(
        network_id=cast.network.pk,
        person_id=cast.ruben.pk,
        by=cast.viewer("mira"),
        seen=frozenset({cast.ruben.pk}),
    )
    ruben = make.viewer(cast.ruben)
    assert ruben.seat_in(cast.network.pk).joined_at > cast.first.starts_at
    assert len([s for s in ruben.seats if s.network_id == cast.network.pk]) == 2


@pytest.mark.parametrize(
    "name",
    ["طارق", "Ó Néill-Łukasiewicz", "👩🏽‍🚀 Zoë", "a\u202eb", "  ", "x" * 200, "<b>&amp;"],
)
def test_names_come_back_as_they_were_written(cast, name):
    if not name.strip():
        with pytest.raises(belonging.NobodyNamed):
            forming.add(network_id=cast.network.pk, name=name, by=cast.viewer("mira"))
        return
    forming.add(network_id=cast.network.pk, name=name, how=name, by=cast.viewer("mira"))
    last = members.of(cast.viewer("mira"), cast.network.pk)[-1]
    assert (last.name, last.how) == (name, name)
