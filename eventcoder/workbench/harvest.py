"""Offer what the dictionaries lack: unknown actors that stand where actors stand, and unknown verbs and event nouns between known
actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from eventcoder import arabic
from eventcoder.coding.pipeline import Coder, Traced
from eventcoder.coding.triggers import CLOSED
from eventcoder.dictionary.find_verb import find_verb
from eventcoder.lexicon import Lexicon
from eventcoder.records import Document, Mention, Word
from eventcoder.workbench.ahead import read_ahead

_AT_ONCE = 64
_NEAR = 5
"""So many words lie between a word and the actor to whom it is done, at the most."""
_NAMES = frozenset(("PROPN", "NOUN", "ADJ", "X"))


@frozen
class Candidate:
    """Something that no entry has: `kind` person, actor, verb or noun; its words; how often; what it stood with; sentences."""

    kind: str
    words: str
    sentences: list[tuple[str, str]] = field(factory=list)
    notes: dict[str, int] = field(factory=dict)
    count: list[int] = field(factory=lambda: [0])

    seen: set[str] = field(factory=set, repr=False)

    def add(self, note: str, sentence: str, doc_id: str) -> None:
        """Count one more sentence; one that is printed again, or holds it twice, counts once."""
        if sentence in self.seen:
            return
        self.seen.add(sentence)
        self.count[0] += 1
        if note:
            self.notes[note] = self.notes.get(note, 0) + 1
        if len(self.sentences) < 3:
            self.sentences.append((sentence, doc_id))


def harvest(documents: Sequence[Document], coder: Coder, *, least: int = 1) -> list[Candidate]:
    """Return the candidates that stand in at least so many sentences of some documents, the most frequent first.

    Verbs are offered only where an Arabic dictionary attests one of that form: other words that are tagged so are mostly names.
    """
    found: dict[tuple[str, str], Candidate] = {}
    known = _known_words(coder.lexicon)
    for place in range(0, len(documents), _AT_ONCE):
        some = documents[place : place + _AT_ONCE]
        ahead = read_ahead(coder, some, everything=True)
        for document in some:
            for sentence in ahead.trace(document)[0]:
                text = " ".join(sentence.analysis.sentence.text.split())
                for kind, words, note in [*_people(sentence), *_actors(sentence), *_acts(sentence, coder, known)]:
                    found.setdefault((kind, arabic.fold(words)), Candidate(kind, words)).add(note, text, document.id)
    offered = [each for each in _by_lemma(found.values()) if each.count[0] >= least]
    return sorted(offered, key=lambda each: (-each.count[0], each.kind, each.words))


def _by_lemma(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates, the forms of one verb taken together under its past tense."""
    verbs: dict[str, Candidate] = {}
    for each in candidates:
        if each.kind != "verb":
            yield each
        elif find_verb(lemma := _past(each.words)):
            kept = verbs.setdefault(lemma, Candidate("verb", lemma))
            kept.count[0] += each.count[0]
            kept.sentences.extend(each.sentences[: 3 - len(kept.sentences)])
            for note, number in each.notes.items():
                kept.notes[note] = kept.notes.get(note, 0) + number
    yield from verbs.values()


def _known_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that the dictionaries know as part of something else: fixed words of patterns, words of topics."""
    fixed = {form for entry in lexicon.entries for pattern in entry.patterns for item in pattern.fixed for form in item.forms}
    return frozenset(fixed | lexicon.issues.keys())


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
    """Unknown phrases in the place of an actor of an event: names, and what does something and has more than one word (a single
    common noun, or what is hit or seized, is hardly an actor)."""
    for act in traced.reading.acts:
        for phrase in (*act.sources, *act.targets):
            words = traced.analysis.words[max(phrase.first, 0) : max(phrase.last, 0)]
            if phrase.known or not words or any(word.tag not in _NAMES for word in words) or not 1 < len(words) <= 5:
                continue
            if words[0].before or any(_owned(word) for word in words) or len({word.form for word in words}) < len(words):
                continue
            named = any(word.tag == "PROPN" for word in words)
            if named or phrase.people or phrase in act.sources and words[0].form not in arabic.HONORIFICS:
                yield (
                    "actor",
                    " ".join(word.text for word in words),
                    f"{act.code} {'source' if phrase in act.sources else 'target'}",
                )


def _owned(word: Word) -> bool:
    """Whether a common noun has a pronoun behind it ("أفكاره"): nobody's name."""
    return (
        word.tag != "PROPN"
        and any(reading.after not in ("", "ي") for reading in arabic.noun_readings(word.form))
        and (word.form.endswith(("هما", "هم", "ها")) or word.form.endswith("ه") and not word.form.endswith("اه"))
    )


