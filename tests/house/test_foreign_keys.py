"""Tables point down, carry their service, and keep what people said sealed."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django_scopes.exceptions import ScopeError

from tests.house.the_house import ORDER
from withness.access import policy
from withness.sealing.models.field import SealedText
from withness.service.models import Owned

TABLES = [m for m in apps.get_models() if m.__module__.startswith("withness.")]
NAMES = [table._meta.label for table in TABLES]

# Tables that belong to no service, or carry it in another way. Each says why.
WITHOUT_SERVICE = {
    "service.Service": "it is the service",
    "people.Account": "one account may hold persons of several services, joined by their own word",
    "web.Session": "an account opens every service in which its holder works",
    "trail.Entry": "the trail keeps ids and no foreign keys, the service's among them",
    "trail.Seal": "as the entries it seals",
}

CODE = "a code of ours"
LANGUAGE = "the code of a language"
ZONE = "the name of a time zone"
OF_SERVICE = "the service shows it to everybody"
# Columns of text that lie open in the database. Everything else that people write is sealed.
# A new column of text is sealed, or stands here with its reason.
OPEN = {
    "consents.Matter.words": OF_SERVICE,
    "consents.Study.texts": OF_SERVICE,
    "consents.Study.titles": OF_SERVICE,
    "consents.Terms.texts": OF_SERVICE,
    "consents.Told.matters": CODE,
    "consents.Word.matters": CODE,
    "exchange.Wish.categories": CODE,
    "contacts.Contact.language": LANGUAGE,
    "contacts.Contact.warned": "numbers of hours",
    "delivery.Message.calendar_method": CODE,
    "delivery.Message.key": "made of ids: what a message is about and why it is sent",
    "delivery.Message.trouble": CODE,
    "exchange.Arrived.mark": "a keyed hash",
    "meetings.Event.kind": CODE,
    "meetings.Invitation.uid": "a random name for a calendar entry",
    "meetings.Invitation.way": CODE,
    "meetings.Meeting.language": LANGUAGE,
    "meetings.Meeting.zone": ZONE,
    "networks.Membership.agreed_how": CODE,
    "networks.Membership.left_how": CODE,
    "networks.Network.ended_how": CODE,
    "networks.Network.language": LANGUAGE,
    "networks.Removal.back_how": CODE,
    "people.Account.email": "the work address a practitioner signs in with: the one exception",
    "people.Account.salt": "a random secret that ends sessions",
    "people.Code.digits_hash": "a keyed hash",
    "people.Joining.looked_up_by": "a keyed hash",
    "people.Link.token_hash": "a keyed hash",
    "people.Person.language": LANGUAGE,
    "people.Proof.word_hash": "a slow keyed hash, with a salt of its own",
    "people.Reach.looked_up_by": "a keyed hash",
    "people.Vouch.digits_hash": "a keyed hash",
    "service.Fact.item": CODE,
    "service.Fact.jurisdiction": CODE,
    "service.Fact.link": "where the law stands written, as plain words",
    "service.Fact.source": "where the law stands written",
    "service.Fact.words": OF_SERVICE,
    "web.Session.session_key": "a keyed hash",
    "records.HeldBack.ground": CODE,
    "service.Number.label": OF_SERVICE,
    "service.Number.number": OF_SERVICE,
    "service.Service.languages": LANGUAGE,
    "service.Service.name": OF_SERVICE,
    "service.Service.sender_name": OF_SERVICE,
    "service.Service.slug": OF_SERVICE,
    "service.Service.warn_hours": "numbers of hours",
    "service.Service.what_happens": OF_SERVICE,
    "service.Service.zone": ZONE,
    "service.Term.key": CODE,
    "service.Term.language": LANGUAGE,
    "service.Term.words": OF_SERVICE,
    "teams.Calendar.name": "what a practitioner calls their calendar, read by them alone",
    "teams.Calendar.trouble": CODE,
    "teams.Place.how_to_get_there": "the way to a room of the service's own",
    "teams.Place.name": "a room of the service's own; homes are sealed on the meeting",
    "teams.Practitioner.languages": LANGUAGE,
    "teams.Team.name": "what a team is called in its town",
    "teams.Team.zone": ZONE,
    "trail.Entry.deed": CODE,
    "trail.Entry.once": "a hash",
    "trail.Entry.right": CODE,
    "trail.Seal.digest": "a hash",
    "trail.Seal.head": "a hash",
    "trail.Seal.mark": "a hash",
    "trail.Seal.previous": "a hash",
}


def height(room):
    """How high a room stands; 0 is the ground."""
    return len(ORDER) - ORDER.index(room)


def pointers(table):
    return [
        field for field in table._meta.get_fields() if field.is_relation and not field.auto_created
    ]


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_table_points_to_its_own_room_or_a_lower_one(table):
    here = height(table._meta.app_label)
    up = [f.name for f in pointers(table) if height(f.related_model._meta.app_label) > here]
    assert up == []


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_nothing_can_be_walked_backwards(table):
    """A lower room does not know who points at it, not even by a name that Django would make."""
    named = [f.name for f in pointers(table) if not f.remote_field.hidden]
    assert named == [], 'related_name="+"'


def test_migrations_lean_on_their_own_room_or_a_lower_one():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    rooms = {key: migration for key, migration in loader.disk_migrations.items() if key[0] in ORDER}
    assert {room for room, _ in rooms} >= {table._meta.app_label for table in TABLES}
    for (room, name), migration in rooms.items():
        assert migration.run_before == [], f"{room}.{name}"
        for other, _ in migration.dependencies:
            if other in ORDER:
                assert height(other) <= height(room), f"{room}.{name} leans on {other}"


@pytest.mark.parametrize("table", TABLES, ids=NAMES)
def test_a_table_carries_its_service_or_says_why_not(table):
    assert issubclass(table, Owned) != (table._meta.label in WITHOUT_SERVICE)


@pytest.mark.parametrize(
    "table", [t for t in TABLES if issubclass(t, Owned)], ids=lambda t: t._meta.label
)
def test_a_table_of_a_service_refuses_to_be_read_outside_one(table):
    for manager in table._meta.managers:
        with pytest.raises(ScopeError):
            list(manager.all())


def test_the_trail_keeps_ids_and_points_at_nothing():
    assert [pointers(table) for table in apps.get_app_config("trail").get_models()] == [[], []]


def words(table):
    """Columns in which text of people's own could lie open."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return [
        f"{table._meta.label}.{field.name}"
        for field in table._meta.local_fields
        if isinstance(field, kinds) and not field.choices
    ]


