"""Copies beside a ledger: opened only there, never for long, and told of in a clear word."""

from __future__ import annotations

import contextlib
import gzip
import os
import random
import zlib
from pathlib import Path

import pandas as pd
import pytest
from conftest import DATA, each
from cost import cost

from figcheck.model.tables import Evidence
from figcheck.provenance.copies import copy_text, evidence_table
from figcheck.provenance.copies.copy_file import RefusedCopyError, place_beside
from figcheck.provenance.copies.copy_text import FoundQuote, NoTextError, TextReader
from figcheck.provenance.copies.records import Record, sha256

TEXT = b"CITY, Monday. More than 300 people were killed, the army said.\n"
QUOTE = "More than 300 people were killed"


def claims(*archives: str, quote: str | None = QUOTE, **cells: str) -> pd.DataFrame:
    table = pd.DataFrame({"claim_id": [f"c{n}" for n in range(len(archives))], "archive": list(archives)})
    given = {"file": "figures/claims.csv", "quote": quote, "url": None, "published": "2024-02-01", "retrieved": None}
    for column, value in {**given, **cells}.items():
        table[column] = pd.Series([value] * len(table), dtype="str")
    for column in ("published", "retrieved"):
        table[column] = pd.to_datetime(table[column])
    return table.astype({"claim_id": "str", "archive": "str"})


def only(folder: Path, archive: str, **cells: str) -> pd.Series:
    (row,) = evidence_table(claims(archive, **cells), folder).to_dict("records")
    return pd.Series(row)


def record(folder: Path, name: str, **fields) -> None:
    fields = {"sha256": sha256((folder / name).read_bytes()), "media_type": "text/plain", **fields}
    (folder / f"{name}.meta.yaml").write_text(Record(**fields).as_yaml(), "utf-8")


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines, written by hand."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    return pdf_of(f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1"))


def pdf_of(content: bytes, extra: bytes = b"") -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


def test_the_table_has_its_columns_even_without_any_copy(tmp_path):
    table = evidence_table(claims("https://archive.test/1", "HTTP://archive.test/2"), tmp_path)
    Evidence.checked(table)
    assert table.empty


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("wire.txt", TEXT),
        ("wire.txt", TEXT.decode().encode("utf-16")),
        ("note.md", b"**More than 300** people were killed"),
        ("page.html", b"<html><body><p>More than <b>300</b> people<br>were killed"),
        ("page", b"\xef\xbb\xbf <!DOCTYPE html><p>More than 300 people were killed"),
        ("report.pdf", pdf("More than 300 people", "were killed, the army said.")),
    ],
    ids=["text", "utf-16", "markdown", "html", "html without a suffix", "pdf"],
)
def test_the_quote_is_found_in_every_kind_of_copy(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    record(tmp_path, name)
    row = only(tmp_path, name)
    assert (row["copy_state"], row["quote_in_copy"]) == ("ok", True)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("<p>“Über 300 Menschen” – getötet", "windows-1252"),
        ("<meta charset=windows-1251><p>Погибли более 300 человек, сообщает армия", "windows-1251"),
        ("<meta charset='utf-8'><p>Les inondations ont tué plus de 300 personnes à Évry, dit l'armée", "latin-1"),
        ("<meta charset=zlib><p>More than 300 – killed", "utf-8"),
    ],
    ids=["none named", "windows-1251", "latin-1", "no charset"],
)
def test_a_page_in_another_encoding_than_it_says_is_read(tmp_path, text, encoding):
    (tmp_path / "page.html").write_bytes(text.encode(encoding))
    row = only(tmp_path, "page.html", quote=text.rpartition(">")[2])
    assert bool(row["quote_in_copy"])


def test_what_a_script_or_a_comment_says_is_not_on_the_page(tmp_path):
    page = f"<p>Rain.</p><script>{QUOTE}</script><style>{QUOTE}</style><!-- {QUOTE} --><template>{QUOTE}</template>"
    (tmp_path / "page.html").write_text(page + f"<script src='{QUOTE}'></script><img alt='{QUOTE}' onerror='x()'>")
    assert not only(tmp_path, "page.html")["quote_in_copy"]


@pytest.mark.parametrize(
    "archive",
    [
        "../outside.txt", "evidence/../../outside.txt", "..\\outside.txt", "/etc/hosts", "\\\\host\\share\\x.txt", "C:\\x.txt",
        "c:x.txt", "evidence/page.txt:stream", "evidence/\x01.txt",
    ],
)  # fmt: skip
def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path, archive):
    (tmp_path / "outside.txt").write_bytes(TEXT)
    (tmp_path / "figures").mkdir()
    row = only(tmp_path / "figures", archive)
    assert row["copy_state"] == "refused"
    assert row["why"]


