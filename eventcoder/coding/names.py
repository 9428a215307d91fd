"""Find the names of the dictionaries in a sentence: actors, agents, nationalities, topics, on the folded surface.

The longest name wins, from left to right. Attached particles, pronoun endings and spellings are allowed for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from operator import itemgetter
from typing import Any

from eventcoder import arabic
from eventcoder.arabic import Reading, noun_readings
from eventcoder.frozen import frozen
from eventcoder.records import Word, form_of

Leaf = tuple[str, int, str]
Trie = Mapping[str, Any]
Opening = tuple[Reading, Trie, tuple[Leaf, ...], bool]
"""A reading of a word, where it leads in the trie, what ends there, whether names go on from there."""
Known = tuple[tuple[Opening, ...], bool, tuple[str, ...], tuple[Reading, ...]]
"""A word as the trie sees it: where its readings lead, whether it is a name only with more words (في, ما), its other spellings,
its readings with a pronoun ending."""
_OPENINGS: Callable[[Known], tuple[Opening, ...]] = itemgetter(0)
Openings = dict[str, Known]
"""Folded word → what is known of it; kept from sentence to sentence."""
_REMEMBERED = 200_000


@frozen
class Match:
    """Words `first` to `last` (exclusive) are a name of the lexicon; `leaves` are its entries as (kind, index, flags)."""

    first: int
    last: int
    leaves: tuple[Leaf, ...]
    reading: Reading
    tail: Reading | None = None

    def of(self, kind: str) -> tuple[Leaf, ...]:
        """The leaves of one kind."""
        leaves = self.leaves
        if len(leaves) == 1:
            return leaves if leaves[0][0] == kind else ()
        return tuple([leaf for leaf in leaves if leaf[0] == kind])


def find_matches(
    words: Sequence[Word],
    trie: Trie,
    *,
    own: Trie | None = None,
    allows: Callable[[Leaf], bool] | None = None,
    memory: Openings | None = None,
    known: Sequence[Known] | None = None,
) -> list[Match]:
    """Return the longest names of a trie in a sentence, left to right, without overlap.

    `own` is the document's own trie; entries that `allows` says no to (their `near:` is not in the document) are not seen.
    `known` is what `look_up` gives for each word, if the caller has it; else `memory` keeps that from sentence to sentence. Where
    a role noun takes the beginning of a longer name ("مقر حزب" of "حزب الإصلاح"), the name has it.
    """
    forms = list(map(form_of, words))
    if known is None:
        memory = {} if memory is None else memory
        if len(memory) > _REMEMBERED:
            memory.clear()
        known = [memory.get(form) or _learn(form, trie, memory) for form in forms]
    owned = [look_up(form, own) for form in forms] if own else None
    found: list[Match] = []
    end = 0
    places = range(len(known))
    for place in places if owned is not None else compress(places, map(_OPENINGS, known)):
        if place < end:
            continue
        best = _longest(forms, known, place, allows)
        if best is not None and best.last > place + 1 and best.leaves[0][0] == "G":
            best = _cut_back(forms, known, best, allows)
        if owned is not None and owned[place][0]:
            other = _longest(forms, owned, place, None)
            if other and (not best or other.last > best.last):
                best = other
        if best:
            found.append(best)
            end = best.last
    return found


def _cut_back(forms: Sequence[str], known: Sequence[Known], match: Match, allows: Callable[[Leaf], bool] | None) -> Match | None:
    """A role noun of several words, shortened where a longer actor's name begins inside it; None where nothing is left."""
    if any(leaf[0] != "G" for leaf in match.leaves):
        return match
    for inner in range(match.first + 1, match.last):
        other = _longest(forms, known, inner, allows) if known[inner][0] else None
        if other and other.last > match.last and other.of("A") and not other.reading.before:
            return _longest(forms[:inner], known, match.first, allows)
    return match


_SKIPPED = arabic.QUOTES | {"-"}
"""Marks inside a name that the dictionaries do not write."""
_CLOSED = (
    arabic.SUBORDINATORS | arabic.RELATIVES | arabic.NEGATORS | arabic.CLAUSE_OPENERS | (arabic.PREPOSITIONS - frozenset("و"))
)


def _learn(form: str, trie: Trie, memory: Openings) -> Known:
    known = memory[form] = look_up(form, trie)
    return known


def look_up(form: str, trie: Trie) -> Known:
    """Where in a trie a word leads, by each reading of its clitics (most words lead nowhere), and how it may go on a name."""
    return _openings(form, trie), form in _CLOSED, _variants(form), _possessed(form)


