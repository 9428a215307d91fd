"""What pattern fitting works on: a sentence as a scene, and the windows of words in which a trigger's arguments are sought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from attrs import field

from eventcoder import arabic
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.surface import Surface, find_surface
from eventcoder.coding.triggers import Trigger
from eventcoder.frozen import frozen
from eventcoder.lexicon import Pattern
from eventcoder.records import TimeExpression, Word

WINDOW = 34
"""Words to each side of a trigger in which its arguments are sought."""


@frozen
class Given:
    """What a light verb hands to the event noun in its {event}: phrases as indices into the scene's."""

    source: int = -1
    target: int = -1
    word: int = -1


@frozen
class Scene:
    """One sentence ready for fitting. `barriers`: words at which a clause begins; `verbs`: finite verbs; `subjects`: word of a
    verb already fitted → index of its subject; `given`: event word → what a light verb hands it; `nouns`: words that are
    event nouns;
    `conjoined`: verbs with و or ف before them; `explained`: near misses are noted too."""

    words: Sequence[Word]
    phrases: Sequence[NounPhrase]
    barriers: Sequence[bool]
    verbs: frozenset[int]
    nouns: frozenset[int]
    conjoined: frozenset[int] = frozenset()
    issues: Sequence[tuple[int, int, str]] = ()
    subjects: Mapping[int, int] = field(factory=dict)
    given: Mapping[int, Given] = field(factory=dict)
    story_subject: int = -1
    story_time: TimeExpression | None = None
    explained: bool = False
    surface: Surface = field(repr=False)

    @surface.default
    def _surface(self) -> Surface:
        return find_surface(self.words, self.phrases)

    def with_subject(self, verb: int, phrase: int) -> Scene:
        """The scene in which a verb's subject is known (-1: it has none)."""
        return self._with(subjects={**self.subjects, verb: phrase})

    def with_verb(self, word: int) -> Scene:
        """The scene in which a word is a finite verb."""
        return self if word in self.verbs else self._with(verbs=self.verbs | {word})

    def _with(self, verbs: frozenset[int] | None = None, subjects: Mapping[int, int] | None = None) -> Scene:
        return Scene(
            self.words,
            self.phrases,
            self.barriers,
            self.verbs if verbs is None else verbs,
            self.nouns,
            self.conjoined,
            self.issues,
            self.subjects if subjects is None else subjects,
            self.given,
            self.story_subject,
            self.story_time,
            self.explained,
            self.surface,
        )


@frozen
class Fit:
    """How a pattern fits a trigger: `slots` name → index of phrase (or of the word, for `event`), `missing` what it lacks
    ("" complete)."""

    pattern: Pattern
    trigger: Trigger
    score: float
    slots: Mapping[str, int]
    fixed: tuple[int, ...] = ()
    passive: bool = False
    missing: str = ""
    inherited: frozenset[str] = frozenset()


def miss(scene: Scene, pattern: Pattern, trigger: Trigger, missing: str, *, passive: bool = False) -> Fit | None:
    """The incomplete fit of a pattern that `explain` tells; None where nobody asks."""
    return Fit(pattern, trigger, 0.0, {}, passive=passive, missing=missing) if scene.explained else None


def right_edge(scene: Scene, trigger: Trigger) -> int:
    """Where the words to the right that may belong to a trigger end: at a stop, a new clause, another verb."""
    known, key = scene.surface.reach, (trigger.word, trigger.masdar and not trigger.definite, scene.verbs)
    edge = known.get(key, -1)
    if edge < 0:
        edge = known[key] = _right_edge(scene, trigger)
    return edge


def _right_edge(scene: Scene, trigger: Trigger) -> int:
    edges = scene.surface.edges or _find_edges(scene)
    first = trigger.word + 1
    edge = min(edges[first], first + WINDOW)
    for verb in sorted(filter(trigger.word.__lt__, scene.verbs - scene.nouns)):
        if verb >= edge:
            break
        if not _attributive(scene, trigger, verb):
            return verb
    return edge


_STOPS = arabic.PUNCTUATION_HARD - {"."}


def _find_edges(scene: Scene) -> list[int]:
    """For each word, and the place behind the last, where a clause begins or a stop stands next."""
    edges = scene.surface.edges
    places, texts = range(len(scene.words)), scene.surface.texts
    stops = {*compress(places, scene.barriers), *compress(places, map(_STOPS.__contains__, texts))}
    for index in sorted(stops):
        edges += [index] * (index + 1 - len(edges))
    end = len(scene.words)
    edges += [end] * (end + 1 - len(edges))
    return edges


def _attributive(scene: Scene, trigger: Trigger, verb: int) -> bool:
    """Whether a verb only describes an indefinite event noun: "اجتماعا انعقد بين …", "هجوم شنه …"."""
    return (
        trigger.masdar
        and not trigger.definite
        and verb not in scene.conjoined
        and verb - trigger.word <= 3
        and all(
            scene.words[index].tag == "ADJ" or scene.words[index].form.endswith("ة") for index in range(trigger.word + 1, verb)
        )
    )


def left_edge(scene: Scene, trigger: Trigger) -> int:
    """Where the words to the left begin that may hold a subject before the verb."""
    word = trigger.word
    edge = max(word - WINDOW, 0)
    barriers = scene.barriers[word:edge:-1]
    if True in barriers:
        edge = word - barriers.index(True)
    return max(edge, max(filter(word.__gt__, scene.verbs), default=-1) + 1)


def past_conjoined_verb(scene: Scene, right: int) -> int:
    """The right edge moved past one verb joined by و ("قتل أربعة وأصيب ستة في هجوم") or one that describes the noun before it
    ("خرج مئات تدعمهم الأحزاب احتجاجا على …")."""
    if right >= len(scene.words) or scene.barriers[right]:
        return right
    if right not in scene.conjoined and not scene.words[right].form.endswith(("هم", "ها")):
        return right
    index = right + 1
    while (
        index < len(scene.words)
        and not scene.barriers[index]
        and index not in scene.verbs
        and scene.words[index].form not in arabic.PUNCTUATION_SOFT
    ):
        index += 1
    return index


def apart(scene: Scene, one: int, other: int) -> bool:
    """Whether a clause begins between two words."""
    return True in scene.barriers[min(one, other) + 1 : max(one, other) + 1]
