"""Which documents an edit may change: all others must give the same records."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import ACTORS, AGENTS, CAMEO, DAY, REST, VERBS, hand_model, untag

from eventcoder.coding.pipeline import STATUSES, Coder
from eventcoder.dictionary.compile import compile_folders
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document
from eventcoder.workbench.code import code_documents, code_with_each
from eventcoder.workbench.touched import find_touched

TWINS = """
noun: قمة
  pattern: قمة {source} مع {target}
  emit: source 040 target
  english: {source} meet(s) {target}
  example: عقدت قمة مصر مع سوريا
  expect: EGY 040 SYR
  example: قمة
  expect: none

noun: قمة
  pattern: قمة {source} مع {target}
  emit: source 046 target
  english: {source} negotiate(s) with {target}
  example: عقدت قمة مصر مع سوريا
  expect: EGY 046 SYR
  example: قمة
  expect: none
"""
NEWS = "discard: x\nscope: sentence\nname: السماء صافية\n\n"
FIRST, SECOND = (f"\nnoun:{text}" for text in TWINS.split("noun:")[1:])
TAGGED = {
    "talks": "بحث/V الرئيس/N المصري/A مع نظيره/N السوري/A الأزمة/N .",
    "visit": "استقبل/V الرئيس/N المصري/A وزير/N الخارجية/N السوري/A .",
    "twins": "قمة/N الرئيس/N المصري/A مع الرئيس/N السوري/A .",
    "army": "زار/V الرئيس/N المصري/A حكومة/N الوفاق/N الوطني/A .",
    "nobody": "كانت/V السماء/N صافية/A .",
    "paper": "زار/V وزير/N الداخلية/N دمشق/P .",
    "security": "بحث/V الرئيس/N المصري/A مع وزير/N الداخلية/N السوري/A الملف/N الأمني/A .",
}
MODEL = hand_model(*TAGGED.values())
DOCUMENTS = [
    Document(name, DAY, untag(tagged)[0], publisher="الجريدة" if name == "paper" else "") for name, tagged in TAGGED.items()
]
EVERY = {document.id for document in DOCUMENTS}
EDITS = [
    ("nothing", "verbs", "", "", set()),
    ("a comment", "verbs", "verb: بَحَثَ", "# talks\n\n\nverb: بَحَثَ", set()),
    ("a code", "verbs", "emit: source 043 target", "emit: source 042 target", {"visit"}),
    ("a pattern's slot", "verbs", "بحث {source} مع {target} {issue?}", "بحث {source} مع {target}", {"talks", "security"}),
    ("a name gone", "actors", "name: حكومة الوفاق الوطني\n", "", {"army"}),
    ("a longer name", "actors", "name: حكومة الوفاق الوطني\n", "name: حكومة الوفاق\nname: حكومة الوفاق الوطني\n", set()),
    ("a role", "actors", "otherwise: LBYELI", "otherwise: LBYOPP", {"army"}),
    ("an agent", "agents", "english: president", "english: head of state", {"talks", "visit", "twins", "army", "security"}),
    ("a country", "actors", "demonym: Syrian", "demonym: Syriac", EVERY),
    ("a topic", "rest", "english: security\n", "english: safety\n", {"security"}),
    ("another topic's name", "rest", "name: الملف الأمني", "name: الملف النووي", {"security"}),
    ("a new discard", "rest", "issue: security", NEWS + "issue: security", {"nobody"}),
    ("a publisher", "rest", "issue: security", "publisher: p\nname: الجريدة\nhome: SYR\n\nissue: security", {"paper"}),
    ("twins change places", "more", TWINS, SECOND + FIRST, {"twins"}),
]


def compiled(folder: Path, name: str = "", old: str = "", new: str = "") -> Lexicon:
    folder.mkdir()
    for each, text in (("actors", ACTORS), ("agents", AGENTS), ("verbs", VERBS), ("rest", REST), ("more", TWINS)):
        assert each != name or old in text, "the edit edits nothing"
        (folder / f"{each}.dict").write_text(text.replace(old, new, 1) if each == name else text, encoding="utf-8")
    return compile_folders([CAMEO, folder]).lexicon


@pytest.mark.parametrize("edit", EDITS, ids=[edit[0] for edit in EDITS])
def test_an_edit_touches_the_documents_that_it_may_change(edit: tuple[str, str, str, str, set[str]], tmp_path: Path) -> None:
    _, name, old, new, wanted = edit
    base, now = compiled(tmp_path / "base"), compiled(tmp_path / "now", name, old, new)
    touched = {document.id for document in find_touched(DOCUMENTS, base, now)}
    assert touched == wanted
    before, after = (code_documents(DOCUMENTS, Coder(lexicon, MODEL, "0", True, STATUSES)) for lexicon in (base, now))
    own = ("event_id", "act_id", "lexicon")
    for document in EVERY - touched:
        told = [[{key: row[key] for key in row if key not in own} for row in side[document]] for side in (before, after)]
        assert told[0] == told[1], document


def test_twins_are_told_apart_by_their_order(tmp_path: Path) -> None:
    coders = [
        Coder(compiled(tmp_path / name, "more", TWINS, text), MODEL, "0")
        for name, text in (("one", TWINS), ("two", SECOND + FIRST))
    ]
    both = code_with_each(DOCUMENTS, coders)
    assert [[row["code"] for row in side["twins"]] for side in both] == [["040"], ["046"]]
    assert both == [code_documents(DOCUMENTS, coder) for coder in coders]
