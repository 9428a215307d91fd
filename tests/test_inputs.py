"""Where documents come from: packed files, globs, pages, encodings, object stores."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_coder import TEXT, contents, run

from eventcoder.corpus.find_inputs import find_inputs, kind_of
from eventcoder.corpus.read import Refusal, read_documents
from eventcoder.errors import InputError
from eventcoder.records import Document

GOOD = {"id": "a", "date": "2020-06-25", "text": TEXT}
LINE = json.dumps(GOOD, ensure_ascii=False)
DOCUMENT = Document("a", "2020-06-25", TEXT)
PAGE = f"""<html><head><title>لقاء في القاهرة</title>{{meta}}
<meta property="og:site_name" content="وكالة"><meta property="article:published_time" content="2020-06-25T10:00:00Z">
</head><body><nav><a href="/">الرئيسية</a></nav><article><h1>لقاء في القاهرة</h1>
<p>{TEXT} {TEXT} {TEXT}</p><p>وقال الوزير إن اللقاء تناول العلاقات بين البلدين وسبل دعمها في المجالات كافة.</p>
<script>alert(1)</script></article><footer>حقوق النشر</footer></body></html>"""


def read(path: Path | str, encoding: str = "utf-8") -> list[Document | Refusal]:
    return list(read_documents([str(path)], encoding=encoding))


def packed(content: bytes, packing: str) -> bytes:
    if packing == "gz":
        return gzip.compress(content)
    if packing == "zst":
        zstandard = pytest.importorskip("zstandard", reason="needs the zstd extra")
        half = len(content) // 2  # two frames, as `cat a.zst b.zst` makes
        return b"".join(zstandard.ZstdCompressor().compress(part) for part in (content[:half], content[half:]))
    return content


@pytest.mark.parametrize("packing", ["gz", "zst"])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("jsonl", LINE),
        ("csv", f"id,date,text\na,2020-06-25,{TEXT}\n"),
        ("tsv", f"id\tdate\ttext\na\t2020-06-25\t{TEXT}\n"),
        ("xml", f'<Articles><Article date="20200625" id="a"><Text>{TEXT}</Text></Article></Articles>'),
    ],
)
def test_packed(tmp_path: Path, kind: str, content: str, packing: str) -> None:
    file = tmp_path / f"in.{kind}.{packing}"
    file.write_bytes(packed(content.encode(), packing))
    assert read(file) == [DOCUMENT]
    file.write_bytes(b"nothing of the kind")
    [refusal] = read(file)
    assert isinstance(refusal, Refusal) and refusal.reason.startswith("cannot be read: ")


@pytest.mark.parametrize(
    ("name", "want"),
    [
        ("a.csv.gz", ("a", "csv", "gz")),
        ("x/a.b.JSONL.ZST", ("a.b", "jsonl", "zst")),
        ("a.htm", ("a", "html", "")),
        ("a.pdf", ("a.pdf", "", "")),
        ("a.gz", ("a.gz", "", "")),
        (".csv", (".csv", "", "")),
    ],
)
def test_kinds(name: str, want: tuple[str, str, str]) -> None:
    assert kind_of(name) == want


@pytest.mark.parametrize(
    ("kind", "encoding", "declared", "option"),
    [
        ("jsonl", "utf-16", True, "utf-8"),
        ("csv", "utf-16", True, "utf-8"),
        ("txt", "utf-16", True, "utf-8"),
        ("jsonl", "utf-16-le", False, "utf-16"),
        ("jsonl", "cp1256", False, "windows-1256"),
        ("csv", "cp1256", False, "windows-1256"),
        ("txt", "cp1256", False, "windows-1256"),
        ("xml", "utf-16", True, "utf-8"),
        ("xml", "cp1256", True, "utf-8"),
    ],
)
def test_encodings_hold_where_they_are_declared(tmp_path: Path, kind: str, encoding: str, declared: bool, option: str) -> None:
    name = {"cp1256": "windows-1256"}.get(encoding, "UTF-16")
    content = {
        "jsonl": LINE,
        "csv": f"id,date,text\na,2020-06-25,{TEXT}\n",
        "txt": f"لقاء\n{TEXT}\n",
        "xml": f'<?xml version="1.0" encoding="{name}"?><Articles><Article date="20200625" id="a"><Text>{TEXT}</Text></Article>'
        "</Articles>",
    }[kind]
    file = tmp_path / f"a.{kind}"
    file.write_bytes(content.encode(encoding))
    [item] = list(read_documents([str(file)], encoding=option, find_date=lambda text: "2020-06-25"))
    assert isinstance(item, Document) and TEXT in item.text and item.id == "a"
    if not declared:
        assert not any(isinstance(item, Document) for item in read(file)), "an encoding was guessed"


def test_wrong_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe" + b"\x00\xd8\x00\x00")
    [refusal] = read(tmp_path / "a.jsonl")
    assert isinstance(refusal, Refusal) and refusal.reason == "cannot be read: not UTF-16; is that the file's encoding?"


@pytest.mark.parametrize(
    ("meta", "encoding", "option"),
    [
        ("", "utf-8", "utf-8"),
        ('<meta charset="windows-1256">', "cp1256", "utf-8"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">', "cp1256", "utf-8"),
        ("", "cp1256", "windows-1256"),
        ("", "utf-16", "utf-8"),
    ],
)
def test_page(tmp_path: Path, meta: str, encoding: str, option: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    file = tmp_path / "page.html"
    file.write_bytes(PAGE.format(meta=meta).encode(encoding))
    [document] = read(file, option)
    assert isinstance(document, Document), document
    assert (document.id, document.date, document.publisher) == ("page", "2020-06-25", "وكالة")
    assert document.text.startswith("لقاء في القاهرة\n") and TEXT in document.text
    assert "الرئيسية" not in document.text and "alert" not in document.text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (PAGE.format(meta="").encode("cp1256"), "not in the encoding that is declared"),
        (
            PAGE.format(meta='<meta charset="koi8-r">').encode("utf-8"),
            "not in the encoding that is declared, or none is: the page",
        ),
        (b"<html><body></body></html>", "no article found in the page"),
        (b" ", "is empty"),
        (b"<div>" * 5_000_000, "a page of more than 20 MB"),
    ],
)
def test_page_without_an_article(tmp_path: Path, content: bytes, reason: str) -> None:
    pytest.importorskip("trafilatura", reason="needs the html extra")
    (tmp_path / "page.html").write_bytes(content)
    [refusal] = read(tmp_path / "page.html")
    assert isinstance(refusal, Refusal) and refusal.reason.startswith(reason)


def test_globs(tmp_path: Path) -> None:
    for name in ("2020/a.jsonl", "2020/b.csv", "2021/c.jsonl", "2021/deep/d.jsonl", "2021/note.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(LINE)
    for pattern, want in (
        ("*/*.jsonl", ["a.jsonl", "c.jsonl"]),
        ("**/*.jsonl", ["a.jsonl", "c.jsonl", "d.jsonl"]),
        ("202[1]", ["c.jsonl", "d.jsonl"]),
    ):
        assert [Path(path).name for path in find_inputs([f"{tmp_path}/{pattern}"])] == want
    with pytest.raises(InputError, match="no file of a known kind matches"):
        list(find_inputs([f"{tmp_path}/*.pdf"]))


@pytest.fixture
def memory() -> Iterator[object]:
    fsspec = pytest.importorskip("fsspec", reason="needs the objects extra")
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_object_store(tmp_path: Path, memory: object) -> None:
    lines = [json.dumps(GOOD | {"id": str(number), "date": f"2020-06-0{number + 1}"}, ensure_ascii=False) for number in range(4)]
    memory.pipe("/news/a.jsonl", "\n".join(lines[:2]).encode())  # type: ignore[attr-defined]
    memory.pipe("/news/deep/b.jsonl.gz", gzip.compress("\n".join([lines[2], "{"]).encode()))  # type: ignore[attr-defined]
    report = run(["memory://news"], "memory://store/events-of-mine")
    assert (report.coded, report.refused, report.inputs) == (3, 1, 2)
    again = run(["memory://news/"], "memory://store/events-of-mine")
    assert (again.coded, again.inputs, again.inputs_unchanged) == (0, 0, 2)
    memory.pipe("/news/c.jsonl", lines[3].encode())  # type: ignore[attr-defined]
    assert run(["memory://news/*.jsonl"], "memory://store/events-of-mine").coded == 1
    run(["memory://news"], "memory://store/events-of-mine", recode=True)
    found = sorted(memory.find("/store"))  # type: ignore[attr-defined]
    days = [f"events/2020/06/2020-06-0{day}.csv" for day in (1, 2, 3, 4)]
    kept = ["manifest.sqlite", "rejects.jsonl", "report.json", "report.txt"]
    top = [*days, *kept, *(f"vintage-2/{name}" for name in (*days, *kept))]
    assert found == sorted(f"/store/events-of-mine/{name}" for name in top)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run([tmp_path / "news"], tmp_path / "out")
    for name in days:
        assert memory.cat_file(f"/store/events-of-mine/{name}") == contents(tmp_path / "out")[name]  # type: ignore[attr-defined]


def test_object_store_is_locked(memory: object) -> None:
    memory.pipe("/news/a.jsonl", LINE.encode())  # type: ignore[attr-defined]
    owner = {"process": 4, "host": "h", "since": "2020"}
    memory.pipe("/out/lock", json.dumps(owner | {"sign": 4e9}).encode())  # type: ignore[attr-defined]
    with pytest.raises(InputError.__base__, match="in use by the run of process 4 on h"):  # type: ignore[arg-type]
        run(["memory://news"], "memory://out/")
    memory.pipe("/out/lock", json.dumps(owner | {"sign": 1.0}).encode())  # type: ignore[attr-defined]
    assert "gave no sign of life" in run(["memory://news"], "memory://out/").changes[0]
    assert not memory.exists("/out/lock")  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["memory://none", "nosuch://x/y"])
def test_object_that_is_not_there(memory: object, path: str) -> None:
    with pytest.raises(InputError, match="no such object|Protocol not known"):
        list(find_inputs([path]))


def test_file_address_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(LINE, encoding="utf-8")
    assert read(f"file://{tmp_path}/a.jsonl") == [DOCUMENT]
    run([f"file://{tmp_path}/a.jsonl"], f"file://{tmp_path}/out/")
    assert [name for name in contents(tmp_path / "out") if name.endswith("csv")] == ["events/2020/06/2020-06-25.csv"]


def test_standard_input_into_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for coded in (1, 0):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE.encode())))
        assert run(["-"], tmp_path / "out").coded == coded
    with pytest.raises(InputError, match="only once"):
        run(["-", "-"], tmp_path / "out")
