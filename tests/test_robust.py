"""The whole coder on texts that no newspaper prints: nothing raises, every record is sound, time grows with the text, and the
same input gives the same bytes."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eventcoder
from eventcoder.coding.pipeline import STATUSES, Coder
from eventcoder.corpus.write import write_events
from eventcoder.records import COLUMNS, Document, Event

FIXTURES = Path(__file__).parent.parent / "fixtures"
SENTENCE = "استقبل وزير الخارجية المصري أمس نظيره السوري وبحث معه الأزمة . "
NEWS = (
    "أعلنت الحكومة الليبية يوم 25/6/2020 قطع العلاقات مع تركيا، فيما دعا الأمين العام للأمم المتحدة الطرفين إلى الحوار.\n"
    "وقال المتحدث باسم الجيش إن 3 جنود قتلوا في هجوم انتحاري على مقر الشرطة. هدد الرئيس التركي مصر «بالرد» (أ ف ب)."
)
CODE = re.compile(r"(?:---|(?:[A-Z]{3}){1,3})?")


@pytest.fixture(scope="session")
def coder() -> Coder:
    return eventcoder.load(statements=True, statuses=STATUSES)


def faults(document: Document, events: Sequence[Event]) -> list[str]:
    """What is wrong with a document's records, in words."""
    found = []
    for event in events:
        if not event.trigger_text or document.text[event.start : event.end] != event.trigger_text:
            found.append(f"{event.rule}: the offsets do not give {event.trigger_text!r}")
        if not CODE.fullmatch(event.source) or not CODE.fullmatch(event.target):
            found.append(f"{event.rule}: no actor codes: {event.source} {event.target}")
        if event.source_text and (event.source, event.source_text) == (event.target, event.target_text):
            found.append(f"{event.rule}: {event.source_text} on both sides")
        if event.source_id and (event.source, event.source_id) == (event.target, event.target_id):
            found.append(f"{event.rule}: {event.source_id} on both sides")
    ids = [event.event_id for event in events]
    return found + [f"{name}: told twice" for name in set(ids) if ids.count(name) > 1]


def code(coder: Coder, text: str, *, title: str = "", publisher: str = "", date: str = "2020-06-25") -> list[Event]:
    document = Document("robust", date, f"{title}\n{text}" if title else text, len(title), publisher)
    events = coder.code(document)
    assert not faults(document, events)
    return events


# ---------------------------------------------------------------- texts of any kind

PIECES = (
    *("\ud800", "\udfff", "\0", "\u202e", "\u200f", "\u200b", "\ufeff", "\u2028", "\x85", "\r", "\n", "\u0651\u064e", "ـ"),
    *("25/6/", "25/6/²", "25 / 6 / ፩", "²", "①", "Ⅳ", "٢٥/٦/", "२५", "عام ፩", "½", "12-13", "28 -", "3.5"),
    *('"', "«", "»", "”", "(", "[", "*", "\\", "+?", "$^", ".", "؟", "،", ":", "-", "•"),
    *("abc", "中文", "😀", "ﷺ", "ﻣﺼﺮ", "ﻻ", "ß", "İ", "ﬁ", "و", "ب", "ال", "لل", "هـ"),
)
BIT = st.one_of(
    st.sampled_from(NEWS.split()),
    st.sampled_from(SENTENCE.split()),
    st.sampled_from(PIECES),
    st.text(st.characters(codec=None), max_size=4),
    st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=6),
)
TEXT = st.builds(
    lambda bits, blanks: "".join(bit + (" " if blank else "") for bit, blank in zip(bits, blanks, strict=False)),
    st.lists(BIT, max_size=40),
    st.lists(st.integers(0, 4), min_size=40, max_size=40),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(title=st.one_of(st.just(""), TEXT), text=TEXT, publisher=st.text(st.characters(codec=None), max_size=5))
def test_any_text(coder: Coder, title: str, text: str, publisher: str) -> None:
    code(coder, text, title=title, publisher=publisher)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)
