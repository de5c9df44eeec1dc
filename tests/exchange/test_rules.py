"""Reading tables that anybody's spreadsheet wrote, and writing tables that nobody's runs."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from withness.exchange.rules import extract, networks, safe, table
from withness.values.rules.refusals import Refusal

HEAD = "network,person at the centre,practitioners,members"
ROW = "Hill Street,Mira,lena@example.org,Jonas = my brother = jonas@example.net; Edda = my mum"


def rows_of(data):
    text, how = table.decoded(data)
    found = table.read(text)
    places = networks.columns(found.head)
    return [networks.read(row, places, len(found.head)) for row in found.rows], how


def test_a_row_says_who_belongs_and_how():
    [(row, faults)], how = rows_of(f"{HEAD}\n{ROW}\n".encode())
    assert faults == ()
    assert how == table.Encoding.UTF8
    assert (row.number, row.network, row.centre) == (2, "Hill Street", "Mira")
    assert row.practitioners == ("lena@example.org",)
    assert row.members == (
        networks.Named("Jonas", "my brother", "jonas@example.net"),
        networks.Named("Edda", "my mum", ""),
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_every_spreadsheets_way_of_saving_is_read(separator, encoding):
    text = "\r\n".join(
        separator.join(line)
        for line in (
            ["Network", "Person_at the centre", "practitioners"],
            ["Mühlweg", "Zoë", "lena@example.org"],
        )
    )
    [(row, faults)], how = rows_of(text.encode(encoding))
    assert (row.network, row.centre, faults) == ("Mühlweg", "Zoë", ())
    assert (how == table.Encoding.GUESSED) == (encoding == "cp1252"), "a guess is told"


def test_a_cell_keeps_its_line_ends_and_rows_keep_their_numbers():
    text = f'# a remark\n{HEAD}\n\n# another\n"Hill\nStreet",Mira,lena@example.org,\n'
    found = table.read(text)
    assert found.remarks == 2
    [row] = found.rows
    assert row.number == 5
    assert row.cells[0] == "Hill\nStreet"


def test_a_spreadsheets_own_word_for_its_separator_is_heard():
    found = table.read("sep=;\nnetwork;practitioners\na,b;c\n")
    assert found.rows[0].cells == ("a,b", "c")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "empty_file"),
        (b"# only a remark\n", "empty_file"),
        (b"PK\x03\x04whatever", "not_a_table"),
        (b"%PDF-1.4", "not_a_table"),
        (b"\xff\xfe\x00", "not_a_table"),
        (b"network,person at the centre\nx,y\n", "columns_missing"),
        (b"first name,last name\nx,y\n", "not_a_table"),
        (b'network,person at the centre,practitioners\n"never closed,y\n', "quote_open"),
        (b"x" * (table.MOST_BYTES + 1), "too_big"),
        ((HEAD + "\n" + "a,b,c\n" * 5001).encode(), "too_many_rows"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_by_its_name(data, code):
    with pytest.raises(Refusal) as why:
        rows_of(data)
    assert why.value.code == code


def test_all_faults_of_a_row_are_told_at_once():
    long = "x" * 201
    text = f"network,person at the centre,practitioners,mail,telephone,members\n{long},,,not mail,abc, = my mum; Jo = x = nowhere\n"
    [(_, faults)], _ = rows_of(text.encode())
    assert [(one.number, one.column, one.code) for one in faults] == [
        (2, "person at the centre", "wanted"),
        (2, "practitioners", "wanted"),
        (2, "network", "too_long"),
        (2, "mail", "not_a_mail"),
        (2, "telephone", "not_a_telephone"),
        (2, "members", "nobody_named"),
        (2, "members", "not_a_way"),
    ]


def test_a_row_whose_cells_went_astray_has_that_one_fault():
    text = "network,person at the centre,practitioners,members\nHill,Mira,,Jo,hann,\n"
    [(_, faults)], _ = rows_of(text.encode())
    assert [(one.number, one.code) for one in faults] == [(2, "cells_astray")]


HOSTILE = {
    "a packed file": b"PK\x05\x06" + b"\x00" * 18,
    "a page with an entity": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    "a list of strings": b'["", "undefined", "=cmd|\' /C calc\'!A0", "\\u0000", "<script>alert(1)</script>"]',
    "a paper on formulas": b'# CSV injection\n\nDDE ("cmd";"/C calc";"!A0")A0\n@SUM(1+1)*cmd|\' /C calc\'!A0\n',
    "names in tabs": "Zoë\tde\n愛子\tja\n".encode(),
    "a million quotation marks": b'"' * 1_000_001,
    "a million separators": b"," * 1_000_000,
    "a million line ends": b"\n" * 1_000_000 + b"x",
    "one endless cell": b'"' + b"x" * 4_000_000,
}


@pytest.mark.timeout(10)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_kindly(name):
    with pytest.raises(Refusal) as why:
        rows_of(HOSTILE[name])
    assert why.value.code in {"not_a_table", "quote_open", "empty_file"}


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        rows_of(data)
    except Refusal:
        return


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8"), max_size=30), min_size=3, max_size=3),
        max_size=5,
    )
)
def test_what_is_written_reads_back_and_no_cell_is_a_formula(rows):
    text = safe.written([["network", "person at the centre", "practitioners"], *rows])
    back = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert len(back) == len(rows)
    for row, written in zip(rows, back, strict=True):
        for cell, kept in zip(row, written, strict=True):
            assert kept.lstrip(safe.UNSEEN)[:1] not in {"=", "+", "-", "@", "\t", "\r"}
            assert safe.cell_read(kept).replace("\x00", "") in {
                cell.replace("\x00", ""),
                cell.replace("\x00", "")[1:],
            }


@pytest.mark.parametrize(
    "said",
    [
        "=1+1",
        "+44 7700",
        "-x",
        "@SUM(1)",
        "\t=1",
        " =cmd|' /C calc'!A0",
        "\u200b=1",
        "\x00=1",
        "＝1",
        "–1",
    ],
)
def test_a_formula_is_disarmed(said):
    assert safe.cell(said).startswith("'")
    assert safe.cell_read(safe.cell(said)) == said.replace("\x00", "")


def test_a_meeting_is_as_long_as_it_was():
    begun = datetime(2026, 11, 30, 13, 2, tzinfo=UTC)
    assert extract.length(begun, begun + timedelta(minutes=83), 90) == 85
    assert extract.length(begun, begun + timedelta(days=2), 90) == 90, "closed days later"
    assert extract.length(begun, begun + timedelta(minutes=1), 60) == 60
    assert extract.length(None, None, 75) == 75
