"""Compile dictionaries into a Lexicon: read, check, inflect, index; all faults are raised together."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from attrs import frozen

from eventcoder import arabic, lexicon
from eventcoder.cameo import Codebook
from eventcoder.dictionary import codebook, conjugate, entries, read, trigger_forms
from eventcoder.dictionary.inflections import Inflect, Inflections, plainly
from eventcoder.dictionary.make_pattern import make_pattern
from eventcoder.dictionary.place_entries import make_place
from eventcoder.errors import DictionaryError, EventcoderError, Fault
from eventcoder.gazetteer import Place
from eventcoder.lexicon import Actor, Agent, Discard, Entry, Lexicon, Pattern

_KEPT = 8
"""So many compiled lexicons are kept beside a new one."""


@frozen
class Compiled:
    """A lexicon and the examples that test it."""

    lexicon: Lexicon
    examples: tuple[entries.Example, ...]


def content_hash(folders: Iterable[Path]) -> str:
    """Return the hash of all dictionary files: names and bytes, and the versions of what compiles them."""
    digest = hashlib.sha256(f"{lexicon.FORMAT} {_program_hash()}".encode())
    files, faults = read.find_files(folders)
    if faults:
        raise DictionaryError(faults)
    for path, name in files:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise DictionaryError([Fault(str(path), 0, 0, f"cannot be read: {error.strerror}")]) from error
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]


def _program_hash() -> str:
    here = Path(__file__).parent
    sources = [*sorted(here.glob("*.py")), here.parent / "arabic.py", here.parent / "lexicon.py", here.parent / "cameo.py"]
    sources.append(here.parent / "gazetteer" / "__init__.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


def cache_folder() -> Path:
    """Return where compiled lexicons are kept: $EVENTCODER_CACHE, else eventcoder/ in the user's cache folder."""
    if "EVENTCODER_CACHE" in os.environ:
        return Path(os.environ["EVENTCODER_CACHE"])
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "eventcoder"


