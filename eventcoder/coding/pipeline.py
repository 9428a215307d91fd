"""The order of the stages: one document in, its event records out. Only this module knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import compress

from attrs import field

from eventcoder import arabic_places
from eventcoder.coding.analyse import Analyser
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.dates import find_times, reckoning_day
from eventcoder.coding.events import make_events
from eventcoder.coding.introductions import Story, remember
from eventcoder.coding.known_forms import KnownForm, KnownWords, known_forms
from eventcoder.coding.memory import Memory, Once
from eventcoder.coding.names import Match, find_matches
from eventcoder.coding.parts import Phrase
from eventcoder.coding.phrases import find_phrases
from eventcoder.coding.place_names import PlaceName, choose_places, find_place_names, weigh_countries, without
from eventcoder.coding.places import Grounds, Where, countries_named, kept_names, place_of
from eventcoder.coding.reading import Reading, read_sentence
from eventcoder.coding.resolve import resolve
from eventcoder.coding.scene import Scene
from eventcoder.coding.sentences import dateline_end, split
from eventcoder.coding.set_scene import set_scene
from eventcoder.coding.setting import Setting, find_setting, fold_document, near_by
from eventcoder.coding.story import pass_topics_back, speaks_again
from eventcoder.coding.triggers import Templates, Trigger, find_triggers
from eventcoder.collector import collector_paused
from eventcoder.frozen import evolve, frozen
from eventcoder.gazetteer import Gazetteer, Place, shipped
from eventcoder.lexicon import Lexicon, Pattern
from eventcoder.records import Analysis, Document, Event, Mention, TimeExpression, Word

STATUSES = ("asserted", "historical", "planned", "hypothetical", "negated")


@frozen
class Traced:
    """All that the stages made of one sentence, for `explain`."""

    analysis: Analysis
    resolved: Sequence[tuple[Phrase, Mention]]
    triggers: Sequence[Trigger]
    times: Sequence[TimeExpression]
    scene: Scene
    reading: Reading
    setting: Setting
    events: Sequence[Event] = ()


@frozen
class Coder:
    """Codes documents with a lexicon and a model; `statuses` are those written, `statements` lets plain statements (root 01)
    through."""

    lexicon: Lexicon
    model: Analyser = field(repr=False)
    version: str = ""
    statements: bool = False
    statuses: tuple[str, ...] = ("asserted",)
    places: Gazetteer = field(repr=False)
    patterns: dict[str, Pattern] = field(init=False, repr=False)
    _telling: frozenset[int] = field(init=False, repr=False, eq=False)
    _forms: Memory[KnownForm] = field(init=False, repr=False, eq=False)
    _readings: Templates = field(factory=dict, init=False, repr=False, eq=False)

    @places.default
    def _places(self) -> Gazetteer:
        return shipped().with_places(self.lexicon.places)

    @patterns.default
    def _patterns(self) -> dict[str, Pattern]:
        return {pattern.rule: pattern for entry in self.lexicon.entries for pattern in entry.patterns}

    @_forms.default
    def _known_forms(self) -> Memory[KnownForm]:
        return known_forms(self.lexicon, self.places)

    @_telling.default
    def _entries_that_tell(self) -> frozenset[int]:
        """The entries of which a pattern gives a record that may be written."""
        return frozenset(
            number
            for number, entry in enumerate(self.lexicon.entries)
            if any(
                pattern.code.isdigit() and (self.statements or pattern.code[:2] != "01" or pattern.future[:2] not in ("", "01"))
                for pattern in entry.patterns
            )
        )

    def code(self, document: Document) -> list[Event]:
        """Return a document's event records in order of sentence and offset."""
        return self.code_all([document])[0]

    def code_all(self, documents: Sequence[Document]) -> list[list[Event]]:
        """Return the records of each of some documents: the same as one by one, but several times as fast, since the model reads
        their sentences together. Some dozens at a time are best."""
        return [events for events, _ in self.code_counted(documents)]

    def code_counted(self, documents: Sequence[Document]) -> list[tuple[list[Event], int]]:
        """Return what `code_all` returns, each document's records with the number of its sentences."""
        with collector_paused():
            return [
                (self.code_analysed(document, analyses), len(analyses))
                for document, analyses in zip(documents, self.analyse(documents), strict=True)
            ]

    def code_analysed(self, document: Document, analyses: Sequence[Analysis]) -> list[Event]:
        """Return the records of a document whose sentences are analysed."""
        with collector_paused():
            return [event for event in self._tell(document, analyses)[1] if self.wants(event)]

    def wants(self, event: Event) -> bool:
        """Whether a record is to be written, by its status and root."""
        return event.status in self.statuses and (self.statements or event.root != "01")

    def trace(self, document: Document) -> tuple[list[Traced], list[Event]]:
        """Return each sentence with what every stage made of it, and all records, those not wanted too."""
        read, events = self._tell(document, self.analyse([document])[0], explained=True)
        return _with_records(read, events), events

    def trace_analysed(self, document: Document, analyses: Sequence[Analysis]) -> list[Traced]:
        """Return the sentences of a document that is analysed, each with what every stage made of it."""
        return _with_records(*self._tell(document, analyses))

    def analyse(self, documents: Iterable[Document], *, model: Analyser | None = None) -> list[list[Analysis]]:
        """Return the analyses of each document's sentences, by the coder's own model or another."""
        sentences = [split(document, discards=self.lexicon.discards) for document in documents]
        analyses = iter((model or self.model).analyse([each for some in sentences for each in some], self._worth_parsing))
        return [[next(analyses) for _ in some] for some in sentences]

    def _tell(
        self, document: Document, analyses: Sequence[Analysis], *, explained: bool = False
    ) -> tuple[list[Traced], list[Event]]:
        """What the stages make of each sentence, still without its records, and all records in order."""
        folded = Once(lambda: fold_document(document.text))
        allows = near_by(self.lexicon, folded)
        names, forms = self.lexicon.names, self._forms
        known = [KnownWords.of(analysis.words, forms) for analysis in analyses]
        matches = [
            find_matches(analysis.words, names, allows=allows, known=some.names)
            for analysis, some in zip(analyses, known, strict=True)
        ]
        placed = [
            find_place_names(analysis.words, self.places, some.places) for analysis, some in zip(analyses, known, strict=True)
        ]
        weights = weigh_countries(
            [some and without(some, _covered(found, some)) for some, found in zip(placed, matches, strict=True)]
        )
        setting = find_setting(
            matches,
            self.lexicon,
            date=document.date,
            publisher=document.publisher,
            allows=allows,
            places=weights,
            words=[analysis.words for analysis in analyses],
        )
        shares, dateline = setting.shares(), None
        today = Once(lambda: reckoning_day(document.text, document.date))
        story = Story()
        read: list[Traced] = []
        events: list[Event] = []
        again: frozenset[int] = frozenset()
        for analysis, own, found, some in zip(analyses, known, matches, placed, strict=True):
            if analysis.sentence.is_title and len(analyses) > 1:
                story = self._introduced(
                    analyses[1], known[1], matches[1], setting
                )  # the title names who the first sentence introduces
            if story.trie:
                found = find_matches(analysis.words, names, own=story.trie, allows=allows, known=own.names)
            places = choose_places(some, shares, text=folded) if some else []
            traced, grounds = self._sentence(analysis, own, found, places, setting, story, today, explained)
            triggers, scene, reading = traced.triggers, traced.scene, traced.reading
            dateline = dateline or grounds.dateline
            if dateline is not grounds.dateline:
                grounds = evolve(grounds, dateline=dateline)
            told = make_events(
                reading.acts,
                document=document,
                sentence=analysis.sentence,
                words=analysis.words,
                lexicon=self.lexicon,
                version=self.version,
                where=[place_of(act, scene, grounds) for act in reading.acts],
            )
            if events and speaks_again(events, triggers, self.lexicon):
                again |= {analysis.sentence.index}
                events = pass_topics_back(events, triggers, scene.issues, self.lexicon, self.patterns, again)
            events = [*events, *told]
            read.append(traced)
            if analysis is analyses[-1]:
                break  # nobody is left to be told the story
            story = remember(story, traced.resolved, analysis.words, self.lexicon)
            if pair := _two_sides(reading):
                story = evolve(story, pair=pair)
            subject = reading.subject or (None if analysis.parsed else _first_actor(scene))
            if subject is not None and not analysis.sentence.is_title:
                story = evolve(story, subject=subject.mention, time=reading.time if subject is reading.subject else None)
        return read, events

    def _introduced(self, analysis: Analysis, known: KnownWords, matches: Sequence[Match], setting: Setting) -> Story:
        """What a sentence tells of people and offices."""
        words = analysis.words
        phrases = find_phrases(words, matches, self.lexicon, _possible(known))
        return remember(Story(), resolve(phrases, words, self.lexicon, setting, Story()), words, self.lexicon)

    def _worth_parsing(self, analysis: Analysis) -> bool:
        """Whether a sentence could give a record that is wanted: a word of it may be a trigger of an entry that tells one."""
        forms, telling = self._forms, self._telling
        return any(not forms[word.form].entries.isdisjoint(telling) for word in analysis.words)

    def _sentence(
        self,
        analysis: Analysis,
        known: KnownWords,
        matches: Sequence[Match],
        places: Sequence[tuple[PlaceName, Place]],
        setting: Setting,
        story: Story,
        today: Callable[[], str],
        explained: bool,
    ) -> tuple[Traced, Grounds]:
        """What the stages make of a sentence, without its records, and the places that it tells."""
        words = analysis.words
        possible = _possible(known)
        phrases = find_phrases(words, matches, self.lexicon, possible)
        front = analysis.sentence.start + dateline_end(analysis.sentence.text)
        located = [
            (name.first, place.country, bool(name.relation) or name.kind in arabic_places.NAMING_KINDS)
            for name, place in places
            if name.start >= front and place.country
        ]
        resolved = resolve(phrases, words, self.lexicon, setting, story, located)
        covered = frozenset([index for phrase, _ in resolved for index in range(phrase.first, phrase.last)])
        triggers = find_triggers(words, self.lexicon, covered, possible, self._readings)
        times = find_times(words, document_date=today()) if any(known.time) else []
        times = [time for time in times if words[time.last - 1].end > front]
        timed = {index for time in times for index in range(time.first, time.last)}
        if timed:
            triggers = [trigger for trigger in triggers if trigger.word not in timed]
        scene = set_scene(
            words,
            known,
            resolved,
            triggers,
            taken=covered | timed,
            timed=timed,
            towns={first: country for first, country, _ in located},
            front=front,
            issues=[issue for issue in self._issues(words, known) if covered.isdisjoint(range(issue[0], issue[1]))],
            story=story,
            explained=explained,
        )
        reading = read_sentence(scene, triggers, self.lexicon, times)
        traced = Traced(analysis, resolved, triggers, times, scene, reading, setting)
        return traced, self._grounds(places, resolved, timed, front)

    def _grounds(
        self, places: Sequence[tuple[PlaceName, Place]], resolved: Sequence[tuple[Phrase, Mention]], timed: set[int], front: int
    ) -> Grounds:
        """The places of a sentence: those of its dateline apart, no part of an actor's name, no time."""
        head = next((Where(place, name.text) for name, place in places if name.start < front), None)
        told = [(name, place) for name, place in places if name.start >= front and not timed & set(range(name.first, name.last))]
        kept = kept_names(told, resolved, self.lexicon)
        others = [each for each in resolved if each[1].start >= front]
        named = kept + countries_named(others, self.lexicon, [name for name, _ in kept])
        return Grounds(tuple(named), head)

    def _issues(self, words: Sequence[Word], known: KnownWords) -> list[tuple[int, int, str]]:
        return [
            (match.first, match.last, self.lexicon.issue_names[match.leaves[0][1]])
            for match in find_matches(words, self.lexicon.issues, known=known.topics)
        ]