def test_both_slashes_part_folders(tmp_path):
    assert place_beside(tmp_path, "evidence\\page.html") == tmp_path / "evidence" / "page.html"
    with pytest.raises(RefusedCopyError):
        place_beside(tmp_path, "evidence\\..\\..\\page.html")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_links_out_pipes_and_folders_are_refused_at_once(tmp_path):
    home = tmp_path / "figures"
    home.mkdir()
    (tmp_path / "outside.txt").write_bytes(TEXT)
    (home / "inside.txt").write_bytes(TEXT)
    (home / "link-out.txt").symlink_to(tmp_path / "outside.txt")
    (home / "link-in.txt").symlink_to(home / "inside.txt")
    (home / "ring.txt").symlink_to(home / "ring.txt")
    (home / "folder").mkdir()
    (home / "elsewhere").symlink_to(tmp_path)
    (home / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(home / "pipe.txt")
    names = ["link-out.txt", "link-in.txt", "ring.txt", "folder", "elsewhere/outside.txt", "device.txt", "pipe.txt"]
    table = evidence_table(claims(*names), home).set_index("copy")
    assert table["copy_state"].drop("link-in.txt").eq("refused").all()
    assert table.at["link-in.txt", "quote_in_copy"]
    assert "pipe" in table.at["pipe.txt", "why"]
    assert "link" in table.at["device.txt", "why"]


def test_a_record_that_is_a_link_out_is_not_read(tmp_path):
    home = tmp_path / "figures"
    home.mkdir()
    (home / "wire.txt").write_bytes(TEXT)
    (tmp_path / "secret.yaml").write_text(f"sha256: {sha256(TEXT)}\n")
    (home / "wire.txt.meta.yaml").symlink_to(tmp_path / "secret.yaml")
    row = only(home, "wire.txt")
    assert row["copy_state"] == "changed"
    assert "link" in row["why"]


def test_a_file_of_a_gigabyte_is_refused_unread(tmp_path):
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(1024**3)
    row = only(tmp_path, "large.txt")
    assert row["copy_state"] == "refused"
    assert "64 MB" in row["why"]
    assert cost(lambda: only(tmp_path, "large.txt")).bytes < 2**20


@pytest.mark.parametrize(
    ("name", "data", "state", "word"),
    [
        ("page.html", b"PK\x03\x04\x14\x00\x00\x00", "refused", "ZIP"),
        ("page.txt", gzip.compress(TEXT, mtime=0), "refused", "gzip"),
        ("page.txt", b"\x00\x01\x02" * 50, "refused", "not text"),
        ("page.txt", b"a" * 5000 + b"\0", "unreadable", "NUL"),
        ("page.pdf", b"<html>" + TEXT, "refused", "PDF"),
        ("page.png", TEXT, "refused", "image"),
        ("page.pdf", b"%PDF-1.7\n" + random.Random(7).randbytes(2000), "unreadable", "PDF"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 \0JFIF", "unreadable", "beside"),
        ("scan.pdf", pdf(), "unreadable", "beside"),
        ("empty.html", b" \n", "refused", "empty"),
    ],
    ids=["zip", "gzip", "binary", "nul", "html as pdf", "text as png", "broken pdf", "photo", "scan", "empty"],
)
def test_what_has_no_text_is_named_for_what_it_is(tmp_path, name, data, state, word):
    (tmp_path / name).write_bytes(data)
    row = only(tmp_path, name)
    assert row["copy_state"] == state
    assert word in row["why"]
    assert pd.isna(row["quote_in_copy"])


def test_an_image_is_read_in_the_text_beside_it(tmp_path):
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "photo.png.txt").write_bytes(TEXT)
    record(tmp_path, "photo.png", media_type="image/png", text_sha256=sha256(TEXT))
    assert only(tmp_path, "photo.png")["quote_in_copy"]
    (tmp_path / "photo.png.txt").write_bytes(TEXT.replace(b"300", b"500"))
    row = only(tmp_path, "photo.png")
    assert row["copy_state"] == "changed"
    assert "text beside it" in row["why"]


@pytest.mark.parametrize(
    "quote",
    [
        "قتل ٤١٢ شخصا",
        pytest.param("قتل 412 شخصًا وأصيب أكثر من 2850 آخرين", marks=pytest.mark.slow),
        pytest.param("وذكر مدير الدفاع المدني في بلدة سلمى أن حصيلة الفيضان ارتفعت، حيث قتل", marks=pytest.mark.slow),
        pytest.param("وتسبب السيل في نزوح 17 ألف شخص", marks=pytest.mark.slow),
    ],
)
def test_an_arabic_quote_stands_in_a_page_that_a_browser_printed_as_pdf(quote):
    found = only(DATA / "evidence", "arabic.pdf", quote=quote)
    assert found["quote_in_copy"]
    wrong = only(DATA / "evidence", "arabic.pdf", quote=quote.replace("شخص", "طفل").replace("المدني", "الوطني"))
    assert not wrong["quote_in_copy"]


@pytest.mark.slow
def test_a_pdf_that_unpacks_to_gigabytes_costs_itself_alone(tmp_path):
    packer = zlib.compressobj(1)
    head, block = ([packer.compress(b" " * 2**23) + packer.flush(zlib.Z_FULL_FLUSH)] for _ in range(2))
    packed = b"".join([*head, *block * 255])  # two gigabytes
    (tmp_path / "bomb.pdf").write_bytes(pdf_of(packed, b"/Filter/FlateDecode"))
    (tmp_path / "wire.txt").write_bytes(TEXT)
    with TextReader(deadline=600, memory_mb=512) as reader:
        with contextlib.suppress(NoTextError):  # PDFium may give the page up by itself
            assert reader.look_for([QUOTE], (tmp_path / "bomb.pdf").read_bytes(), "application/pdf") is None
        assert reader.look_for([QUOTE], TEXT, "text/plain") == [FoundQuote(stands=True)]


@pytest.mark.slow
def test_a_page_made_to_take_long_is_ended_and_after_some_no_more_are_opened(monkeypatch):
    deep = b"<div>" * 400_000 + b"More than 300"  # a quarter of an hour, and more than that on a busy machine
    monkeypatch.setattr(copy_text, "MOST_LATE", 2)
    with TextReader(deadline=0.5) as reader:
        for _ in range(2):
            with pytest.raises(NoTextError, match=r"more than 0\.5 seconds"):
                reader.look_for([], deep, "text/html")
        with pytest.raises(NoTextError, match="no more were opened"):
            reader.look_for([], TEXT, "text/plain")


def test_the_worker_can_write_no_file(tmp_path):
    script = (
        "import sys; sys.path.insert(0, {!r}); import text_worker; text_worker.bound(512); "
        "open({!r}, 'wb').write(b'x' * 10**6)"
    )
    folder = Path(copy_text.__file__).parent
    target = tmp_path / "written"
    done = os.spawnlp(os.P_WAIT, os.sys.executable, "python", "-c", script.format(str(folder), str(target)))
    assert done != 0
    assert target.stat().st_size <= 64 * 1024


def test_a_copy_that_several_claims_name_is_opened_once(tmp_path, monkeypatch):
    opened = []
    original = TextReader.look_for
    monkeypatch.setattr(TextReader, "look_for", lambda self, *a: opened.append(a) or original(self, *a))
    (tmp_path / "wire.txt").write_bytes(TEXT)
    table = evidence_table(claims(*["wire.txt"] * 50), tmp_path)
    assert len(opened) == 1
    assert table["quote_in_copy"].all()


def test_a_record_tells_the_charset_that_the_server_told(tmp_path):
    (tmp_path / "page.html").write_bytes("<p>Погибли 300".encode("koi8-r"))
    record(tmp_path, "page.html", media_type="text/html; charset=koi8-r")
    assert only(tmp_path, "page.html", quote="Погибли 300")["quote_in_copy"]


RAISED = b"BT /F1 12 Tf 72 700 Td (In all, 12) Tj /F1 7 Tf 5 Ts (3) Tj /F1 12 Tf 0 Ts ( people died on 10) Tj /F1 8 Tf (5) Tj ET"


SEEN = [
    ("p.html", b"<p>In all, 12<sup>3</sup> people died", "In all, 12 people died", True),
    ("p.html", b"<p>In all, 12<sup>3</sup> people died", "In all, 123 people died", False),
    ("p.html", b"<p>In all, 12<sup>3</sup> people died", "In all, 12\u00b3 people died", True),
    ("p.html", b"<p>12 people died<sup>[<a href='#n1'>note 1</a>]</sup> on 3<sup>rd</sup> May", "died on 3rd May", True),
    ("p.html", b"<p>12 people died[3] on Monday.[a] Rain fell", "died on Monday. Rain", True),
    ("p.html", b"<p>12 people died[3] on Monday", "12[3] people died", True),
    ("p.html", b"<p>They fled 5 km<sup>2</sup> of mud", "5 km2 of mud", True),
    ("p.html", b"<p>They fled 5 km<sup>2</sup> of mud", "5 km\u00b2 of mud", True),
    ("p.txt", "In all, 12\u00b3 people died".encode(), "In all, 12 people died", True),
    ("p.txt", b"In all, 12[3] people died", "In all, 12 people died", True),
    ("p.pdf", pdf_of(RAISED), "In all, 12 people died", True),
    ("p.pdf", pdf_of(RAISED), "In all, 123 people died", False),
    ("p.pdf", pdf_of(RAISED), "died on 105", True),  # small, and not raised
    ("p.html", b"<p>In all <del>27,238</del><ins>27,328</ins> died", "In all 27,328 died", True),
    ("p.html", b"<p>In all <del>27,238</del><ins>27,328</ins> died", "In all 27,238 died", False),
    ("p.html", b"<p>In all <span style='text-decoration: line-through'>7</span> 9 died", "In all 9 died", True),
    ("p.md", b"In all ~~27,238~~ 27,328 died", "In all 27,328 died", True),
    ("p.html", b"<table><tr><td>North 12<td>300 people", "North 12,300 people", False),
    ("p.html", b"<table><tr><td>North 12<td>300 people", "North 12", True),
    ("p.html", b"<ul><li>North 12<li>300 people", "North 12 300", False),
    ("p.html", b"<p>North 12</p><p>300 people", "12,300", False),
    ("p.html", b"<p>North 12\n300 people", "North 12,300 people", True),  # a line end in a source is a blank
    ("p.html", b"<pre>North 12\n300 people</pre>", "North 12,300 people", False),
    ("p.html", b"<p>27&#8239;000 and 27 000", "27,000 and 27,000", True),
    ("p.txt", b"North 12\n300 people", "12,300", False),
    ("p.txt", b"North 12 | 300 people", "12,300", False),
    ("p.pdf", pdf("In all, 27,", "000 people", "died"), "27,000 people died", True),
    ("p.pdf", pdf("North 12", "300 people"), "12,300 people", False),
    ("p.html", b"<p>In 2023 12 people died", "In 2023 12 people", True),
]  # fmt: skip
"""(name, content, quote, whether a person sees the quote there)"""


def test_a_page_is_read_as_a_person_sees_it(tmp_path):
    names = [f"{n}-{name}" for n, (name, *_) in enumerate(SEEN)]
    for name, (_, data, _, _) in zip(names, SEEN, strict=True):
        (tmp_path / name).write_bytes(data)
    quotes = pd.Series([quote for _, _, quote, _ in SEEN], dtype="str")
    found = evidence_table(claims(*names).assign(quote=quotes), tmp_path).set_index("claim_id")["quote_in_copy"]
    for n, (name, data, quote, stands) in enumerate(SEEN):
        assert found[f"c{n}"] == stands, (name, data, quote)


def test_a_quote_that_is_struck_out_is_told_from_one_that_is_not_there(tmp_path):
    (tmp_path / "p.html").write_bytes(b"<p>In all <del>27,238</del><ins>27,328</ins> people died")
    struck, absent = (only(tmp_path, "p.html", quote=f"In all {n} people") for n in ("27,238", "27,999"))
    assert (struck["quote_in_copy"], struck["struck_out"], absent["struck_out"]) == (False, True, False)
    assert struck["instead"] == "it stands there struck out; the nearest passage is “In all 27,328 people”"


@pytest.mark.parametrize(
    "broken",
    each([b"{{{", b"\xff", b"- a\n", b"sha256:\n", b"sha256: 123\n", b"[" * 5_000, b"sha256: {a: b}"], [b"{{{"]),
)
def test_a_record_that_cannot_be_read_proves_nothing_but_the_quote_is_looked_for(tmp_path, broken):
    (tmp_path / "wire.txt").write_bytes(TEXT)
    (tmp_path / "wire.txt.meta.yaml").write_bytes(broken)
    row = only(tmp_path, "wire.txt")
    assert (row["copy_state"], row["quote_in_copy"]) == ("changed", True)
    assert row["why"].startswith("its record cannot be read, because it ")


@pytest.mark.slow
def test_a_quote_of_many_gaps_costs_little():
    data = b"a man and a boy " * 50_000
    with TextReader(
        deadline=600
    ) as reader:  # minutes are enough on the slowest machine, and too few for all combinations
        for gaps in (50, 99, 500):
            (found,) = reader.look_for([" … ".join(["a boy"] * (gaps + 1))], data, "text/plain")
            assert found.stands == (gaps < 100)
