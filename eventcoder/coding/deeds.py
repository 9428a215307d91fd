"""Actors that are told by a deed beside the trigger: whose deed is judged, whom a protest is against, what an attack struck."""

from __future__ import annotations

from collections.abc import Mapping

from eventcoder import arabic, arabic_places
from eventcoder.coding.arguments import NounPhrase
from eventcoder.coding.scene import Fit, Scene
from eventcoder.coding.triggers import Trigger
from eventcoder.lexicon import Lexicon, Pattern


def claimed_by(scene: Scene, trigger: Trigger, fits: Mapping[int, Fit]) -> tuple[NounPhrase, ...]:
    """Who tells of a deed of his own: the armed who confirm a killing right behind their verb ("الانفصاليون يؤكدون قتل …", not
    "مقتل", which has no doer)."""
    for verb in (trigger.word - 1, *(word for word in scene.subjects if trigger.word - 8 < word < trigger.word - 1)):
        fit = fits.get(verb)
        number = fit.slots.get("source", -1) if fit is not None and fit.trigger.verbal and fit.pattern.code[:2] == "01" else -1
        if number < 0 or verb != trigger.word - 1 and scene.phrases[number].last != trigger.word:
            continue
        role = scene.phrases[number].mention.code[3:6] or scene.phrases[number].mention.code
        if trigger.feature[:1] in "mM" and not trigger.before and role in ("MIL", "COP", "REB", "UAF", "SPY"):
            return (scene.phrases[number],)
    return ()


def doer_judged(scene: Scene, fit: Fit, fits: Mapping[int, Fit], lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """The doer of the deed that is praised or blamed: "انتقد … زيارة الوفد", "رفض طلب تركيا"."""
    word = fit.trigger.word
    start = max([word + 1, *(scene.phrases[number].last for number in fit.slots.values() if 0 <= number < len(scene.phrases))])
    for index in range(start, min(start + 3, len(scene.words))):
        if scene.barriers[index] or index in scene.verbs and index not in scene.nouns:
            break
        deed = fits.get(index)
        if deed is None or fit.pattern.code[:2] == "09" and deed.pattern.code < "14":
            continue  # who complains is not inquired into
        if not deed.trigger.verbal and "source" in deed.slots and "source" not in deed.inherited:
            number = deed.slots["source"]
            if scene.phrases[number].known and scene.phrases[number].first > index and number not in fit.slots.values():
                return tuple(scene.phrases[each] for each in (number, *scene.phrases[number].joined))
    number = _doer_told(scene, fit, fits, start, lexicon)
    if number >= 0:
        return tuple(scene.phrases[each] for each in (number, *scene.phrases[number].joined))
    return ()


def protested_against(scene: Scene, trigger: Trigger, fits: Mapping[int, Fit], lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """Whom a protest is against, as its adverb tells: "خرج المئات … احتجاجا على زيارة الوفد"."""
    for word in range(trigger.word, min(trigger.word + 16, len(scene.words))):
        if scene.words[word].form in arabic.PUNCTUATION_HARD:
            break
        why = fits.get(word)
        if why is None or why.trigger.verbal or why.pattern.rule[:2] not in ("11", "14"):
            continue
        if scene.words[word].form.endswith("ا") or why.trigger.before == "ل":
            number = why.slots.get("target", -1)
            known = number >= 0 and scene.phrases[number].known
            return (scene.phrases[number],) if known else doer_judged(scene, why, fits, lexicon)
    return ()


def thing_struck(scene: Scene, fit: Fit) -> tuple[NounPhrase, ...]:
    """What an attack without a victim struck: the place right behind it ("هجوم انتحاري نفذته امرأة في سوق الكرادة")."""
    start = max([fit.trigger.word, *fit.fixed])
    for phrase in scene.phrases:
        if start < phrase.first <= start + 6 and phrase.preposition in ("في", "قرب", "داخل") and not phrase.known:
            word = scene.words[phrase.first]
            named = word.tag != "NOUN" or word.form.startswith("ال") or word.form in arabic_places.KINDS
            return () if named else (phrase,)
    return ()


def _doer_told(scene: Scene, fit: Fit, fits: Mapping[int, Fit], start: int, lexicon: Lexicon) -> int:
    """Whose deed the noun behind a verb of judging is, as a clause tells it: "انتقد القرار الذي اتخذته الحكومة", "رفض مساعدة
    عرضتها إسرائيل", "الدعوى المقامة من …"; -1."""
    words = scene.words
    for index in range(start, min(start + 6, len(words) - 1)):
        form = words[index].form
        if form in arabic.PUNCTUATION_HARD or form in arabic.PUNCTUATION_SOFT or form in arabic.SUBORDINATORS:
            return -1
        if form.startswith("الم") and words[index].tag == "ADJ" and words[index + 1].form == "من":
            return next((number for number, phrase in enumerate(scene.phrases) if _known_by(phrase, index + 2, 2)), -1)
        verb = index + 1 if form in arabic.RELATIVES else index
        if verb not in scene.verbs or verb == start:
            continue
        if verb in fits and _suffers(lexicon.entries[fits[verb].trigger.entry].patterns[0]):
            return -1  # "استنكر ما تعرض له المتظاهرون"
        taken_up = any(word.form.endswith(("ه", "ها", "هم")) for word in words[verb : verb + 2])
        number = scene.subjects.get(verb, -1)
        if not taken_up or number < 0 or number in fit.slots.values():
            return -1
        return number if scene.phrases[number].known and scene.phrases[number].first > verb else -1
    return -1


def _suffers(pattern: Pattern) -> bool:
    """Whether the subject of a verb is to whom it is done (تعرض ل)."""
    return pattern.slot("source") is None and pattern.slot("target") is not None


def _known_by(phrase: NounPhrase, first: int, reach: int) -> bool:
    return phrase.known and first <= phrase.first < first + reach