def load_lexicon(folders: Iterable[Path]) -> Lexicon:
    """Return the lexicon of the folders, from the cache where their content is known there; raise DictionaryError."""
    folders = list(folders)
    path = cache_folder() / f"lexicon-{content_hash(folders)}.json"
    if path.is_file():
        try:
            loaded = lexicon.load(path)
            with suppress(OSError):  # of those kept, the one that was used last goes last
                path.touch()
            return loaded
        except EventcoderError:  # a damaged cache is made anew, as it would be were it missing
            path.unlink(missing_ok=True)
    compiled = compile_folders(folders).lexicon
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = sorted(path.parent.glob("lexicon-*.json"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
        lexicon.save(compiled, path)
    except (OSError, EventcoderError):  # a read-only home: the lexicon is compiled at each run
        return compiled
    return compiled


@frozen
class Survey:
    """What dictionaries hold, sound or not: raw entries, all faults, what could be compiled, and each file by its shown name."""

    raws: tuple[read.RawEntry, ...]
    faults: tuple[Fault, ...]
    compiled: Compiled
    files: dict[str, Path]


def compile_folders(folders: Iterable[Path]) -> Compiled:
    """Compile all `.dict` files below the folders; raise DictionaryError with every fault at once."""
    survey = survey_folders(folders)
    if survey.faults:
        raise DictionaryError(list(survey.faults))
    return survey.compiled


def survey_folders(folders: Iterable[Path]) -> Survey:
    """Compile what can be compiled of all `.dict` files below the folders and keep every fault; none is raised."""
    folders = list(folders)
    files, faults = read.find_files(folders)
    raws: list[read.RawEntry] = []
    for path, name in files:
        found, problems = read.read_file(path, name=name)
        raws += found
        faults += problems
    inflections = Inflections.load(cache_folder())
    compiler = _Compiler(faults, inflections.inflect)
    result = compiler.compile(raws, content_hash(folders) if not faults else "")
    with suppress(OSError, EventcoderError):  # a read-only home: they are made at each run
        inflections.save()
    return Survey(tuple(raws), tuple(compiler.faults), result, {name: path for path, name in files})


class _Compiler:
    def __init__(self, faults: list[Fault], inflect: Inflect = plainly) -> None:
        self.faults = list(faults)
        self.inflect = inflect
        self.twins: Counter[str] = Counter()
        self.names: dict[str, Any] = {}
        self.issues: dict[str, Any] = {}
        self.examples: list[entries.Example] = []
        self.ids: dict[tuple[str, str], str] = {}

    def compile(self, raws: list[read.RawEntry], digest: str) -> Compiled:
        codes = []
        for raw in raws:
            if raw.kind == "code":
                faults = entries.Faults(raw.path)
                code = codebook.make_code(raw, faults)
                self.faults += faults.items
                codes += [code] if code else []
        self.book = Codebook.from_rows(codes)
        self.codes = frozenset(self.book.codes)
        actors: list[Actor] = []
        agents: list[Agent] = []
        verbs: list[Entry] = []
        forms: dict[str, list[tuple[int, str]]] = {}
        issue_names: list[str] = []
        discards: list[Discard] = []
        publishers: dict[str, str] = {}
        places: list[Place] = []
        for raw in raws:
            faults = entries.Faults(raw.path)
            entries.check_id(raw, faults)
            entries.check_imported(raw, faults)
            self._unique(raw, faults)
            if raw.kind == "actor":
                self._actor(raw, faults, actors)
            elif raw.kind == "agent":
                self._agent(raw, faults, agents)
            elif raw.kind in ("verb", "noun"):
                self._trigger(raw, faults, verbs, forms)
            elif raw.kind == "issue":
                entries.check_script(raw, faults, ("name",), ("english",))
                issue_names.append(entries.one(raw, "english", faults, needed=True))
                for item in self._names(raw, faults):
                    _grow(self.issues, arabic.phrase(item.value), ["I", len(issue_names) - 1, ""])
            elif raw.kind == "discard":
                scope = entries.one(raw, "scope", faults) or "sentence"
                if scope not in entries.SCOPES:
                    faults.add(raw.head, f"scope '{scope}' is none of {', '.join(entries.SCOPES)}")
                discards.append(
                    Discard(
                        raw.head.value,
                        scope,
                        tuple(" ".join(arabic.fold(item.value).split()) for item in self._names(raw, faults)),
                    )
                )
            elif raw.kind == "publisher":
                home = entries.one(raw, "home", faults)
                if home and not re.fullmatch("[A-Z]{3}", home):
                    faults.add(raw.head, f"home '{home}' is no country: three capitals, such as EGY")
                publishers |= {
                    _fold_phrase(name): home for name in [raw.head.value, *(item.value for item in entries.values(raw, "name"))]
                }
            elif raw.kind == "place":
                place = make_place(raw, faults)
                places += [place] if place else []
            if raw.kind != "code" and raw.kind not in ("verb", "noun"):
                self.examples += entries.parse_examples(raw, raw.examples, faults, entry_id=raw.head.value, codes=self.codes)
            self.faults += faults.items
        return Compiled(
            Lexicon(
                self.book,
                tuple(actors),
                tuple(agents),
                tuple(verbs),
                self.names,
                self.issues,
                tuple(issue_names),
                forms,
                tuple(discards),
                publishers,
                digest,
                tuple(places),
            ),
            tuple(self.examples),
        )

    def _unique(self, raw: read.RawEntry, faults: entries.Faults) -> None:
        key = (raw.kind, raw.head.value)
        if key in self.ids and raw.kind not in ("verb", "noun"):
            faults.add(raw.head, f"the {raw.kind} '{raw.head.value}' stands already at {self.ids[key]}")
        self.ids.setdefault(key, f"{raw.path}:{raw.head.line}")

    def _names(self, raw: read.RawEntry, faults: entries.Faults, name: str = "name") -> list[read.Field]:
        found = entries.values(raw, name)
        if not found:
            faults.add(raw.head, f"the {raw.kind} has no '{name}:'")
        return found

    def _actor(self, raw: read.RawEntry, faults: entries.Faults, actors: list[Actor]) -> None:
        entries.check_script(
            raw,
            faults,
            ("name", "surname", "near", "nisba", "nisba-plural", "capital"),
            ("english", "demonym", "people", "role", "otherwise", "kind", "army"),
        )
        country = raw.head.value.split(".")[0]
        index = len(actors)
        roles = entries.parse_roles(raw, faults)
        if not entries.values(raw, "role"):
            faults.add(raw.head, "the actor has no 'role:'")
        otherwise = entries.one(raw, "otherwise", faults)
        if otherwise and not entries.CODE.match(otherwise):
            faults.add(
                entries.values(raw, "otherwise")[0], f"'{otherwise}' is no actor code: one to three parts of three capitals"
            )
        near = tuple(_fold_phrase(item.value) for item in entries.values(raw, "near"))
        actors.append(
            Actor(
                raw.head.value,
                entries.one(raw, "english", faults, needed=True),
                entries.one(raw, "kind", faults) or "actor",
                roles,
                otherwise,
                near,
                f"{raw.path}:{raw.head.line}",
                entries.one(raw, "demonym", faults),
                entries.one(raw, "people", faults),
                self._army(raw, faults),
            )
        )
        guarded = "n" if near else ""
        nisbas = entries.values(raw, "nisba")
        for item in self._names(raw, faults) if not nisbas else entries.values(raw, "name"):
            _grow(self.names, arabic.phrase(item.value), ["A", index, guarded])
        for item in entries.values(raw, "surname"):
            _grow(self.names, arabic.phrase(item.value), ["S", index, guarded])
        for item in entries.values(raw, "capital"):
            _grow(self.names, arabic.phrase(item.value), ["C", index, guarded])
        plurals = tuple(item.value for item in entries.values(raw, "nisba-plural"))
        for item in nisbas:
            if "." in raw.head.value:
                faults.add(item, f"a nisba belongs to a country's own entry '{country}', not to '{raw.head.value}'")
            for form, flags in conjugate.inflect_nisba(item.value, plurals):
                _grow(self.names, arabic.phrase(form), ["N", index, flags])

    def _army(self, raw: read.RawEntry, faults: entries.Faults) -> str:
        army = entries.one(raw, "army", faults)
        if army and not re.fullmatch("[A-Z]{3}", army):
            faults.add(entries.values(raw, "army")[0], f"'{army}' is no country: three capitals, such as ISR")
        return army

    def _two(self, raw: read.RawEntry, faults: entries.Faults) -> str:
        two = entries.one(raw, "two", faults)
        if two not in ("", "countries", "people", "sides"):
            faults.add(entries.values(raw, "two")[0], f"'two: {two}' is not known; only countries, people or sides")
        return two

    def _agent(self, raw: read.RawEntry, faults: entries.Faults, agents: list[Agent]) -> None:
        latin = ("english", "english-plural", "english-of", "role", "needs", "kind")
        entries.check_script(raw, faults, ("name", "plural"), latin)
        english = entries.one(raw, "english", faults, needed=True)
        role = entries.one(raw, "role", faults, needed=True)
        needs = entries.one(raw, "needs", faults)
        if role and role not in ("COUNTRY", "SAME", "COUNTERPART", "AUTHOR") and not re.fullmatch("([A-Z]{3}){1,2}", role):
            faults.add(raw.head, f"role '{role}' is no CAMEO role (GOV, MIL, …), COUNTRY, SAME, COUNTERPART or AUTHOR")
        if needs not in ("", "nationality"):
            faults.add(raw.head, f"needs '{needs}' is not known; only 'nationality'")
        feminine = entries.one(raw, "feminine", faults) != "no"
        adjective = entries.one(raw, "adjective", faults) == "yes"
        for name, known in (("feminine", "no"), ("adjective", "yes"), ("abroad", "yes")):
            if entries.one(raw, name, entries.Faults(raw.path)) not in ("", known):
                faults.add(raw.head, f"'{name}:' can only be '{known}'")
        does = entries.one(raw, "does", faults)
        if does and does not in self.codes:
            faults.add(raw.head, f"CAMEO has no code {entries.no_code(does, self.codes)}")
        index = len(agents)
        agents.append(
            Agent(
                raw.head.value,
                english,
                entries.one(raw, "english-plural", faults) or english + "s",
                role,
                needs,
                f"{raw.path}:{raw.head.line}",
                adjective,
                does,
                entries.one(raw, "headline", faults, needed=bool(does)),
                entries.one(raw, "kind", faults),
                _english_of(raw, faults),
                entries.one(raw, "abroad", faults) == "yes",
                self._two(raw, faults),
            )
        )
        broken = [item for item in entries.values(raw, "plural") if not item.value.split()[0].endswith(("ون", "ات"))]
        for field, plural in (("name", False), ("plural", True)):
            for item in entries.values(raw, field) if plural else self._names(raw, faults):
                words = arabic.phrase(item.value)
                if words:
                    for variant, flags in conjugate.inflect_agent(
                        words, plural=plural, sound=not broken, feminine=feminine
                    ).items():
                        _grow(self.names, variant, ["G", index, flags])

    def _trigger(
        self, raw: read.RawEntry, faults: entries.Faults, verbs: list[Entry], forms: dict[str, list[tuple[int, str]]]
    ) -> None:
        lemma = arabic.fold(raw.head.value)
        stem = Path(raw.path).stem
        entry_id = f"{stem}/{lemma}"
        self.twins[entry_id] += 1
        if self.twins[entry_id] > 1:
            entry_id += f"@{self.twins[entry_id]}"
        found = trigger_forms.verb_forms(raw, faults, self.inflect) if raw.kind == "verb" else trigger_forms.noun_forms(raw)
        patterns: list[Pattern] = []
        if not raw.patterns:
            faults.add(raw.head, f"the {raw.kind} has no 'pattern:'")
        negative = any(
            example.fields and any(item.value == "none" for item in example.fields)
            for example in [*raw.examples, *(example for pattern in raw.patterns for example in pattern.examples)]
        )
        if raw.patterns and not negative and not raw.imported:
            faults.add(raw.head, f"the {raw.kind} has no counter-example: an 'example:' with 'expect: none'")
        for number, item in enumerate(raw.patterns, start=1):
            pattern = make_pattern(raw, item, faults, rule=f"{entry_id}#{number}", found=found, codes=self.codes)
            if pattern:
                patterns.append(pattern)
            self.examples += entries.parse_examples(raw, item.examples, faults, entry_id=entry_id, codes=self.codes)
            if not item.examples and not raw.imported:
                faults.add(item.head, "the pattern has no 'example:'")
        self.examples += entries.parse_examples(raw, raw.examples, faults, entry_id=entry_id, codes=self.codes)
        for form, features in found.items():
            for feature in sorted(features):
                forms.setdefault(form, []).append((len(verbs), feature))
        verbs.append(Entry(entry_id, raw.kind, lemma, f"{raw.path}:{raw.head.line}", tuple(patterns)))


def _fold_phrase(text: str) -> str:
    return " ".join(arabic.phrase(text)) or arabic.fold(text).strip()


def _grow(trie: dict[str, Any], words: tuple[str, ...], leaf: list[Any]) -> None:
    if not words:
        return
    node = trie
    for word in words:
        node = node.setdefault(word, {})
    leaves = node.setdefault("", [])
    if leaf not in leaves and not any(other[:2] == leaf[:2] for other in leaves):
        leaves.append(leaf)


def _english_of(raw: read.RawEntry, faults: entries.Faults) -> dict[str, str]:
    """What an agent is called in some countries: `english-of: USA secretary of state`."""
    names: dict[str, str] = {}
    for item in entries.values(raw, "english-of"):
        country, _, name = item.value.partition(" ")
        if not re.fullmatch("[A-Z]{3}", country) or not name:
            faults.add(item, "'english-of:' is a country and a name: USA secretary of state")
        elif country in names:
            faults.add(item, f"'english-of:' names {country} twice")
        names[country] = name.strip()
    return names
