"""Names: the longest wins, a role noun takes no beginning of a name, near:; and how fast the lexicon is read and searched."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small import compile_small, make_words

import eventcoder
from eventcoder import lexicon as lexicons
from eventcoder.coding.analyse import find_words
from eventcoder.coding.names import Leaf, Openings, find_matches
from eventcoder.lexicon import Lexicon
from eventcoder.records import Sentence

SENTENCES = Path(__file__).parent.parent.parent / "shared" / "gold" / "gsr_dev" / "sentences.jsonl"
FASTEST = 30_000
"""Sentences a second that an idle core matches; the test asks for half, since it may share its core."""

READ = """
import sys, time
from pathlib import Path
from eventcoder.lexicon import load
start = time.process_time()
load(Path(sys.argv[1]))
print(time.process_time() - start)
"""
"""Prints the seconds that a fresh process needs."""

MORE = """
actor: YEM
english: Yemen
demonym: Yemeni
kind: country
name: اليمن
nisba: يمني
role: YEM

actor: YEM.islah
english: Islah
kind: party
name: حزب الإصلاح
role: YEMPTY

actor: YEM.fath
english: Fath
kind: group
name: الفتح
near: صنعاء
role: YEMREB

agent: party-headquarters
english: party headquarters
english-plural: party headquarters
name: مقر حزب
role: PTY

agent: headquarters-of
english: headquarters
english-plural: headquarters
name: مقر
role: SAME
needs: nationality
kind: body
"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    return compile_small(tmp_path_factory.mktemp("dictionaries") / "small", MORE)


def found(lexicon: Lexicon, sentence: str, allows: Callable[[Leaf], bool] | None = None) -> list[str]:
    words = make_words(sentence)
    return [
        " ".join(word.text for word in words[match.first : match.last])
        for match in find_matches(words, lexicon.names, allows=allows)
    ]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("مقر/N حزب/N جديد/A", ["مقر حزب"]),
        ("مقر/N حزب/N الإصلاح/N", ["مقر", "حزب الإصلاح"]),  # the name is longer than what is left of it
        ("مقر/N حزب/N العدالة/N والتنمية/N", ["مقر", "حزب العدالة والتنمية"]),
        ("الأمم/N المتحدة/A", ["الأمم المتحدة"]),
        ("الأمم/N", []),
        ("وبحزب/N الإصلاح/N", ["وبحزب الإصلاح"]),
        ('حزب/N " الإصلاح/N "', ['حزب " الإصلاح']),
        ("شرطتها/N", ["شرطتها"]),
        ("وزير/N داخليتها/N", ["وزير داخليتها"]),
        ("الشرطه/N", ["الشرطه"]),
        ("في/D مصر/P", ["مصر"]),
    ],
)
def test_names(sentence: str, wanted: list[str], lexicon: Lexicon) -> None:
    assert found(lexicon, sentence) == wanted


@pytest.mark.parametrize(("there", "wanted"), [(True, ["الفتح"]), (False, [])])
def test_a_name_with_near_words_is_asked_for_once(there: bool, wanted: list[str], lexicon: Lexicon) -> None:
    asked: list[Leaf] = []

    def allows(leaf: Leaf) -> bool:
        asked.append(leaf)
        return there

    assert found(lexicon, "قال/V الفتح/N عن/D الشرطة/N", allows) == [*wanted, "الشرطة"]
    assert [lexicon.actors[index].id for _, index, _ in asked] == ["YEM.fath"]


def test_the_memory_changes_nothing(lexicon: Lexicon) -> None:
    memory: Openings = {}
    sentences = [make_words(sentence) for sentence in ("مقر/N حزب/N الإصلاح/N", "شرطة/N مصر/P", "مقر/N حزب/N الإصلاح/N")]
    assert [find_matches(words, lexicon.names, memory=memory) for words in sentences] == [
        find_matches(words, lexicon.names) for words in sentences
    ]


def test_the_shipped_lexicon_is_read_in_half_a_second(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.json"
    lexicons.save(eventcoder.load_lexicon(), path)
    seconds = [float(subprocess.run([sys.executable, "-c", READ, path], capture_output=True, check=True).stdout)]
    while min(seconds) >= 0.5 and len(seconds) < 6:
        seconds.append(float(subprocess.run([sys.executable, "-c", READ, path], capture_output=True, check=True).stdout))
    assert min(seconds) < 1.0, f"{min(seconds):.2f} s at best, where half a second is meant"


@pytest.mark.skipif(not SENTENCES.is_file(), reason=f"needs {SENTENCES}")
def test_all_actors_are_matched_fast() -> None:
    trie = eventcoder.load_lexicon().names
    texts = [json.loads(line)["text"] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    sentences = [find_words(Sentence(0, 0, len(text), text)).words for text in texts]
    memory: Openings = {}
    rates = []
    for _ in range(12):
        start = time.process_time()
        for words in sentences:
            find_matches(words, trie, memory=memory)
        rates.append(len(sentences) / (time.process_time() - start))
        if rates[-1] > FASTEST:
            return
    assert max(rates) > FASTEST / 2, f"{max(rates):,.0f} sentences a second at best"