@given(places=st.lists(st.tuples(st.integers(0, len(NEWS)), st.sampled_from(PIECES)), min_size=1, max_size=12))
def test_news_with_bits_of_anything_in_it(coder: Coder, places: list[tuple[int, str]]) -> None:
    text = NEWS
    for place, piece in places:
        text = text[:place] + piece + text[place:]
    code(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t ", id="blanks"),
        pytest.param("\ud800", id="a lone surrogate"),
        pytest.param(SENTENCE.replace(" ", "\ud800 "), id="surrogates at words"),
        pytest.param(SENTENCE.replace("س", "س\udfff"), id="surrogates inside words"),
        pytest.param(SENTENCE.replace(" ", "\0"), id="NUL for blanks"),
        pytest.param("\0" + SENTENCE, id="NUL first"),
        pytest.param("".join(f"\u202e{word}\u202c " for word in SENTENCE.split()), id="bidi controls"),
        pytest.param("\u200b".join(SENTENCE), id="zero width everywhere"),
        pytest.param("\u064e\u0651" * 50, id="only marks"),
        pytest.param("".join(letter + "\u064e\u0651" for letter in SENTENCE), id="marks everywhere"),
        pytest.param("The Egyptian minister met his counterpart.", id="Latin"),
        pytest.param("埃及外长会见了叙利亚外长。", id="Chinese"),
        pytest.param("😀👩‍👩‍👧 " * 30, id="emoji"),
        pytest.param("قتل ٣ و۳ و३ و፫ و³ و③ جنود في مصر يوم 25/6/፩ و25/6/² وعام ፩፪፫፬", id="digits of other scripts"),
        pytest.param(r"قتل (.*)+?[^\d]{3}|$^\1 جنود (?P<x> في مصر", id="regex metacharacters"),
        pytest.param(" ".join(f"{word} {word}" for word in NEWS.split()), id="every word doubled"),
        pytest.param("".join(chr(0xFE8D + ord(letter) % 100) for letter in NEWS), id="presentation forms"),
        pytest.param("ﺍﺳﺘﻘﺒﻞ وزير الخارجية ﺍﻟﻤﺼﺮﻱ نظيره ﺍﻟﺴﻮﺭﻱ ﷺ", id="an event in presentation forms"),
        pytest.param("،؛:.!؟" * 50, id="only punctuation"),
    ],
)
def test_odd_text(coder: Coder, text: str) -> None:
    code(coder, text)
    code(coder, SENTENCE + text, title=text, publisher=text)


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "when",
    ["أمس", "غدا", "الأسبوع الماضي", "العام المقبل", "قبل 999 سنة", "في يناير الماضي", "في 12 رمضان", "الشهر المقبل", "عام 1990"],
)
def test_the_ends_of_the_calendar(coder: Coder, date: str, when: str) -> None:
    code(coder, SENTENCE.replace("أمس", when), date=date)


def test_the_parser_does_not_see_what_it_cannot_read(coder: Coder) -> None:
    clean, odd = SENTENCE.replace("وبحث", "، وبحث"), SENTENCE.replace("وبحث", "\ud800 وبحث")
    assert [event.code for event in code(coder, odd)] == [event.code for event in code(coder, clean)] != []


# ---------------------------------------------------------------- length


def seconds(coder: Coder, text: str) -> float:
    start = time.perf_counter()
    code(coder, text)
    return time.perf_counter() - start


@pytest.mark.parametrize(
    ("make", "size"),
    [
        pytest.param(lambda size: SENTENCE * size, 25, id="sentences"),
        pytest.param(lambda size: " ".join(SENTENCE.replace(".", "").split() * size), 50, id="one sentence of 5,000 words"),
        pytest.param(lambda size: "قتل الجيش المصري جنديا و" * size, 30, id="one sentence of verbs"),
        pytest.param(lambda size: "م" * size, 30_000, id="no blank"),
        pytest.param(lambda size: "مصر/" * size, 1_000, id="names without a blank"),
        pytest.param(lambda size: "م" + "\u0301" * size, 10_000, id="combining marks"),
        pytest.param(lambda size: '"' * size, 2_000, id="quotes"),
        pytest.param(lambda size: 'مصر" ' * size, 500, id="quotes at words"),
        pytest.param(lambda size: "« مصر . " * size, 60, id="quotes never closed"),
        pytest.param(lambda size: "( مصر . " * size, 60, id="parentheses never closed"),
        pytest.param(lambda size: "25 / 6 / " * size, 300, id="dates"),
    ],
)
def test_time_grows_with_the_text(coder: Coder, make: Callable[[int], str], size: int) -> None:
    short, text = max(seconds(coder, make(size)), 0.1), make(10 * size)  # below a tenth of a second chance decides
    assert seconds(coder, text) < 15 * short or seconds(coder, text) < 15 * short


# ---------------------------------------------------------------- files


@pytest.fixture(scope="session")
def events(coder: Coder) -> list[Event]:
    odd = SENTENCE.replace("وزير", "=\u202eوزير") + NEWS.replace("مصر", '"مصر,\u200b"')
    return [*code(coder, NEWS, title=SENTENCE, publisher='=cmd|"x",\n😀'), *code(coder, odd)]


def test_records_are_written_and_read_again(events: list[Event], tmp_path: Path) -> None:
    assert len(events) > 4
    write_events(events, str(tmp_path / "out.jsonl"), "jsonl")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [Event(**row) for row in rows] == events
    write_events(events, str(tmp_path / "out.csv"), "csv")
    with open(tmp_path / "out.csv", encoding="utf-8", newline="") as stream:
        table = list(csv.reader(stream))
    assert table[0] == list(COLUMNS)
    assert [row[0] for row in table[1:]] == [event.event_id for event in events]


# ---------------------------------------------------------------- the same again

COMMAND = [sys.executable, "-c", "from eventcoder.cli.main import main; main(prog_name='eventcoder')"]


def run(out: Path, seed: str, cache: Path | None = None) -> bytes:
    """The records of the bundled documents, in a new process with its own order of sets; with its own lexicon in a `cache`."""
    environment = {**os.environ, "PYTHONHASHSEED": seed} | ({"EVENTCODER_CACHE": str(cache)} if cache else {})
    command = [*COMMAND, "code", str(FIXTURES / "documents.jsonl"), "--out", str(out), "--status", "all", "--statements"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return out.read_bytes()


def test_every_run_gives_the_same_bytes(coder: Coder, tmp_path: Path) -> None:
    first = run(tmp_path / "1.jsonl", "1")
    assert first.count(b"\n") > 50
    assert run(tmp_path / "1.jsonl", "1") == first
    assert run(tmp_path / "2.jsonl", "2", tmp_path) == first
