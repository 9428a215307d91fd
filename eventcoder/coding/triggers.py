"""Find triggers, the verbs and event nouns of the lexicon, and the clauses that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from attrs import field

from eventcoder import arabic
from eventcoder.arabic import noun_readings, verb_readings
from eventcoder.frozen import evolve, frozen
from eventcoder.lexicon import Lexicon
from eventcoder.records import Word

CLOSED = (
    arabic.SUBORDINATORS
    | arabic.RELATIVES
    | arabic.NEGATORS
    | arabic.CLAUSE_OPENERS
    | arabic.PREPOSITIONS
    | arabic.AUXILIARIES
    | arabic.NAME_PARTICLES
)
"""Words that are never triggers, whatever verb's form they may also be (أنه, لما)."""

_REMEMBERED = 200_000
_NOMINAL = frozenset("mMnNaAqQ")
_BEFORE_NOUNS = frozenset("ب ل ك وب ول وك فب فل".split())


@frozen
class Trigger:
    """A word that may be an event: the lexicon entry, how the word was read, and what stands around it.

    `feature` as in `Lexicon.forms`; `before`/`after` are the clitics; `definite`: with the article; `verbal`: read as a verb.
    `passive`: the form may be a passive (قتل); a feature P or I is nothing else. `skip`, `keep`: the stem's characters in
    the folded form.
    """

    word: int
    entry: int
    feature: str
    before: str
    after: str
    definite: bool
    skip: int
    keep: int
    passive: bool
    verbal: bool = field(eq=False, repr=False)
    """Whether it is a finite verb here."""
    masdar: bool = field(eq=False, repr=False)
    """Whether it is a masdar or event noun."""
    participle: bool = field(eq=False, repr=False)
    """Whether it is a participle."""

    @classmethod
    def of(
        cls,
        word: int,
        entry: int,
        feature: str,
        before: str,
        after: str,
        definite: bool,
        skip: int,
        keep: int,
        passive: bool = False,
    ) -> Trigger:
        """The trigger of a feature, which tells what it is."""
        kinds = [feature[0] in some for some in ("piPI", "mMnN", "aAqQ")]
        return cls(word, entry, feature, before, after, definite, skip, keep, passive, *kinds)

    @property
    def plural_person(self) -> bool:
        """Whether a verb's own form has a plural or dual subject (قتلوا)."""
        return self.verbal and self.feature.endswith(("3mp", "3fp", "3md", "3fd"))

    @property
    def feminine(self) -> bool:
        """Whether a verb's own form is feminine singular."""
        return self.verbal and self.feature.endswith("3fs")


NO_VERB_BEHIND = frozenset("في الي عن مع بين لدي".split())
"""Prepositions that can be nothing else, so that no verb stands behind them."""


def entries_of(form: str, lexicon: Lexicon) -> frozenset[int]:
    """The verbs and nouns whose trigger a folded word may be: the cheap look that decides if a sentence is parsed."""
    return frozenset(
        entry
        for reading in _readings(form)
        for stem in (reading.stem, reading.stem[2:] if reading.stem.startswith("ال") else "")
        if stem
        for entry, _ in lexicon.forms.get(stem, ())
    )


def _readings(form: str) -> tuple[arabic.Reading, ...]:
    return noun_readings(form) + verb_readings(form)


@frozen
class Template:
    """What a folded word may be as a noun (with its stem), and as a verb, whatever stands around it; `settled`: the triggers that
    it is, where nothing around it matters."""

    nominal: tuple[tuple[str, Trigger], ...]
    verbal: tuple[Trigger, ...]
    settled: tuple[Trigger, ...] | None


Templates = dict[str, Template]
"""Folded word → its template."""


def find_triggers(
    words: Sequence[Word],
    lexicon: Lexicon,
    covered: frozenset[int] = frozenset(),
    possible: frozenset[int] | None = None,
    memory: Templates | None = None,
) -> list[Trigger]:
    """Return the triggers of a sentence in order, the likelier readings of each word first; `covered` words are names, only
    `possible` ones (where given) are looked at. `memory` keeps what words may be, from sentence to sentence."""
    found: list[Trigger] = []
    memory = {} if memory is None else memory
    if len(memory) > _REMEMBERED:
        memory.clear()
    for index in range(len(words)) if possible is None else sorted(possible - covered):
        word = words[index]
        if index in covered or not arabic.is_word(word.form):
            continue
        if index and words[index - 1].form in arabic.HONORIFICS:
            continue  # "المهندس سامح …": a name, whatever verb it may look like
        if is_count(words, index):
            continue
        if word.form in CLOSED and not (word.form in arabic.PREPOSITIONS and word.tag == "VERB" and len(word.form) > 2):  # عبر
            continue
        found += _read_word(words, index, lexicon, memory)
    return found


