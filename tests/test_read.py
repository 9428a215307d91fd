"""What the reader makes of every kind of input: documents, or refusals with their reason."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from eventcoder.corpus.read import MAX_BYTES, Refusal, input_files, input_size, iso_date, read_documents
from eventcoder.errors import InputError
from eventcoder.records import Document

TEXT = "التقى وزير الخارجية المصري نظيره الأردني في القاهرة."
GOOD = {"id": "a1", "date": "2020-06-25", "text": TEXT}
OTHER = json.dumps({"id": "other", "date": "2020-01-01", "text": TEXT})


def dated(text: str) -> str:
    return "2020-06-25" if "25 يونيو 2020" in text else ""


def read(tmp_path: Path, name: str, content: str | bytes) -> list[Document | Refusal]:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(read_documents([str(file)], find_date=dated))


def reasons(items: list[Document | Refusal]) -> list[str]:
    return [item.reason for item in items if isinstance(item, Refusal)]


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("2020-06-25", "2020-06-25"),
        ("20200625", "2020-06-25"),
        (" 2020-06-25 ", "2020-06-25"),
        ("2020-06-25T11:58:00Z", "2020-06-25"),
        ("2020-06-25 11:58", "2020-06-25"),
        ("20200625T115800", "2020-06-25"),
        ("2020-02-30", ""),
        ("0000-01-01", ""),
        ("2020-0625", ""),
        ("25/06/2020", ""),
        ("2020-W26-4", ""),
        ("2020-06", ""),
        ("٢٠٢٠-٠٦-٢٥", ""),
        ("2020-06-25 yesterday", ""),
    ],
)
def test_dates(value: str, want: str) -> None:
    assert iso_date(value) == want


@pytest.mark.parametrize(
    ("changes", "want"),
    [
        ({}, Document("a1", "2020-06-25", TEXT)),
        ({"title": "لقاء"}, Document("a1", "2020-06-25", f"لقاء\n{TEXT}", title_end=4)),
        ({"title": "  "}, Document("a1", "2020-06-25", TEXT)),
        ({"title": None, "publisher": None, "url": None}, Document("a1", "2020-06-25", TEXT)),
        ({"publisher": "سانا", "url": "http://x/1", "more": [1]}, Document("a1", "2020-06-25", TEXT, 0, "سانا", "http://x/1")),
        ({"id": 17}, Document("17", "2020-06-25", TEXT)),
        ({"date": 20200625}, Document("a1", "2020-06-25", TEXT)),
        ({"date": "2020-06-25T10:00:00+02:00"}, Document("a1", "2020-06-25", TEXT)),
        (
            {"date": "", "text": f"القاهرة 25 يونيو 2020 - {TEXT}"},
            Document("a1", "2020-06-25", f"القاهرة 25 يونيو 2020 - {TEXT}"),
        ),
        (
            {"date": None, "text": f"القاهرة 25 يونيو 2020 - {TEXT}"},
            Document("a1", "2020-06-25", f"القاهرة 25 يونيو 2020 - {TEXT}"),
        ),
        ({"text": f" {TEXT}\r\n"}, Document("a1", "2020-06-25", f" {TEXT}\r\n")),
    ],
)
def test_jsonl_document(tmp_path: Path, changes: dict[str, object], want: Document) -> None:
    assert read(tmp_path, "n.jsonl", json.dumps(GOOD | changes) + "\n") == [want]


@pytest.mark.parametrize(
    ("line", "doc_id", "reason"),
    [
        ("{not json}", "", "not JSON"),
        ('{"id": "a1", "date": "2020-06-25"', "", "not JSON"),
        ("[1, 2]", "", "not a JSON object"),
        ('"text"', "", "not a JSON object"),
        ({"text": None}, "a1", "no text"),
        ({"text": " \n"}, "a1", "no text"),
        ({"text": "", "title": "عنوان"}, "a1", "no text"),
        ({"text": 5}, "a1", "`text` is not text but a number"),
        ({"text": ["x"]}, "a1", "`text` is not text but a list"),
        ({"title": {"ar": "x"}}, "a1", "`title` is not text but an object"),
        ({"publisher": True}, "a1", "`publisher` is not text but true or false"),
        ({"id": None}, "", "no id"),
        ({"id": True}, "", "`id` is not text but true or false"),
        ({"id": 123456789012345678901}, "", "`id` is not text but a number (a long one needs quotes)"),
        ({"date": None}, "a1", "no date"),
        ({"date": "25/06/2020"}, "a1", "`date` is not YYYY-MM-DD: '25/06/2020'"),
        ({"date": "25/06/2020", "text": "25 يونيو 2020"}, "a1", "`date` is not YYYY-MM-DD"),
        ({"date": "2020-13-01"}, "a1", "`date` is not YYYY-MM-DD"),
        ({"text": f"{TEXT}\0"}, "a1", "a NUL byte in `text`"),
        ({"id": "a\0"}, "a\0", "a NUL byte in `id`"),
        ('{"id": "a1", "date": "2020-06-25", "text": "x\\ud800"}', "", "not JSON: no low surrogate"),
        ({"text": "س" * (MAX_BYTES // 2 + 1)}, "a1", "more than 5 MB of text"),
        ({"id": "other"}, "other", "its id was read before"),
    ],
)
def test_jsonl_refusal(tmp_path: Path, line: str | dict[str, object], doc_id: str, reason: str) -> None:
    shown = line if isinstance(line, str) else json.dumps(GOOD | line)
    first, second, third = read(tmp_path, "n.jsonl", f"{OTHER}\n{shown}\n{json.dumps(GOOD | {'id': 'z'})}\n")
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Refusal)
    assert (second.source, second.doc_id, second.whole) == (f"{tmp_path}/n.jsonl:2", doc_id, False)
    assert second.reason.startswith(reason)


def test_bad_byte_costs_its_own_line(tmp_path: Path) -> None:
    items = read(tmp_path, "n.jsonl", OTHER.encode() + b'\n{"id": "a1", "date": "2020-06-25", "text": "\xe3\xd5\xd1"}\n')
    assert [type(item) for item in items] == [Document, Refusal]
    assert reasons(items) == ["not UTF-8; save it as UTF-8"]


def test_endless_line_is_refused(tmp_path: Path) -> None:
    items = read(tmp_path, "n.jsonl", b'{"id": "' + b"x" * 81_000_000 + b'"}\n' + OTHER.encode())
    assert [type(item) for item in items] == [Refusal, Document]
    assert reasons(items) == ["a line of more than 40 MB"]


def test_blank_lines_and_bom_are_passed_over(tmp_path: Path) -> None:
    assert len(read(tmp_path, "n.jsonl", b"\xef\xbb\xbf" + f"{json.dumps(GOOD)}\r\n\n   \n{OTHER}".encode())) == 2


def test_gzip(tmp_path: Path) -> None:
    assert [type(item) for item in read(tmp_path, "n.jsonl.gz", gzip.compress(f"{OTHER}\n".encode()))] == [Document]
    assert reasons(read(tmp_path, "m.jsonl.gz", b"no gzip")) == ["cannot be read: Not a gzipped file (b'no')"]
    cut = gzip.compress(b"".join(json.dumps(GOOD | {"id": str(n)}).encode() + b"\n" for n in range(2000)))[:-20]
    items = read(tmp_path, "o.jsonl.gz", cut)
    assert isinstance(items[0], Document) and isinstance(items[-1], Refusal)
    assert items[-1].reason.startswith("cannot be read any further") and not items[-1].whole


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("n.jsonl", "", "is empty"),
        ("n.jsonl", " \n\n", "is empty"),
        ("n.csv", "", "is empty"),
        ("n.tsv", "\n", "is empty"),
        ("n.txt", "", "is empty"),
        ("n.txt", "\ufeff \n", "is empty"),
        ("n.jsonl", "قال", "not JSON"),
        ("n.jsonl", json.dumps(GOOD, ensure_ascii=False).encode("cp1256"), "not UTF-8"),
        (
            "n.txt",
            f"لقاء\n25 يونيو 2020\n{TEXT}".encode("cp1256"),
            "not UTF-8; save it as UTF-8 (the first bad byte is in line 1)",
        ),
        ("n.txt", "لقاء".encode() + b"\nok\n\xe3\n", "not UTF-8; save it as UTF-8 (the first bad byte is in line 3)"),
        ("n.txt", "25 يونيو 2020", "no text"),
        ("n.csv", f"id,date,text\n1,2020-06-25,{TEXT}\n".encode("cp1256"), "not UTF-8"),
        ("n.csv", "معرف,نص\n".encode("cp1256"), "not UTF-8"),
        ("n.csv", f"id;date;text\n1;2020-06-25;{TEXT}\n", "no column id and no column text in the header"),
        ("n.csv", f"id,date,text,text\n1,2020-06-25,{TEXT},x\n", "two columns text in the header"),
        ("n.csv", '"id" x,date\n', "not a row of the table"),
        ("n.xml", "", "is empty"),
        ("n.xml", "no xml", "not XML"),
        ("n.xml", "<Sentences></Sentences>", "no <Sentence> or <Article> in it"),
    ],
)
def test_whole_input_at_fault(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    items = read(tmp_path, name, content)
    assert items and all(isinstance(item, Refusal) and item.whole for item in items)
    assert reasons(items)[0].startswith(reason)


def test_missing_unknown_and_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        list(read_documents([str(tmp_path / "none.jsonl")]))
    (tmp_path / "a.docx").write_text("x")
    with pytest.raises(InputError, match="not a known kind of file"):
        list(read_documents([str(tmp_path / "a.docx")]))
    (item,) = read_documents([str(tmp_path)])
    assert isinstance(item, Refusal) and item.whole and item.reason.startswith("no document in this folder")


@pytest.mark.parametrize(
    ("name", "content", "want"),
    [
        (
            "t.csv",
            f'id,date,text,title\r\n1,2020-06-25,"{TEXT}, ثم\r\nغادر ""عمّان""",لقاء\r\n',
            Document("1", "2020-06-25", f'لقاء\n{TEXT}, ثم\r\nغادر "عمّان"', 4),
        ),
        (
            "t.csv",
            f"\ufeff ID ,Date,Text,url\n\n1,20200625,{TEXT},http://x\n",
            Document("1", "2020-06-25", TEXT, 0, "", "http://x"),
        ),
        ("t.csv", f"id,text\n1,25 يونيو 2020 {TEXT}\n", Document("1", "2020-06-25", f"25 يونيو 2020 {TEXT}")),
        ("t.TSV", f"id\tdate\ttext\n1\t2020-06-25\t{TEXT}, ثم\n", Document("1", "2020-06-25", f"{TEXT}, ثم")),
    ],
)
def test_table(tmp_path: Path, name: str, content: str, want: Document) -> None:
    assert read(tmp_path, name, content) == [want]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"2,2020-06-25,one,two", "4 cells under a header of 3"),
        (b"2,2020-06-25", "2 cells under a header of 3"),
        (b'2,2020-06-25,"said "so" then"', "not a row of the table"),
        (b"2,2020-06-25,\xe3\xd5\xd1", "not UTF-8"),
        (b"2,2020-06-25,a\0b", "a NUL byte in `text`"),
        (b"2,2020-06-25,", "no text"),
        (b"2,,text", "no date"),
    ],
)
def test_table_refusal(tmp_path: Path, row: bytes, reason: str) -> None:
    good = f"2020-06-25,{TEXT}\n".encode()
    items = read(tmp_path, "t.csv", b"id,date,text\n1," + good + row + b"\n3," + good)
    assert [type(item) for item in items] == [Document, Refusal, Document]
    assert isinstance(items[1], Refusal) and items[1].source == f"{tmp_path}/t.csv:3"
    assert items[1].reason.startswith(reason)


