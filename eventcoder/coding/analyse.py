"""Analyse sentences: words with offsets, and for those worth it tags and a tree from the Arabic model.

Four kinds of model are taken: a folder with `clitics.json` and `spacy/` like the shipped one, the same with `tokenizer.udpipe`,
a folder with any spaCy pipeline that splits clitics itself, and a whole `.udpipe` file (through spacy-udpipe). In their place
stands a `ParsedDoc` where a spaCy pipeline has parsed the text before us.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any, Protocol

import spacy
import spacy_udpipe
import ufal.udpipe
from attrs import field, frozen
from spacy.tokens import Doc

from eventcoder import arabic
from eventcoder.coding.blas import one_thread, use_blas
from eventcoder.coding.clitics import PROCLITICS, CliticSplitter
from eventcoder.coding.language import register_language
from eventcoder.errors import ModelError
from eventcoder.records import Analysis, Sentence, Word

SHIPPED = Path(__file__).parent.parent / "models"
_FUNCTION_TAGS = frozenset(("ADP", "CCONJ", "PART", "SCONJ", "PRON", "AUX", "DET", "PUNCT", "SPACE"))
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
"""What no parser takes: it sees a blank in its place."""
_MAX_WORDS = 400
"""Longer sentences are not parsed: newspapers have none, and a parser's time grows with them."""
_BATCH = 64
"""Sentences that go through the network together."""


@frozen
class Token:
    """One token of the model: characters `start` to `end` of the folded sentence, tag, head's index (its own at the root),
    label."""

    start: int
    end: int
    tag: str
    head: int
    dep: str


@frozen
class FoldedSentence:
    """A sentence as models read it: its folded words, a blank apart where the text has one, where each begins, and where the
    sentence begins in the document's text."""

    text: str
    starts: tuple[int, ...]
    forms: tuple[str, ...]
    offset: int = 0


Parse = Callable[[Sequence[FoldedSentence]], list[list[Token]]]
ParseWords = Callable[[Sequence[Sequence[str]]], list[list[Token]]]


class Analyser(Protocol):
    """Whatever gives sentences their words and trees."""

    def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
        """Return each sentence's analysis; only those that `wanted` says yes to need a tree."""
        ...


@frozen
class Model:
    """A loaded Arabic model; `parse` turns folded sentences into tokens, `hash` names its files' content. `parse_words` does so
    for words that are split already, of a model that takes such (to be scored on a treebank's own words)."""

    path: str
    hash: str
    parse: Parse = field(repr=False)
    parse_words: ParseWords | None = field(default=None, repr=False)

    def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
        """Return each sentence's analysis; only those that `wanted` says yes to are parsed."""
        plain = [find_words(sentence) for sentence in sentences]
        chosen = [number for number, analysis in enumerate(plain) if len(analysis.words) <= _MAX_WORDS and wanted(analysis)]
        folded = [_folded(plain[number]) for number in chosen]
        for number, sentence, tokens in zip(chosen, folded, self.parse(folded), strict=True):
            plain[number] = _with_tree(plain[number], sentence.starts, tokens)
        return plain


def find_words(sentence: Sentence) -> Analysis:
    """Return a sentence's words with document offsets, without a tree."""
    text, offset = sentence.text, sentence.start
    spans = arabic.split_words(text)
    texts = [text[start:end] for start, end in spans]
    words = [
        Word(offset + start, offset + end, word, intern(form))
        for (start, end), word, form in zip(spans, texts, arabic.fold_words(texts), strict=True)
        if form
    ]
    return Analysis(sentence, tuple(words))


def _folded(analysis: Analysis) -> FoldedSentence:
    pieces: list[str] = []
    starts: list[int] = []
    length, before = 0, None
    for word in analysis.words:
        if before is not None and word.start > before:
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(word.form)
        length += len(word.form)
        before = word.end
    text = _UNREADABLE.sub(" ", "".join(pieces))
    forms = tuple(text[start : start + len(word.form)] for start, word in zip(starts, analysis.words, strict=True))
    return FoldedSentence(text, tuple(starts), forms, analysis.sentence.start)