def is_count(words: Sequence[Word], index: int) -> bool:
    """Whether a word that may look like a verb is a number here: "نصف مليون"."""
    if words[index].form not in arabic.QUANTIFIERS:
        return False
    after = words[index + 1].form if index + 1 < len(words) else ""
    return words[index].tag == "NUM" or after in arabic.QUANTIFIERS


def _read_word(words: Sequence[Word], index: int, lexicon: Lexicon, memory: Templates) -> list[Trigger]:
    form = words[index].form
    template = memory.get(form)
    if template is None:
        template = memory[form] = _template(form, lexicon)
    kept: Sequence[Trigger] | None = template.settled
    if kept is None:
        rows = {
            (trigger.entry, "n"): trigger
            for stem, trigger in reversed(template.nominal)
            if trigger.feature[0] not in "aq" or _tells(words, index, stem, trigger.definite)
        }
        kept = _likely(_with_verbs(rows, template.verbal), words, index)
    before = words[index - 1].form if index else ""
    if before in arabic.GOVERNING or before.removeprefix("و") in NO_VERB_BEHIND:
        kept = [trigger for trigger in kept if not trigger.verbal]  # "أكبر قدر ممكن", "في عدن": the town
    return [
        Trigger(
            index,
            t.entry,
            t.feature,
            t.before,
            t.after,
            t.definite,
            t.skip,
            t.keep,
            t.passive,
            t.verbal,
            t.masdar,
            t.participle,
        )
        for t in kept
    ]


def _template(form: str, lexicon: Lexicon) -> Template:
    nominal, verbal = _noun_templates(form, lexicon), _verb_templates(form, lexicon)
    settled = None
    if not any(trigger.feature[0] in "aq" for _, trigger in nominal):
        rows = _with_verbs({(trigger.entry, "n"): trigger for _, trigger in reversed(nominal)}, verbal)
        if len({trigger.verbal for trigger in rows}) < 2:
            settled = tuple(_likely(rows, (), 0))
    return Template(nominal, verbal, settled)


def _with_verbs(rows: dict[tuple[int, str], Trigger], verbal: Sequence[Trigger]) -> list[Trigger]:
    if not any(trigger.definite for trigger in rows.values()):
        rows |= {(trigger.entry, "v"): trigger for trigger in verbal}
    return list(rows.values())


def _likely(rows: Sequence[Trigger], words: Sequence[Word], index: int) -> list[Trigger]:
    """The readings of a word that are as likely as any, the likeliest first."""
    wanted = _prefer_verb(words, index, rows)
    fewest = min((len(t.before) + len(t.after) for t in rows), default=0)
    kept = [t for t in rows if len(t.before) + len(t.after) <= fewest + 1 and (wanted is None or t.verbal == wanted)]
    kept.sort(key=lambda t: (len(t.before) + len(t.after), not t.verbal, t.entry))
    return kept


def _noun_templates(form: str, lexicon: Lexicon) -> tuple[tuple[str, Trigger], ...]:
    """The stems and triggers (of no word yet) that a form may be as a noun, masdar or participle."""
    found = []
    for reading in noun_readings(form):
        definite = reading.stem.startswith("ال") and reading.stem[2:] in lexicon.forms
        stem = reading.stem[2:] if definite else reading.stem
        for entry, feature in lexicon.forms.get(stem, ()):
            if feature[0] in _NOMINAL and not (reading.after == "ي" and len(stem) == 3):  # قتلى is no "my killing"
                skip = reading.skip + (2 if definite and not reading.before.endswith("ل") else 1 if definite else 0)
                found.append((stem, Trigger.of(-1, entry, feature, reading.before, reading.after, definite, skip, reading.keep)))
    return tuple(found)