def test_table_quote_left_open(tmp_path: Path) -> None:
    items = read(tmp_path, "t.csv", f'id,date,text\n1,2020-06-25,{TEXT}\n2,2020-06-25,"open\n3,2020-06-25,{TEXT}\n')
    assert [type(item) for item in items] == [Document, Refusal]
    assert reasons(items) == ["not a row of the table: unexpected end of data"]


@pytest.mark.parametrize(
    ("content", "text", "title"),
    [
        (f"لقاء\n\n25 يونيو 2020\n\n{TEXT}\n".encode(), f"لقاء\n\n25 يونيو 2020\n\n{TEXT}\n", "لقاء"),
        (f"\n\nلقاء\n25 يونيو 2020\n{TEXT}".encode(), f"\n\nلقاء\n25 يونيو 2020\n{TEXT}", "\n\nلقاء"),
        (f"لقاء\r\n25 يونيو 2020\r\n{TEXT}\r\n".encode(), f"لقاء\r\n25 يونيو 2020\r\n{TEXT}\r\n", "لقاء"),
        (f"\ufeffلقاء\n25 يونيو 2020\n{TEXT}".encode(), f"لقاء\n25 يونيو 2020\n{TEXT}", "لقاء"),
    ],
)
def test_text_file(tmp_path: Path, content: bytes, text: str, title: str) -> None:
    (item,) = read(tmp_path, "seed.txt", content)
    assert item == Document("seed", "2020-06-25", text, len(title))
    assert isinstance(item, Document) and item.text[: item.title_end] == title


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f"لقاء\n{TEXT}", "no date"),
        (f"لقاء\n25 يونيو 2020\n\0{TEXT}", "a NUL byte in `text`"),
        ("لقاء\n25 يونيو 2020\n" + "س" * (MAX_BYTES // 2), "more than 5 MB of text"),
    ],
)
def test_text_file_refusal(tmp_path: Path, content: str, reason: str) -> None:
    assert [found.split(";")[0].split(":")[0] for found in reasons(read(tmp_path, "t.txt", content))] == [reason]


