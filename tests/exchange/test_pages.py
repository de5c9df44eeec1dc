"""The pages: from the side of the refused first, then as they are used."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.exchange.files import HILL, LOCK, MILL, brought, file
from tests.exchange.test_policy import extract_of
from withness.exchange import models
from withness.exchange.rules import table
from withness.meetings.rules.states import State
from withness.networks.models import Network
from withness.trail.models import Entry

pytestmark = pytest.mark.django_db
OUTSIDERS = (None, "pavel", "ines", "noor", "ottilie")


def upload(browser, data, name="networks.csv"):
    return browser.post("/riverside/exchange/import/", {"file": SimpleUploadedFile(name, data)})


def absent(answer):
    return answer.status_code == 404


@pytest.mark.parametrize("name", [None, "mira", "jonas", "hale"])
def test_the_pages_of_those_who_work_here_are_absent_for_others(cast, browser_of, name):
    browser, arrival = browser_of(name), brought(cast, HILL)
    for path in (
        "import/",
        "import/networks.csv",
        f"import/{arrival}/",
        f"import/{arrival}/rows.csv",
        "downtime/",
    ):
        assert absent(browser.get(f"/riverside/exchange/{path}")), path
    assert absent(upload(browser, file(HILL)))
    assert absent(browser.post(f"/riverside/exchange/import/{arrival}/", {"said": "on"}))
    assert Network.objects.count() == 2


@pytest.mark.parametrize("name", OUTSIDERS)
def test_the_extract_is_absent_for_whoever_does_not_belong(cast, browser_of, name):
    browser, handed = browser_of(name), extract_of(cast)
    for path in (f"extract/{cast.first.pk}/", f"sheet/{handed.pk}/", f"handed/{cast.network.pk}/"):
        assert absent(browser.get(f"/riverside/exchange/{path}")), path
    assert absent(browser.post(f"/riverside/exchange/extract/{cast.first.pk}/", {"form": "csv"}))
    assert absent(browser.post(f"/riverside/exchange/extract/{cast.first.pk}/", {"number": "1"}))
    assert models.Extract.objects.count() == 1


def test_what_is_not_there_looks_the_same(cast, browser_of):
    for path in ("import", "extract", "sheet", "handed"):
        assert absent(browser_of("lena").get(f"/riverside/exchange/{path}/{uuid4()}/"))


def test_the_template_reads_back_as_nothing_but_explanations(cast, browser_of):
    answer = browser_of("noor").get("/riverside/exchange/import/networks.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    found = table.read(table.decoded(answer.content)[0])
    assert (found.rows, found.remarks) == ((), 3)


def test_a_file_is_looked_at_and_then_brought_in(cast, browser_of):
    browser = browser_of("lena")
    page = browser.get("/riverside/exchange/import/")
    assert page.content.count(b"<h1") == 1
    answer = upload(browser, file(HILL, MILL, LOCK))
    assert answer.status_code == 302
    page = browser.get(answer.url).content.decode()
    assert "3 networks would come in" in page
    assert all(
        words in page
        for words in ("The Canal network", "Anouk", "Piet", "Dr Vos", "question why stays open")
    )
    assert Network.objects.count() == 2
    refused = browser.post(answer.url, {})
    assert refused.status_code == 422
    assert Network.objects.count() == 2
    done = browser.post(answer.url, {"said": "on"}, follow=True).content.decode()
    assert "3 networks came in" in done
    assert Network.objects.count() == 5
    browser.post(answer.url, {"said": "on"})
    assert Network.objects.count() == 5


def test_every_refused_row_says_why_and_formulas_stay_words(cast, browser_of):
    browser = browser_of("lena")
    answer = upload(browser, file("N;M;;;xx;;;=cmd|' /C calc'!A0 lena@example.org;;", HILL))
    page = browser.get(answer.url).content.decode()
    assert "2 rows" not in page
    assert "1 row needs another look" in page
    assert "<strong>Row 2</strong>" in page
    told = browser.get(f"{answer.url}rows.csv").content.decode()
    assert '"2"' in told
    assert '"=' not in told
    assert Network.objects.count() == 2


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"x" * (table.MOST_BYTES + 1), b"a,b\n1,2", b'network,person at the centre,practitioners\n"open']
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_kindly(cast, browser_of, data):
    answer = upload(browser_of("lena"), data)
    assert answer.status_code == 422
    assert b"errors" in answer.content
    assert models.Arrival.objects.count() == 0


def test_no_file_at_all(cast, browser_of):
    assert browser_of("lena").post("/riverside/exchange/import/", {}).status_code == 422


@pytest.mark.parametrize(
    ("form", "words"), [("copied", "Copy this"), ("print", "Extract of a network meeting")]
)
def test_handing_over_is_written_down_and_shown(cast, browser_of, form, words):
    browser = browser_of("lena")
    page = browser.get(f"/riverside/exchange/extract/{cast.first.pk}/").content.decode()
    assert "Lena, Sol" in page
    assert "Jonas" not in page
    answer = browser.post(
        f"/riverside/exchange/extract/{cast.first.pk}/",
        {"form": form, "reason": "The law asks for it."},
        follow=True,
    )
    assert words in answer.content.decode()
    seen = (
        browser_of("jonas").get(f"/riverside/exchange/handed/{cast.network.pk}/").content.decode()
    )
    assert "by Lena" in seen
    assert Entry.objects.filter(deed="exchange.extract", network_id=cast.network.pk).count() == 2, (
        "read and handed over"
    )


def test_as_a_table_it_is_safe_for_spreadsheets(cast, browser_of):
    browser = browser_of("lena")
    browser.post(f"/riverside/exchange/extract/{cast.first.pk}/", {"number": "=1+1"})
    make.records.Agreement.objects.create(
        service_id=cast.riverside.pk, meeting=cast.first, network=cast.network, written_by=cast.mira,
        words="@SUM(1)", number=1, once=uuid4(), made_at=cast.first.starts_at,
    )  # fmt: skip
    answer = browser.post(
        f"/riverside/exchange/extract/{cast.first.pk}/",
        {"form": "csv", "with_number": "on", "reason": "The law asks for it."},
        follow=True,
    )
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="extract.csv"'
    assert '"\'=1+1"' in text
    assert '"\'@SUM(1)"' in text


def test_an_unknown_form_hands_nothing_over(cast, browser_of):
    browser_of("lena").post(f"/riverside/exchange/extract/{cast.first.pk}/", {"form": "fax"})
    assert models.Extract.objects.count() == 0


def test_a_number_that_is_too_long_is_shown_again(cast, browser_of):
    answer = browser_of("lena").post(
        f"/riverside/exchange/extract/{cast.first.pk}/", {"number": "9" * 61}
    )
    assert answer.status_code == 422
    assert "9" * 61 in answer.content.decode()


def test_the_sheet_holds_ones_own_networks_and_nobody_elses(cast, browser_of):
    make.turn(cast.pavel)
    page = browser_of("lena").get("/riverside/exchange/downtime/").content.decode()
    assert all(
        words in page
        for words in ("999", "Pavel", "The Hill Street network", "Mira", "07700900001")
    )
    assert not any(
        words in page for words in ("Ottilie", "07700900002", "Mill Lane", "mira@example.net")
    )
    read = Entry.objects.get(deed="exchange.downtime")
    assert (read.network_id, read.person_id) == (cast.network.pk, cast.lena.person_id)
    empty = browser_of("noor").get("/riverside/exchange/downtime/").content.decode()
    assert "Mira" not in empty
    assert "You belong to no network yet" in empty


def many(cast, count):
    for number in range(count):
        person = make.person(cast.riverside, f"P{number}", phone=f"0770090{number:04}")
        network = make.network(cast.team, person, practitioners=[cast.lena], name=f"N{number}")
        meeting = make.meeting(network, cast.next.starts_at, invited=[cast.lena, person])
        make.turn(cast.pavel, cast.next.starts_at)
        extract_of(cast)
        assert meeting.state == State.AGREED


@pytest.mark.parametrize(
    "path", ["downtime/", "handed/{network}/", "extract/{first}/", "import/{arrival}/"]
)
def test_a_page_asks_as_often_for_thirty_as_for_one(cast, browser_of, path):
    browser, asked = browser_of("lena"), []
    for number, count in enumerate((1, 30)):
        rows = [f"X{number}.{n};M;;;;;;lena@example.org;;" for n in range(count)]
        arrival = brought(cast, *rows)
        many(cast, count)
        at = path.format(network=cast.network.pk, first=cast.first.pk, arrival=arrival)
        browser.get(f"/riverside/exchange/{at}")  # the first reading in a quarter is written down
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(f"/riverside/exchange/{at}").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert asked[1] <= 19