def _verb_templates(form: str, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """The triggers (of no word yet) that a form may be as a finite verb, one an entry."""
    rows: dict[int, Trigger] = {}
    for reading in verb_readings(form):
        for entry, feature in lexicon.forms.get(reading.stem, ()):
            if feature[0] in "piPI" and not (reading.before.endswith("س") and feature[0] not in "iI"):
                old = rows.get(entry)
                passive = feature[0] in "PI"
                trigger = Trigger.of(
                    -1, entry, feature, reading.before, reading.after, False, reading.skip, reading.keep, passive
                )
                if old is None or old.after and not reading.after:
                    rows[entry] = trigger
                elif (old.before, old.after) == (trigger.before, trigger.after):
                    # "أعلن" is "he", hardly "they (f.)"; "بدأ" is hardly "they both"
                    rare = old.feature.endswith(("3fp", "3md")) and trigger.feature in ("p3ms", "i3ms")
                    active = old if old.feature[0] in "pi" and not rare else trigger
                    rows[entry] = evolve(active, passive=old.passive or trigger.passive)
    return tuple(rows.values())


def _tells(words: Sequence[Word], index: int, stem: str, definite: bool) -> bool:
    """Whether a singular participle may tell an act: "مطالبا ب …" (accusative), "، منددة ب …" (behind a comma); else it is a
    mere noun."""
    if definite:
        return False
    before = words[index - 1].form if index else ""
    return stem.endswith("ا") and len(stem) > 4 or stem.endswith("ة") and (before in ("،", ",") or before.startswith("ال"))


def _prefer_verb(words: Sequence[Word], index: int, triggers: Sequence[Trigger]) -> bool | None:
    """Whether an ambiguous form is a verb here: by what stands before it, then by its tag; None: both are tried."""
    kinds = {trigger.verbal for trigger in triggers}
    if len(kinds) < 2:
        return None
    if all(trigger.before in _BEFORE_NOUNS for trigger in triggers if not trigger.verbal):
        return None
    before = words[index - 1].form if index else ""
    word = words[index]
    if any(t.masdar and t.after and word.form.removesuffix(t.after).endswith("ت") for t in triggers) and all(
        t.after for t in triggers if t.verbal
    ):
        return False  # استقالته: "his resignation", hardly "she … him"
    if (
        index
        and words[index - 1].tag == "VERB"
        and before.removeprefix("و") not in arabic.AUXILIARIES
        and word.form[:1] not in ("و", "ف")
        and not any(trigger.feature[0] in "iI" for trigger in triggers if trigger.verbal)
    ):
        return False  # "يؤكدون قتل …": no verb in the perfect stands right behind a verb
    if before in arabic.NEGATORS or before in ("قد", "وقد", "لقد", "سوف", "ان") or word.tag == "VERB":
        return True
    if before in arabic.PREPOSITIONS or before.removeprefix("و") in arabic.PREPOSITIONS or before in arabic.NEGATING_NOUNS:
        return False
    if word.tag in ("NOUN", "ADJ", "PROPN") and index > 0:
        previous = words[index - 1]
        if previous.tag in ("NOUN", "VERB") and not previous.form.startswith("ال") and arabic.is_word(previous.form):
            return False
    return None


def looks_verbal(words: Sequence[Word], index: int) -> bool:
    """Whether a word tagged a verb may be one: by its shape (an imperfect's first letter, a perfect's ending, a short stem),
    and where
    it ends like a noun with a pronoun (أسلحتهم), by what stands before it.
    """
    form = words[index].form
    if form.endswith("ة") or form.startswith("ال"):
        return False
    if form.endswith(("ه", "ها", "هم", "هما")) and not form.startswith(("و", "ف", "س")) and index:
        before = words[index - 1]
        if arabic.is_word(before.form) and before.form not in CLOSED and before.tag not in ("PART", "SCONJ", "CCONJ", "PRON"):
            return False
    bare = form[1:] if form[:1] in "وفس" and len(form) > 3 else form
    return bare[:1] in "يتناا" or bare.endswith(("ت", "وا", "ه", "ها", "هم")) or len(bare) <= 4


def is_imperfect(form: str) -> bool:
    """Whether a verb is in the imperfect by its shape."""
    bare = form[1:] if form[:1] in ("و", "ف") else form
    return bare[:1] in "ي" or bare[:1] == "ت" and not bare.endswith("ت")


def clause_starts(words: Sequence[Word], opens: Sequence[int] | None = None) -> list[bool]:
    """Say of each word whether a new clause begins at it: after a stop, at أن/إن, relative pronouns and clause openers; `opens`
    is what `opens_clause` says of each, if the caller has it."""
    starts = [False] * (len(words) + 1)
    opens = [opens_clause(word.form) for word in words] if opens is None else opens
    for index in compress(range(len(words)), opens):
        if opens[index] == AT:
            starts[index] = True
        elif not (words[index].form == "." and index + 1 < len(words) and words[index + 1].start == words[index].end):
            starts[index + 1] = True
    return starts[: len(words)]


AT, BEHIND = 1, 2


def opens_clause(form: str) -> int:
    """Whether a clause begins `AT` a folded form or `BEHIND` it; 0 at most."""
    if form in arabic.PUNCTUATION_HARD:
        return BEHIND
    opening = form in arabic.SUBORDINATORS or form in arabic.RELATIVES or form.removeprefix("و") in arabic.CLAUSE_OPENERS
    return AT if opening else 0