def _acts(traced: Traced, coder: Coder, known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Verbs and nouns that no entry has, with a known actor close before them or behind, and another behind that."""
    words = traced.analysis.words
    triggers = {trigger.word for trigger in traced.triggers}
    spans = [(phrase.first, phrase.last, mention) for phrase, mention in traced.resolved if not mention.place]
    taken = {index for first, last, _ in spans for index in range(first, last)} | triggers
    taken |= {index for time in traced.times for index in range(time.first, time.last)}
    for index, word in enumerate(words):
        bare = _bare(word)
        if index in taken or word.tag not in ("VERB", "NOUN") or len(bare) < 3 or _is_closed(bare):
            continue
        if coder.places.find(bare) or word.tag == "NOUN" and (not _may_tell(words, index) or bare in known):
            continue
        pair = _pair(index, spans, traced.scene.barriers)
        if pair and pair[0].code[:3] != pair[1].code[:3]:
            yield "verb" if word.tag == "VERB" else "noun", bare, f"{pair[0].code} … {pair[1].code}"


def _bare(word: Word) -> str:
    """A word's form without the clitics before it, a verb's without the pronoun behind it, as the dictionary has it."""
    form = word.form.removeprefix(word.before) if word.before else word.form
    if not word.before and form[:1] == "و" and len(form) > 3:
        form = form[1:]
    return form


def _is_closed(bare: str) -> bool:
    return bare in arabic.AUXILIARIES or bare in CLOSED or bare in arabic.NEGATING_NOUNS or bare in arabic.QUANTIFIERS


def _may_tell(words: Sequence[Word], index: int) -> bool:
    """Whether a noun may tell an act: no article, no preposition and no pronoun on it, no adverb in the accusative (خصوصا), and a
    preposition close behind."""
    word = words[index]
    bare = _bare(word)
    return (
        not bare.startswith("ال")
        and not bare.endswith(("ه", "ها", "هم", "ا"))
        and word.before in ("", "و", "ف")
        and not word.form.startswith(("ب", "ل", "ك"))
        and any(other.form in ("مع", "الي", "علي", "ضد", "بين") for other in words[index + 1 : index + 5])
    )


def _pair(index: int, spans: Sequence[tuple[int, int, Mention]], barriers: Sequence[bool]) -> tuple[Mention, Mention] | None:
    """The actors of a word, in its clause: who stands right before it or right behind it, and the next one behind."""

    def within(first: int, last: int, most: int) -> bool:
        return 0 <= last - first <= most and not any(barriers[first + 1 : last + 1])

    left = next((mention for first, last, mention in reversed(spans) if last <= index and within(last - 1, index, 2)), None)
    right = [(first, last, mention) for first, last, mention in spans if index < first]
    if left is not None:
        return (left, right[0][2]) if right and within(index, right[0][0], _NEAR) else None
    if len(right) < 2 or not within(index, right[0][0], 2) or not within(right[0][1] - 1, right[1][0], _NEAR):
        return None
    return right[0][2], right[1][2]


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
    bare = form[1:] if form[:1] in "يت" else form
    lemmas = [form, form.removesuffix("ت"), form.removesuffix("وا"), bare]
    if len(bare) > 2 and form[0] == "ي":
        lemmas[:0] = [bare, "ا" + bare]
    for lemma in lemmas:
        if len(lemma) >= 2 and find_verb(lemma):
            return lemma
    return form


__all__ = ["Candidate", "as_entry", "harvest"]
