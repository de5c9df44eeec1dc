"""The main job, from a call for help to a held meeting and its record, as five people.

Ama asks for her sister Efua; Lena, a nurse, and Sol, a peer, meet with them and with Kojo, a
friend. Everybody has a telephone of their own; mail goes through a real mail server.
"""

import pytest

from tests.journeys.story import afterwards, arranging, asking, forming, sitting

KINDS = [
    pytest.param("sqlite", True, id="sqlite"),
    pytest.param("sqlite", False, id="sqlite-without-javascript"),
    pytest.param("postgresql", True, id="postgresql"),
]


@pytest.mark.parametrize(("house", "five"), KINDS, indirect=True)
def test_from_a_call_for_help_to_the_record(house, five, record_testsuite_property):
    """Promises 1, 2, 3, 8, 9, 17 and 20, as the people themselves meet them."""
    may_know = house.kind == "postgresql"  # Efua says yes there, and nothing in the others
    link = asking.ama_asks(five, house)
    asking.lena_signs_in(five, house)
    asking.sol_signs_in(five, house)
    asking.lena_takes_the_promise(five)
    asking.efua_is_reached(five)
    if may_know:
        asking.efua_says_that_ama_may_know(five)
    forming.the_network_forms(five)
    forming.efua_gets_her_link(five)
    forming.efua_says_yes_to_sol(five)
    meeting = arranging.lena_arranges(five)
    before = arranging.mails_have_come(five, house)
    arranging.efua_gets_a_letter(five, house)
    arranging.everybody_answers(five, house)
    arranging.it_is_moved(five, house, before)
    page = sitting.it_begins(five, meeting)
    waited = []
    sitting.all_write(five, page, waited)
    record = sitting.it_closes(five, page)
    afterwards.the_promise_is_kept(five)
    asking.ama_sees_what_became_of_it(five, link, may_know=may_know)
    afterwards.ama_reads(five, house, record)
    afterwards.ama_owns_her_words(five, record)
    afterwards.the_next_one(five, house, meeting)
    name = f"milliseconds until words stood on another telephone, {house.kind}"
    record_testsuite_property(name, [round(one * 1000) for one in waited])