def test_what_lies_open_in_the_database_is_listed_with_its_reason():
    lying = {column for table in TABLES for column in words(table)}
    assert lying == set(OPEN), "seal it, or list it with the reason why it may lie open"
    assert all(OPEN.values())


def test_names_and_words_are_sealed_where_people_write_them():
    sealed = {
        f"{table._meta.label}.{field.name}"
        for table in TABLES
        for field in table._meta.local_fields
        if isinstance(field, SealedText)
    }
    assert sealed >= {
        "people.Person.name",
        "people.Reach.value",
        "people.Reach.when_safe",
        "people.Trusted.name",
        "people.Trusted.value",
        "people.Back.value",
        "people.Joining.address",
        "consents.Consent.name",
        "consents.Study.contact",
        "consents.Told.name",
        "consents.Told.reason",
        "consents.Word.own_words",
        "contacts.Contact.hope",
        "networks.Network.name",
        "networks.Network.patient_number",
        "networks.Membership.how",
        "networks.WithoutPeer.reason",
        "networks.Proxy.proof",
        "networks.Proxy.why_ended",
        "networks.Removal.reason",
        "networks.Death.told_by",
        "meetings.Meeting.where_words",
        "meetings.Meeting.video_link",
        "meetings.Invitation.answer_words",
        "records.Line.words",
        "records.Wording.words",
        "records.Agreement.words",
        "records.OpenQuestion.words",
        "delivery.Message.address",
        "delivery.Message.subject",
        "delivery.Message.body",
        "delivery.Message.calendar",
    }


def test_an_account_has_no_password_no_group_and_no_level():
    """promise 4"""
    account = apps.get_model("people", "Account")
    assert issubclass(account, AbstractBaseUser)
    fields = {field.name for field in account._meta.get_fields()}
    assert (
        fields
        & {"password", "groups", "user_permissions", "is_superuser", "is_staff", "level", "role"}
        == set()
    )


def test_no_table_has_a_column_for_a_diagnosis_a_risk_a_level_or_an_approver():
    """promise 6, promise 4"""
    never = (
        "diagnos",
        "risk",
        "severity",
        "score",
        "level",
        "rank",
        "role",
        "triage",
        "approv",
        "symptom",
        "medicat",
    )
    found = [
        f"{table._meta.label}.{field.name}"
        for table in TABLES
        for field in table._meta.local_fields
        if any(word in field.name for word in never)
    ]
    assert found == []


def test_a_post_says_nothing_about_a_practitioners_own_life():
    """promise 11: what is kept of a practitioner is their post, and being a peer is part of it."""
    kept = {field.name for field in apps.get_model("teams", "Practitioner")._meta.local_fields}
    assert kept == {
        "id", "service", "person", "team", "is_peer", "base", "languages", "began_on", "left_on",
    }  # fmt: skip


def test_nothing_sums_up_reads_feelings_or_predicts():
    """promise 22: no deed and no column for a machine's judgement."""
    never = (
        "summar",
        "sentiment",
        "emotion",
        "mood",
        "predict",
        "forecast",
        "topic",
        "keyword",
        "generated",
    )
    columns = {f"{t._meta.label}.{f.name}".lower() for t in TABLES for f in t._meta.local_fields}
    said = {f"{deed.name} {deed.sentence}".lower() for deed in policy.table().values()}
    assert [what for what in columns | said if any(word in what for word in never)] == []