def _with_tree(analysis: Analysis, starts: Sequence[int], tokens: list[Token]) -> Analysis:
    owner = [max(bisect_right(starts, token.start) - 1, 0) for token in tokens]
    inside: list[list[int]] = [[] for _ in starts]
    for number, place in enumerate(owner):
        inside[place].append(number)
    words = []
    for number, (word, own) in enumerate(zip(analysis.words, inside, strict=True)):
        if not own:
            words.append(word)
            continue
        stem = top = tokens[own[0]]
        if len(own) > 1:
            stem, top = _stem_and_top(number, own, tokens, owner)
        head = owner[top.head]
        before = word.form[: stem.start - starts[number]] if stem.start > starts[number] else ""
        words.append(
            Word(
                word.start,
                word.end,
                word.text,
                word.form,
                stem.tag,
                head if head != number else -1,
                top.dep,
                before if before in PROCLITICS else "",
            )
        )
    return Analysis(analysis.sentence, tuple(words), parsed=True)


def _stem_and_top(number: int, inside: Sequence[int], tokens: Sequence[Token], owner: Sequence[int]) -> tuple[Token, Token]:
    """Of the tokens inside a word the one that is its stem, and the one that hangs on another word."""
    content = [t for t in inside if tokens[t].tag not in _FUNCTION_TAGS] or inside
    stem = top = max(content, key=lambda t: (tokens[t].end - tokens[t].start, -t))
    for _ in range(len(content) + 2):  # climb to the token of this word that hangs on another word
        above = tokens[top].head
        if owner[above] != number or above == top:
            break
        top = above
    return tokens[stem], tokens[top]