def _with_records(read: Sequence[Traced], events: Sequence[Event]) -> list[Traced]:
    """Each sentence of a document with its own records: a later sentence may have changed what was first made of it."""
    own: dict[int, list[Event]] = {}
    for event in events:
        own.setdefault(event.sentence, []).append(event)
    return [evolve(each, events=own.get(each.analysis.sentence.index, ())) for each in read]


def _possible(known: KnownWords) -> frozenset[int]:
    """The words that may be triggers."""
    return frozenset(compress(range(len(known.entries)), known.entries))


def _covered(matches: Sequence[Match], places: Sequence[PlaceName]) -> frozenset[int]:
    """The words of names of actors, without those of role nouns within a longer name of a place ("المسجد الأحمر")."""
    longer = [(place.first, place.last) for place in places if place.last > place.first + 1]
    return frozenset(
        [
            index
            for match in matches
            if not longer
            or match.leaves[0][0] != "G"
            or not any([first <= match.first and match.last <= last for first, last in longer])
            for index in range(match.first, match.last)
        ]
    )


def _two_sides(reading: Reading) -> tuple[Mention, ...]:
    """The sides of a sentence's last meeting, agreement or clash between two known actors."""
    for act in reversed(reading.acts):
        sides = [some[0].mention for some in (act.sources, act.targets) if len(some) == 1 and some[0].known]
        mutual = act.fit.pattern.symmetric or act.code[:2] in ("03", "04", "05", "06")
        if mutual and len(sides) == 2 and "---" not in (sides[0].code, sides[1].code) and sides[0].code != sides[1].code:
            return evolve(sides[0], second=None), evolve(sides[1], second=None)
    return ()


def _first_actor(scene: Scene) -> NounPhrase | None:
    """The likely subject of a sentence that was not worth a tree: the first actor without a preposition, near its beginning."""
    return next((phrase for phrase in scene.phrases if phrase.known and not phrase.preposition and 0 <= phrase.first <= 3), None)


def sentence_document(text: str, date: str) -> Document:
    """A document of one sentence without a title, for examples and `explain`."""
    return Document("sentence", date, " ".join(text.split()) if "\n" in text else text)


__all__ = ["STATUSES", "Coder", "Traced", "sentence_document"]