def _openings(form: str, trie: Trie) -> tuple[Opening, ...]:
    if not arabic.is_word(form):
        return ()
    found = []
    for reading in noun_readings(form):
        if reading.after == "ي":  # دولي is an adjective, not "my states"
            continue
        stem = reading.stem
        dual = f"{stem[:-2]}ة" if stem.endswith(("تا", "تي")) and not reading.after else ""
        spellings = (stem,) if reading.after or stem in trie else (stem, *_variants(stem))
        spellings = (*spellings, dual) if dual else spellings
        for spelling in spellings:
            node = trie.get(spelling)
            if node is None:
                continue
            leaves = _leaves(node.get("", ()))
            if spelling == dual:  # حركتا فتح وحماس: only the beginning of a longer name
                leaves = ()
            if reading.after:  # a pronoun ends the phrase: indefinite agents of one word only
                leaves = tuple(leaf for leaf in leaves if leaf[0] == "G" and "d" not in leaf[2])
            more = not reading.after and len(node) > ("" in node)
            if leaves or more:
                found.append((reading, node, leaves, more))
    return tuple(found)


@lru_cache(maxsize=100_000)
def _variants(form: str) -> tuple[str, ...]:
    """How a form is also spelt: ة/ه at the end, ؤ/ئ inside."""
    found = []
    if form.endswith("ه"):
        found.append(form[:-1] + "ة")
    elif form.endswith("ة"):
        found.append(form[:-1] + "ه")
    for one, other in (("ئ", "ؤ"), ("ؤ", "ئ")):
        if one in form:
            found.append(form.replace(one, other))
    return tuple(found)


def _possessed(form: str) -> tuple[Reading, ...]:
    return tuple(reading for reading in noun_readings(form) if reading.after not in ("", "ي") and not reading.before)


def _longest(forms: Sequence[str], known: Sequence[Known], place: int, allows: Callable[[Leaf], bool] | None) -> Match | None:
    openings, closed, _, _ = known[place]
    after = place + 1
    following = forms[after] if after < len(forms) else None
    loose = following is not None and bool(known[after][2] or known[after][3] or following in _SKIPPED)  # not by its form alone
    best: Match | None = None
    for reading, node, own, more in openings:
        if more and (loose or following in node):
            last, rows, tail = _walk(forms, known, after, node, allows)
            if last > after:
                if best is None or last > best.last:
                    best = Match(place, last, _leaves(rows), reading, tail)
                continue
        if best is None and own and not closed and (leaves := _allowed(own, allows)):
            best = Match(place, after, leaves, reading)
    return best


def _leaves(rows: Iterable[Any]) -> tuple[Leaf, ...]:
    """Leaves of a trie, which JSON keeps as lists, as tuples."""
    return tuple([(kind, index, flags) for kind, index, flags in rows])


def _walk(
    forms: Sequence[str], known: Sequence[Known], place: int, node: Trie, allows: Callable[[Leaf], bool] | None
) -> tuple[int, Sequence[Leaf], Reading | None]:
    """How a name goes on at `place`: where it ends, its leaves, and the reading of a last word with a pronoun."""
    last, leaves = place, ()  # type: tuple[int, Sequence[Leaf]]
    index, stop = place, len(forms)
    while index < stop:
        form = forms[index]
        step = node.get(form)
        if step is None:
            _, _, variants, possessed = known[index]
            if variants:
                step = next((found for spelling in variants if (found := node.get(spelling)) is not None), None)
            if step is None:
                for reading in possessed:
                    if (end := node.get(reading.stem)) is not None:
                        own = [leaf for leaf in end.get("", ()) if leaf[0] == "G"]
                        if own:
                            return index + 1, own, reading
                if form in _SKIPPED:
                    index += 1
                    continue
                break
        node, index = step, index + 1
        if "" in node:
            if allowed := _allowed(node[""], allows):
                last, leaves = index, allowed
            if len(node) == 1:
                break
    return last, leaves, None


def _allowed(leaves: Sequence[Leaf], allows: Callable[[Leaf], bool] | None) -> tuple[Leaf, ...]:
    """The leaves without those that have `near:` words (flag n) of which the document has none."""
    if allows is None:
        return tuple(leaves)
    if len(leaves) == 1:
        return tuple(leaves) if "n" not in leaves[0][2] or allows(leaves[0]) else ()
    return tuple([leaf for leaf in leaves if "n" not in leaf[2] or allows(leaf)])
