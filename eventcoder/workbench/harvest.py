"""Offer what the dictionaries lack: unknown actors that stand where actors stand, and unknown verbs and event nouns between known
actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from eventcoder import arabic
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.coding.triggers import CLOSED
from eventcoder.dictionary.find_verb import find_verb
from eventcoder.records import Document, Mention, Word
from eventcoder.workbench.ahead import read_ahead

_AT_ONCE = 64
_NAMES = frozenset(("PROPN", "NOUN", "ADJ", "X"))


@frozen
class Candidate:
    """Something that no entry has: `kind` person, actor, verb or noun; its words; how often; what it stood with; sentences."""

    kind: str
    words: str
    sentences: list[tuple[str, str]] = field(factory=list)
    notes: dict[str, int] = field(factory=dict)
    count: list[int] = field(factory=lambda: [0])

    def add(self, note: str, sentence: str, doc_id: str) -> None:
        """Count one more place."""
        self.count[0] += 1
        if note:
            self.notes[note] = self.notes.get(note, 0) + 1
        if len(self.sentences) < 3 and all(other != sentence for other, _ in self.sentences):
            self.sentences.append((sentence, doc_id))


def harvest(documents: Sequence[Document], coder: Coder) -> list[Candidate]:
    """Return the candidates of some documents, the most frequent first."""
    found: dict[tuple[str, str], Candidate] = {}
    for place in range(0, len(documents), _AT_ONCE):
        some = documents[place : place + _AT_ONCE]
        ahead = read_ahead(coder, some, everything=True)
        for document in some:
            for sentence in ahead.trace(document)[0]:
                text = " ".join(sentence.analysis.sentence.text.split())
                for kind, words, note in [*_people(sentence), *_actors(sentence), *_acts(sentence)]:
                    found.setdefault((kind, arabic.fold(words)), Candidate(kind, words)).add(note, text, document.id)
    return sorted(found.values(), key=lambda each: (-each.count[0], each.kind, each.words))


def _people(traced: Traced) -> Iterator[tuple[str, str, str]]:
    """Unknown names beside a title: "وزير الداخلية الليبي فتحي باشاغا"."""
    words = traced.analysis.words
    for phrase, mention in traced.resolved:
        first, last = phrase.name
        if mention.kind == "agent" and not mention.actor and last - first >= 2:
            yield "person", " ".join(word.text for word in words[first:last]), _titled(mention, words[first:last])


def _titled(mention: Mention, name: Iterable[Word]) -> str:
    return f"{mention.code} {mention.english}".strip()


def _actors(traced: Traced) -> Iterator[tuple[str, str, str]]:
    """Unknown phrases in the place of an actor of an event."""
    for act in traced.reading.acts:
        for phrase in (*act.sources, *act.targets):
            words = traced.analysis.words[max(phrase.first, 0) : max(phrase.last, 0)]
            if phrase.known or not words or any(word.tag not in _NAMES for word in words) or len(words) > 5:
                continue
            if words[0].form.startswith("ال") or words[0].tag == "PROPN" or len(words) > 1:
                yield (
                    "actor",
                    " ".join(word.text for word in words),
                    f"{act.code} {'source' if phrase in act.sources else 'target'}",
                )


def _acts(traced: Traced) -> Iterator[tuple[str, str, str]]:
    """Verbs and nouns that no entry has, with a known actor before and behind them in their clause."""
    words = traced.analysis.words
    triggers = {trigger.word for trigger in traced.triggers}
    spans = [(phrase.first, phrase.last, mention) for phrase, mention in traced.resolved if not mention.place]
    covered = {index for first, last, _ in spans for index in range(first, last)}
    for index, word in enumerate(words):
        bare = word.form.removeprefix("و") if len(word.form) > 3 else word.form
        if bare in arabic.AUXILIARIES or bare.endswith(("ه", "ها", "هم")) and word.tag == "NOUN" and not bare.endswith("اه"):
            continue
        if word.tag not in ("VERB", "NOUN") or index in triggers | covered or bare in CLOSED or len(bare) < 3:
            continue
        left = [mention for first, last, mention in spans if index - 8 <= last <= index]
        right = [mention for first, _, mention in spans if index < first <= index + 8]
        pair = (left[-1:] or right[:1], right[:1] if left else right[1:2])
        if word.tag == "NOUN" and not (left and right and right[0].text and _governs(words, index)):
            continue
        if pair[0] and pair[1] and pair[0][0].code[:3] != pair[1][0].code[:3]:
            yield "verb" if word.tag == "VERB" else "noun", bare, f"{pair[0][0].code} … {pair[1][0].code}"


def _governs(words: Sequence[Word], index: int) -> bool:
    """Whether a noun may tell an act: no article on it, and a preposition close behind."""
    return not words[index].form.startswith("ال") and any(
        word.form in ("مع", "الي", "علي", "ضد", "عن", "بين") for word in words[index + 1 : index + 5]
    )


def as_entry(candidate: Candidate) -> list[str]:
    """Return a candidate as an entry to paste, its open places marked by `?`, with the sentences as comments above."""
    lines = [f"# {candidate.count[0]} times; {', '.join(f'{note} ×{n}' for note, n in _common(candidate))}"]
    lines += [f"# {doc_id}: {sentence}" for sentence, doc_id in candidate.sentences]
    note = _common(candidate)[0][0] if candidate.notes else ""
    if candidate.kind in ("person", "actor"):
        code = note.split()[0] if candidate.kind == "person" else ""
        country = code[:3] if len(code) >= 6 else "???"
        english = note.partition(" ")[2] if candidate.kind == "person" else ""
        lines += [f"actor: {country}.?", f"english: ?{f' ({english})' if english else ''}", f"name: {_spelt(candidate.words)}"]
        if candidate.kind == "person":
            lines += [f"surname: {_spelt(candidate.words.split()[-1])}", "kind: person"]
        return [*lines, f"role: {code if len(code) >= 6 else country} ????..", ""]
    if candidate.kind == "verb":
        known = find_verb(_past(candidate.words))
        lines += [f"verb: {_past(candidate.words)}"]
        lines += [f"root: {known[0][0]}", f"class: {known[0][1]}"] if known else [f"forms: {candidate.words}"]
    else:
        lines += [f"noun: {candidate.words}"]
    word = _past(candidate.words) if candidate.kind == "verb" else candidate.words
    lines += [f"  pattern: {word} {{source}} {{target}}", "  emit: source ??? target", "  english: {source} ?(s) {target}"]
    for sentence, _ in candidate.sentences[:1]:
        lines += [f"  example: {sentence}", f"  expect: {note.replace(' … ', ' ??? ')}"]
    return [*lines, f"  example: لم {candidate.words} ?", "  expect: none", ""]


def _common(candidate: Candidate) -> list[tuple[str, int]]:
    return sorted(candidate.notes.items(), key=lambda item: -item[1])[:3]


def _spelt(words: str) -> str:
    return " ".join(words.split())


def _past(form: str) -> str:
    """The likely lemma of an unknown verb's form: the form itself, without the ending of the feminine or plural, or made past."""
    for lemma in (form, form.removesuffix("ت"), form.removesuffix("وا"), form[1:] if form[:1] in "يت" else form):
        if len(lemma) >= 2 and find_verb(lemma):
            return lemma
    return form


__all__ = ["Candidate", "as_entry", "harvest"]