def test_xml(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        "p.xml",
        f"""<?xml version="1.0" encoding="UTF-8"?>
<Sentences>
<Sentence date="20200625" id="AFP_1" source="AFP" sentence="True">
<Text>
{TEXT}
</Text>
<Parse>(ROOT x)</Parse>
</Sentence>
<Sentence id="AFP_2" source="AFP"><Text>قتل &amp; جرح</Text></Sentence>
<Sentence date="20200625" id="AFP_3"><Text> </Text></Sentence>
</Sentences>""",
    )
    assert items[0] == Document("AFP_1", "2020-06-25", TEXT, 0, "AFP")
    assert [(item.source, item.doc_id) for item in items[1:] if isinstance(item, Refusal)] == [
        (f"{tmp_path}/p.xml:9", "AFP_2"),
        (f"{tmp_path}/p.xml:10", "AFP_3"),
    ]
    assert [reason[:7] for reason in reasons(items)] == ["no date", "no text"]


def test_xml_articles(tmp_path: Path) -> None:
    content = f'<Articles><Article date="20200625" id="x" source="SPA" url="http://x"><Title>لقاء</Title><Text>{TEXT}</Text></Article></Articles>'
    assert read(tmp_path, "p.xml", content) == [Document("x", "2020-06-25", f"لقاء\n{TEXT}", 4, "SPA", "http://x")]