def load_model(path: Path | None = None) -> Model:
    """Load a model (the shipped one without `path`); raise ModelError naming the path where it is none."""
    path = path or SHIPPED
    if not path.exists():
        raise ModelError(f"no model at {path}: give --model a folder like eventcoder/models, a spaCy pipeline or a .udpipe file")
    parse_words: ParseWords | None = None
    if path.is_file():
        parse = _whole_udpipe(path)
    elif (path / "clitics.json").is_file() and (path / "spacy").is_dir():
        parse, parse_words = _clitics_and_spacy(path)
    elif (path / "tokenizer.udpipe").is_file() and (path / "spacy").is_dir():
        parse, parse_words = _tokenizer_and_spacy(path)
    elif (path / "meta.json").is_file():
        parse = _spacy_alone(path)
    else:
        raise ModelError(
            f"{path} is no model: neither clitics.json (or tokenizer.udpipe) with spacy/, nor a spaCy pipeline, nor a .udpipe "
            f"file"
        )
    return Model(str(path), _hash(path), parse, parse_words)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    for file in (
        [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc", ".md"))
    ):
        digest.update(file.relative_to(path.parent).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _load_spacy(path: Path) -> Any:
    register_language()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # spaCy warns of a patch version's difference
            nlp = spacy.load(path)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise ModelError(f"the spaCy pipeline at {path} cannot be loaded: {str(error).splitlines()[0]}") from error
    use_blas(nlp)
    return nlp


def _load_udpipe(path: Path) -> Any:
    try:
        readable = path.read_bytes()[:1]
    except OSError as error:
        raise ModelError(f"the model {path} cannot be read: {error.strerror}") from error
    model = ufal.udpipe.Model.load(str(path)) if readable else None
    if model is None:
        raise ModelError(f"{path} is no UDPipe model")
    return model


def _ranges(sentence: Any) -> list[tuple[int, int]]:
    """The TokenRange of each word of a UDPipe sentence; the words of a multi-word token share its range."""
    spans: list[tuple[int, int]] = []
    shared: dict[int, tuple[int, int]] = {}
    for token in sentence.multiwordTokens:
        span = _range(token.misc)
        shared |= {number: span for number in range(token.idFirst, token.idLast + 1)}
    for word in list(sentence.words)[1:]:
        spans.append(shared[word.id] if word.id in shared else _range(word.misc))
    return spans


def _range(misc: str) -> tuple[int, int]:
    value = next(part.removeprefix("TokenRange=") for part in misc.split("|") if part.startswith("TokenRange="))
    start, end = value.split(":")
    return int(start), int(end)


def _sentences(model: Any, text: str) -> Iterable[Any]:
    tokenizer = model.newTokenizer("ranges;presegmented")
    if tokenizer is None:
        raise ModelError("the UDPipe model holds no tokenizer")
    tokenizer.setText(text.replace("\n", " "))
    error = ufal.udpipe.ProcessingError()
    sentence = ufal.udpipe.Sentence()
    while tokenizer.nextSentence(sentence, error):
        yield sentence
        sentence = ufal.udpipe.Sentence()
    if error.occurred():
        raise ModelError(f"UDPipe cannot split a sentence: {error.message}")


def _clitics_and_spacy(path: Path) -> tuple[Parse, ParseWords]:
    splitter = CliticSplitter.load(path / "clitics.json")
    nlp = _load_spacy(path / "spacy")

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        spans = [
            [
                (start + first, start + last)
                for form, start, cuts in zip(each.forms, each.starts, splitter.split_all(each.forms), strict=True)
                for first, last in zip((0, *cuts), (*cuts, len(form)), strict=True)
            ]
            for each in sentences
        ]
        return _parse_spans(nlp, sentences, spans)

    return parse, lambda sentences: _parse_alone(nlp, sentences)


def _tokenizer_and_spacy(path: Path) -> tuple[Parse, ParseWords]:
    tokenizer = _load_udpipe(path / "tokenizer.udpipe")
    nlp = _load_spacy(path / "spacy")

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        spans = [[span for piece in _sentences(tokenizer, each.text) for span in _ranges(piece)] for each in sentences]
        return _parse_spans(nlp, sentences, spans)

    return parse, lambda sentences: _parse_alone(nlp, sentences)


def _parse_spans(nlp: Any, sentences: Sequence[FoldedSentence], spans: list[list[tuple[int, int]]]) -> list[list[Token]]:
    words = [[each.text[first:last] for first, last in found] for each, found in zip(sentences, spans, strict=True)]
    return [
        [Token(first, last, tag, head, dep) for (tag, head, dep), (first, last) in zip(tree, found, strict=True)]
        for tree, found in zip(_parse_words(nlp, words), spans, strict=True)
    ]


def _parse_words(nlp: Any, sentences: Sequence[Sequence[str]]) -> list[list[tuple[str, int, str]]]:
    """Tag and parse sentences, `_BATCH` at a time: each word's tag, head and label. A sentence's tree does not depend on the
    others."""
    docs = [Doc(nlp.vocab, words=list(words)) for words in sentences]
    with one_thread():
        for _, component in nlp.pipeline:
            docs = list(component.pipe(docs, batch_size=_BATCH))
    name = cache(nlp.vocab.strings.__getitem__)
    return [
        [
            (name(pos) or name(tag), number + step, name(dep))
            for number, ((pos, tag, dep), step) in enumerate(
                zip(doc.to_array(["POS", "TAG", "DEP"]).tolist(), doc.to_array("HEAD").view("int64").tolist(), strict=True)
            )
        ]
        for doc in docs
    ]


def _parse_alone(nlp: Any, sentences: Sequence[Sequence[str]]) -> list[list[Token]]:
    return [[Token(0, 0, *told) for told in tree] for tree in _parse_words(nlp, sentences)]


def _spacy_alone(path: Path) -> Parse:
    nlp = _load_spacy(path)

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        return [
            [Token(t.idx, t.idx + len(t.text), t.pos_ or t.tag_, t.head.i, t.dep_) for t in nlp(each.text)] for each in sentences
        ]

    return parse


@frozen
class ParsedDoc:
    """Stands for a model where a spaCy pipeline has parsed the text already: its trees are taken from `doc` by their offsets."""

    doc: Doc = field(repr=False)

    def analyse(self, sentences: Iterable[Sentence], wanted: Callable[[Analysis], bool]) -> list[Analysis]:
        """Return each sentence's analysis, as `Model.analyse` does; offsets are those of `doc.text`."""
        tokens = list(self.doc)
        starts = [token.idx for token in tokens]
        found = []
        for sentence in sentences:
            plain = find_words(sentence)
            first, last = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
            if first < last and wanted(plain):
                inside = [
                    Token(
                        token.idx,
                        token.idx + len(token.text),
                        token.pos_ or token.tag_,
                        (token.head.i if first <= token.head.i < last else token.i) - first,
                        token.dep_,
                    )
                    for token in tokens[first:last]
                ]
                plain = _with_tree(plain, [word.start for word in plain.words], inside)
            found.append(plain)
        return found


def _whole_udpipe(path: Path) -> Parse:
    _load_udpipe(path)
    model = spacy_udpipe.load_from_path("ar", str(path)).tokenizer.model.model

    def parse(sentences: Sequence[FoldedSentence]) -> list[list[Token]]:
        parsed = []
        for each in sentences:
            tokens: list[Token] = []
            for sentence in _sentences(model, each.text):
                model.tag(sentence, model.DEFAULT)
                model.parse(sentence, model.DEFAULT)
                base = len(tokens)
                spans = _ranges(sentence)
                for number, (word, (start, end)) in enumerate(zip(list(sentence.words)[1:], spans, strict=True)):
                    head = base + word.head - 1 if word.head > 0 else base + number
                    tokens.append(Token(start, end, word.upostag, head, word.deprel))
            parsed.append(tokens)
        return parsed

    return parse
