"""Files -> claims: what is a ledger, what is passed over, what is broken, and which line a claim stands on."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.model.tables import Claims
from figcheck.read.reading import read
from figcheck.read.tables.csv_table import read_table
from figcheck.read.tables.encodings import Decoded

HEADER = "claim_id,event,measure,figure,source,published\n"


def test_a_ledger_in_nested_folders_is_found_and_other_files_are_passed_over(write):
    write("figures/a.csv", HEADER + 'a,e,killed,"66,452",AFP,2024-02-03\n')
    write("figures/deep/er/b.csv", HEADER + "b,e,killed,12,AFP,2024-02-03\n")
    write("figures/deep/photo.jpg", b"\xff\xd8")
    write("figures/deep/table.csv", "rule,claims\nx,y\n")
    write("figures/.hidden/c.csv", HEADER + "c,e,killed,12,AFP,2024-02-03\n")
    reading = read([Path("figures")])
    assert list(reading.claims["claim_id"]) == ["a", "b"]
    assert list(reading.claims["file"]) == ["figures/a.csv", "figures/deep/er/b.csv"]
    assert [name for name, _ in reading.passed_over] == ["figures/deep/photo.jpg", "figures/deep/table.csv"]
    assert reading.errors == []


def test_the_same_file_named_twice_is_read_once(write):
    write("figures/a.csv", HEADER + "a,e,killed,12,AFP,2024-02-03\n")
    assert len(read([Path("figures"), Path("figures/a.csv")]).claims) == 1


def test_a_claim_stands_on_the_first_physical_line_of_its_record(write):
    text = 'claim_id,figure,note\n\na,12,"two\nlines\r\nthree"\n\nb,13,x\n'
    write("a.csv", text)
    claims = read([Path("a.csv")]).claims
    assert list(claims["line"]) == [3, 7]


def test_a_long_ledger_has_the_lines_of_a_short_one_around_records_of_several_lines_and_quotes_gone_wrong(write):
    records = [f"a{n},{n},x\n" for n in range(4_500)]
    records[1_998] = 'a1998,1998,"two\nlines"\n'  # across the end of the lines that are read at once
    records[3_000] = 'a3000,3000,"x"y\n'
    records[4_100] = "\n"
    write("a.csv", "claim_id,figure,note\n" + "".join(records))
    claims = read([Path("a.csv")]).claims
    good = claims[claims["malformed"].isna()]
    wanted = {f"a{n}": n + 2 + (n > 1_998) for n in range(4_500) if n not in (3_000, 4_100)}
    assert dict(zip(good["claim_id"], good["line"], strict=True)) == wanted
    assert claims.loc[claims["malformed"].notna(), "line"].tolist() == [3_003]


def test_a_byte_order_mark_is_no_part_of_the_first_column(write):
    write("a.csv", b"\xef\xbb\xbfclaim_id,figure\na,12\n")
    assert list(read([Path("a.csv")]).claims["claim_id"]) == ["a"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate_cells(write, delimiter):
    write("a.csv", f'claim_id{delimiter}figure\na{delimiter}"66,452"\n')
    assert list(read([Path("a.csv")]).claims["figure"]) == ["66,452"]


WESTERN = (
    "catégorie Köln Straße Äußerung São Nações l’Unité d’Ivoire Sana’a it’s “x” 12–15 May–June 12\xa0300 «\xa0mot\xa0» où là été À "
    "ÉTATS KÖLN México Núñez Coruña Malmö Århus cœur œuvre più Forlì perciò Québec naïf Élysée créée n° 12° N.º km² dell’Aquila "
    "Óscar irmã mãe põe Camões Zürich ça ¿qué? ¡no! £5 5€"
)
OF_OTHER_CODE_PAGES = {
    "mac-roman": "Figaré Köln Straße García Asunción España Málaga Übersee Genève français ÉTATS explosión Martínez señor",
    "cp850": "Figaré Köln Straße García Asunción España Málaga Übersee Genève français ÉTATS état Malmö Mälar Cádiz Panamá",
    "cp1250": "Łódź Gdańsk Poznań Wałęsa Świat żona Jaś być był Mladić Vučić Jiří České děti Győr Galaţi Băsescu Bucureşti",
    "cp1251": "ТАСС Новости погибли раненых Росія", "cp1253": "Αθήνα νεκροί", "cp1254": "kayıp Şırnak İstanbul dağ",
    "cp1255": "הרוגים פצועים", "cp1256": "وفا قتلى جرحى", "cp1257": "Šiauliai žuvę", "koi8-r": "ТАСС погибли",
    "gbk": "新华社 死亡", "shift-jis": "朝日新聞 死者", "euc-kr": "연합뉴스 사망", "big5": "中央社 死亡",
}  # fmt: skip


@pytest.mark.parametrize("word", WESTERN.split(" "))
def test_a_file_of_western_words_in_windows_1252_is_read_and_shows_a_word(write, word):
    write("a.csv", f"claim_id,figure,note\na,12,{word}\nb,13,x\n".encode("cp1252"))
    reading = read([Path("a.csv")])
    assert reading.errors == []
    assert reading.claims["claim_id"].tolist() == ["a", "b"]
    [notice] = reading.notices
    assert (notice.file, notice.line) == ("a.csv", 2)
    assert f"read as Windows-1252, because it is not UTF-8: “{word.strip('?!')}”" in notice.what


@pytest.mark.parametrize(
    ("encoding", "word"), [(e, word) for e, text in OF_OTHER_CODE_PAGES.items() for word in text.split()]
)
def test_a_word_of_another_code_page_is_an_error_of_the_file_that_is_said_once(write, encoding, word):
    write("a.csv", f"claim_id,figure,note\na,12,ok\nb,13,{word}\nc,14,{word}\n".encode(encoding))
    reading = read([Path("a.csv")])
    assert reading.claims["claim_id"].tolist() == ["a"]
    assert reading.claims["malformed"].isna().all()
    [error] = reading.errors
    assert (error.where, "2 rows were not read, the first in line 3" in error.why) == ("a.csv:3", True)
    assert "CSV UTF-8" in error.mend


def test_words_of_cells_beside_each_other_are_shown_one_by_one(write):
    write("a.csv", "claim_id;figure;event;source\na;12;Köln;Kölner Rundschau\n".encode("cp1252"))
    [notice] = read([Path("a.csv")]).notices
    assert notice.what.endswith("not UTF-8: “Köln”")


def test_one_word_of_another_code_page_decides_for_the_whole_file(write):
    rows = "".join(f"a{n},{n},Köln\n" for n in range(9))
    write("a.csv", f"claim_id,figure,note\n{rows}b,9,dağ\n".encode("cp1254"))
    [error] = read([Path("a.csv")]).errors
    assert "10 rows were not read" in error.why


def test_a_byte_that_is_no_text_costs_its_row_where_the_rest_is_utf8(write):
    write("a.csv", "claim_id,figure,note\na,12,é\n".encode() + b"b,13,caf\xe9\nc,14,ok\n")
    reading = read([Path("a.csv")])
    assert list(reading.claims["claim_id"]) == ["a", "c"]
    [error] = reading.errors
    assert error.where == "a.csv:3"
    assert "byte 9 of this line is 0xe9, which is not UTF-8; other letters of the file are UTF-8" in error.why
    assert "The row in line 3 was not read" in error.why


@pytest.mark.slow
@given(
    st.lists(
        st.text(st.characters(codec="cp1252", exclude_characters="\r\n\0", exclude_categories=["Cc"]), max_size=12),
        max_size=4,
    )
)
def test_a_file_in_windows_1252_is_read_as_it_is_or_refused_with_one_error(words):
    data = (
        "claim_id,figure,note\n" + "".join(f'{n},{n},"{word.replace(chr(34), "")}"\n' for n, word in enumerate(words))
    ).encode("cp1252")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(data)
        reading = read([path])
    assert len(reading.errors) <= 1
    if not reading.errors and reading.notices:
        assert reading.claims["note"].fillna("").tolist() == [word.replace('"', "").strip() for word in words]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_encodings_of_two_and_four_bytes_are_read_with_and_without_a_mark(write, encoding):
    write("a.csv", "claim_id,figure\na,12\nb,14\n".encode(encoding))
    reading = read([Path("a.csv")])
    assert reading.errors == []
    assert list(reading.claims["claim_id"]) == ["a", "b"]


def test_a_row_with_too_many_or_too_few_cells_costs_itself_alone(write):
    write("a.csv", "claim_id,figure,note\na,66,452,x\nb,13\nc,14,ok\n")
    claims = read([Path("a.csv")]).claims.set_index("claim_id")
    assert claims["malformed"].to_dict()["a"] == "4 cells under 3 columns"
    assert claims["malformed"].to_dict()["b"] == "2 cells under 3 columns"
    assert claims.loc["c", "figure"] == "14"
    assert claims["line"].to_dict() == {"a": 2, "b": 3, "c": 4}


def test_a_quote_that_is_never_closed_costs_its_row_and_not_the_rest(write):
    write("a.csv", 'claim_id,figure,note\na,12,"open\nb,13,x\nc,"14",y\n')
    claims = read([Path("a.csv")]).claims.set_index("claim_id")
    assert claims["malformed"].notna().to_dict() == {"b": False, "c": False, "a": True}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("claim_id,figure,note,note", 'the column "note" appears 2 times'),
        ("claim_id,Claim ID,figure,file", 'the column "claim_id" appears 2 times ("claim_id", "Claim ID")'),
    ],
)
def test_a_header_that_cannot_hold_claims_is_an_error_of_its_file_alone(write, header, words):
    write("figures/bad.csv", header + "\na,1,2,3\n")
    write("figures/good.csv", "claim_id,figure\nb,12\n")
    reading = read([Path("figures")])
    assert list(reading.claims["claim_id"]) == ["b"]
    assert words in str(reading.errors[0])
    assert reading.errors[0].where == "figures/bad.csv:1"


def test_a_table_with_most_of_the_columns_but_no_claim_id_is_a_broken_ledger(write):
    write("figures/a.csv", "id,event,measure,figure,source,published\na,e,killed,1,AFP,2024-01-01\n")
    [error] = read([Path("figures")]).errors
    assert "broken ledger" in str(error)
    assert "claim_id" in str(error)


def test_a_report_is_no_ledger_and_a_file_that_was_named_must_be_one(write):
    write("discrepancies.csv", "fingerprint,state,claim_id,event,measure,figure,source,published\n")
    write("other.csv", "a,b\n1,2\n")
    reading = read([Path()])
    assert reading.ledgers == []
    assert ("discrepancies.csv", "a report of figcheck") in reading.passed_over
    [error] = read([Path("other.csv")]).errors
    assert "not a ledger" in str(error)


def test_unknown_columns_are_left_alone_and_named_once(write):
    write("figures/a.csv", "claim_id,figure,desk\na,12,foreign\n")
    write("figures/b.csv", "claim_id,figure,desk,desk\nb,12,home,abroad\n")
    reading = read([Path("figures")])
    assert list(reading.claims["claim_id"]) == ["a", "b"]
    assert reading.unknown_columns == [("desk", ["figures/a.csv", "figures/b.csv"])]


@pytest.mark.parametrize(
    "name",
    ["row", "line", "file", "malformed", "record", "fingerprint", "ledger_low", "figure_error", "as_of_unknown", " "],
)
def test_a_column_of_the_users_own_never_meets_one_of_ours(write, name):
    write("a.csv", f"claim_id,figure,{name}\na,12,one\nb,13,two\n")
    reading = read([Path("a.csv")])
    assert reading.errors == []
    assert list(reading.claims["line"]) == [2, 3]
    assert reading.claims[["malformed", "record", "ledger_low"]].isna().all(axis=None)
    assert list(reading.claims.columns) == Claims.names()


cells = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=8)


@given(rows=st.lists(st.tuples(cells, cells, cells), max_size=6), end=st.sampled_from(["\n", "\r\n"]))
def test_whatever_is_written_as_csv_is_read_back_trimmed(rows, end):
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = end.join(["id,words,note", *(",".join(map(quoted, row)) for row in rows)])
    claims = read_table(Decoded(text), "a.csv").claims
    got = claims[["id", "words", "note"]].astype(object).where(claims.notna(), None).to_numpy().tolist()
    assert got == [[cell.strip() or None for cell in row] for row in rows]


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["claim_id,event,measure,figure,source,published", "sep=;", "# note", "", ",,,,,", "Total,,,12,,"]
        ),
        st.sampled_from(["a,quake,killed,12,AFP,2024-02-03", 'b,quake,killed,"1', '2",AFP,"2024-02-03', "Source: AFP"]),
        st.text(max_size=20),
    ),
    max_size=8,
)


@given(
    data=st.one_of(
        st.binary(max_size=300),
        st.builds(
            lambda lines, end, encoding: end.join(lines).encode(encoding, "replace"),
            LINES,
            st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
            st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252"]),
        ),
    ),
    suffix=st.sampled_from(
        [".csv", ".tsv", ".txt", "", ".xlsx", ".ods", ".json", ".csv.gz", ".zip", ".xls", ".parquet"]
    ),
)
def test_any_bytes_are_claims_or_an_error_or_passed_over(data, suffix):
    with TemporaryDirectory() as name:
        path = Path(name, f"ledger{suffix}")
        path.write_bytes(data)
        reading = read([Path(name)])
        assert reading.ledgers or reading.errors or reading.passed_over
        text = " ".join(
            [*map(str, reading.errors), *(f"{a} {b}" for a, b in reading.passed_over), *map(str, reading.notices)]
        )
        text.encode("utf-8")
        assert (reading.claims["line"] >= 1).all()
        assert (reading.claims["line"] <= len(data) + 1).all()


def test_a_file_of_broken_quotes_is_given_up_and_says_so(write):
    write("a.csv", "claim_id,figure\n" + '"a"b,1\n' * 500)
    reading = read([Path("a.csv")])
    assert "was not read" in str(reading.errors[0])


def test_a_folder_that_cannot_be_looked_into_is_an_error(write, monkeypatch):
    write("figures/a.csv", "claim_id,figure\na,12\n")
    write("figures/closed/b.csv", "claim_id,figure\nb,12\n")
    look = os.scandir

    def closed(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(os, "scandir", closed)
    reading = read([Path("figures")])
    assert list(reading.claims["claim_id"]) == ["a"]
    [error] = reading.errors
    assert error.where == "figures/closed"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", ["figures/x.csv", "figures/vocabulary.yaml"])
def test_a_named_pipe_a_socket_and_a_device_are_refused_at_once_and_the_rest_is_read(write, name):
    write("figures/a.csv", "claim_id,figure\na,3\n")
    os.mkfifo(name)
    Path("figures/zero.csv").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("figures/s.csv")
        reading = read([Path("figures")])
    said = {error.where: error.what for error in reading.errors}
    assert said == {
        name: "figcheck does not read a named pipe",
        "figures/s.csv": "figcheck does not read a socket",
        "figures/zero.csv": "figcheck does not read a device",
    }
    assert len(reading.claims) == 1
    assert [error.what for error in read([Path(name)]).errors] == ["figcheck does not read a named pipe"]