@pytest.mark.parametrize(
    ("content", "reason", "documents"),
    [
        (f'<Articles><Article date="20200625" id="x"><Text>{TEXT}</Text></Article><Article', "not XML from here on", 1),
        (
            f'<Articles><Article date="20200625" id="x"><Text>{TEXT}</Text></Article></Sentences>',
            "not XML from here on: mismatched tag",
            1,
        ),
        (
            '<!DOCTYPE x [<!ENTITY a "aaaa">]><Articles><Article date="20200625" id="x"><Text>&a;</Text></Article></Articles>',
            "not XML that can be read safely",
            0,
        ),
        (
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            '<Articles><Article id="x"><Text>&a;</Text></Article></Articles>',
            "not XML that can be read safely",
            0,
        ),
    ],
)
def test_xml_at_fault(tmp_path: Path, content: str, reason: str, documents: int) -> None:
    items = read(tmp_path, "p.xml", content)
    assert sum(isinstance(item, Document) for item in items) == documents
    assert len(reasons(items)) == 1 and reasons(items)[0].startswith(reason)


def test_folder_is_read_in_order(tmp_path: Path) -> None:
    for name in ("b/2.jsonl", "a.jsonl", "b/1.jsonl", ".hidden/3.jsonl", "note.md", "out.jsonl", "old.csv.rejects.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(GOOD | {"id": name}))
    items = list(read_documents([str(tmp_path)], skip=[str(tmp_path / "out.jsonl")]))
    assert [item.id for item in items if isinstance(item, Document)] == ["a.jsonl", "b/1.jsonl", "b/2.jsonl"]
    assert [Path(path).name for path in input_files([str(tmp_path / "b"), "-"])] == ["1.jsonl", "2.jsonl", "-"]


def test_same_id_in_two_inputs_is_refused_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(GOOD))
    items = list(read_documents([str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl")]))
    assert [type(item) for item in items] == [Document, Refusal]


def test_id_of_a_refused_document_is_free(tmp_path: Path) -> None:
    items = read(tmp_path, "n.jsonl", "\n".join(json.dumps(GOOD | change) for change in ({"text": ""}, {})))
    assert [type(item) for item in items] == [Refusal, Document]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{OTHER}\nx\n".encode())))
    first, second = read_documents(["-"])
    assert isinstance(first, Document) and isinstance(second, Refusal)
    assert second.source == "stdin:2"
    assert input_size(["-"]) is None


@pytest.mark.parametrize("name", ["n.jsonl", "n.jsonl.gz", "t.csv", "t.txt", "p.xml"])
def test_advance_adds_up_to_the_size(tmp_path: Path, name: str) -> None:
    content = {
        "n.jsonl": f"{OTHER}\nx\n",
        "t.csv": f"id,date,text\n1,2020-06-25,{TEXT}\n",
        "t.txt": f"لقاء\n25 يونيو 2020\n{TEXT}",
        "p.xml": f'<Articles><Article date="20200625" id="x"><Text>{TEXT}</Text></Article></Articles>\n',
    }.get(name, OTHER).encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    steps: list[int] = []
    list(read_documents([str(tmp_path / name)], advance=steps.append))
    assert sum(steps) == input_size([str(tmp_path / name)])


def test_fault_of_the_date_reader_is_an_internal_error(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(text: str) -> str:
        raise KeyError("month")

    (tmp_path / "n.jsonl").write_text(f"{OTHER}\n{json.dumps(GOOD | {'date': ''})}")
    items = list(read_documents([str(tmp_path / "n.jsonl")], find_date=broken))
    assert reasons(items) == ["internal error: KeyError: 'month'"]
    assert "internal error" in caplog.text
