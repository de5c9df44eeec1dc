"""Whoever keeps the settings changes the service; nobody else does."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from withness.access.rules import NotAllowed
from withness.service import actions, models, queries, rules
from withness.service.queries import NumberFact
from withness.service.rules import NumberKind


def change(cast, name="noor", **more):
    told = {
        "name": "Riverside", "sender_name": "Riverside", "languages": ["en"], "zone": "UTC",
        "promise_hours": 12, "warn_hours": [13, 4], "link_days": 30, "travel_minutes": 15,
    }  # fmt: skip
    actions.change(**(told | more), by=cast.viewer(name))


def test_settings_change_together(cast):
    change(cast)
    fact = queries.by_id(cast.riverside.pk)
    assert (fact.promise_hours, fact.warn_hours, fact.link_days) == (12, [4], 30)
    assert queries.by_id(cast.hillside.pk).promise_hours == 24


@pytest.mark.parametrize("name", ["lena", "sol", "mira", "wilhelm"])
def test_only_the_settings_duty_changes_anything(cast, name):
    viewer = cast.viewer(name)
    for deed in (
        lambda: change(cast, name),
        lambda: actions.tell(what_happens="x", by=viewer),
        lambda: actions.number(numbers=[], by=viewer),
        lambda: actions.call(language="en", words={}, by=viewer),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert queries.by_id(cast.riverside.pk).promise_hours == 24
    assert len(queries.numbers()) == 2


def test_a_bad_number_leaves_the_old_ones(cast):
    bad = [NumberFact("x", "999", NumberKind.EMERGENCY), NumberFact("x", "no", NumberKind.CRISIS)]
    with pytest.raises(rules.NotDialled):
        actions.number(numbers=bad, by=cast.viewer("noor"))
    assert [one.number for one in queries.numbers()] == ["999", "111"]


def test_a_name_that_tells_too_much_changes_nothing(cast):
    with pytest.raises(rules.TellsTooMuch):
        change(cast, sender_name="Psych team")
    assert queries.by_id(cast.riverside.pk).sender_name == "Riverside"


def test_words_that_the_field_does_not_have_are_refused(cast):
    with pytest.raises(rules.NotATerm):
        actions.call(language="en", words={"patient": "x"}, by=cast.viewer("noor"))
    with pytest.raises(rules.NoLanguage):
        actions.call(language="xx", words={}, by=cast.viewer("noor"))


@pytest.fixture
def said(cast):
    def said(key, language="de", *, service=True):
        request = RequestFactory().get("/")
        if service:
            request.service = queries.by_id(cast.riverside.pk)
        page = Template("{% load words %}{% term '" + key + "' %}, {% term 'network' %}")
        with translation.override(language):
            return page.render(Context({"request": request}))

    return said


def test_a_page_says_the_service_s_own_words(cast, said, django_assert_num_queries):
    own = {"network meeting": "Treffen <im Kreis>", "network": ""}
    actions.call(language="de", words=own, by=cast.viewer("noor"))
    assert said("network meeting").startswith("Treffen &lt;im Kreis&gt;, ")
    assert said("network meeting", "en") == "network meeting, network"
    assert said("network meeting", "en", service=False) == "network meeting, network"
    assert models.Term.objects.count() == 1


def test_a_word_the_field_does_not_have_is_a_mistake_in_the_template(said):
    with pytest.raises(TemplateSyntaxError):
        said("patient")
