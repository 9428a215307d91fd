"""Make the folded inflections of verbs (through `mazini`), event nouns, agents and adjectives of nationality."""

from __future__ import annotations

import mazini

from eventcoder.arabic import PREPOSITIONS, fold

_SLOT_KINDS = {
    "past": "p",
    "past_pass": "P",
    "ind": "i",
    "sub": "i",
    "juss": "i",
    "ind_pass": "I",
    "sub_pass": "I",
    "juss_pass": "I",
}


def conjugate_verb(root: str, form: str, *, reduced: bool = False, passive: bool = False) -> dict[str, set[str]]:
    """Return folded forms with their features (`p3fs`, `i3mp`, `P3ms`, `m`, `a`, `q`); raise mazini.MaziniError for a bad
    root or form.

    `conjugate_verb("ب ح ث", "I/a~a")["بحثت"]` holds `"p3fs"`. Second persons, "I" and the short forms of "we" are left out:
    newspapers hardly write them, and ألقى would be read as "I meet".
    """
    verb = mazini.conjugate(root.replace(" ", ""), form, reduced=reduced, passive=passive)
    forms: dict[str, set[str]] = {}

    def add(surface: str, feature: str) -> None:
        surface = fold(surface)
        if surface and surface != "?":
            forms.setdefault(surface, set()).add(feature)

    for slot, items in verb.slots.items():
        surfaces = [item.form for item in items]
        tense, _, person = slot.rpartition("_")
        if (
            tense in _SLOT_KINDS
            and person != "1s"
            and (person != "1p" or tense in ("past", "ind"))
            and not person.startswith("2")
        ):
            for surface in surfaces:
                add(surface, _SLOT_KINDS[tense] + person)
        elif slot in ("ap", "pp"):
            for surface in surfaces + [form[:-1] + "ي" for form in surfaces if form.endswith("ٍ")]:  # داعٍ, الداعي
                for inflected, plural in inflect_noun(fold(surface), participle=True):
                    add(inflected, ("a" if slot == "ap" else "q") if not plural else ("A" if slot == "ap" else "Q"))
        elif slot == "vn":
            for surface in surfaces:
                for inflected, plural in inflect_noun(fold(surface)):
                    add(inflected, "M" if plural else "m")
    actives = {feature[1:] for features in forms.values() for feature in features if feature[0] in "pi"}
    if not actives:
        raise ValueError(f"no active form of the root {root} comes out of class {form}")
    return forms


def inflect_noun(noun: str, *, participle: bool = False) -> list[tuple[str, bool]]:
    """Return a folded noun's own forms as (form, is it plural): accusative alef, dual, plural in ات (ون/ين and feminine for
    participles)."""
    if noun in ("", "?"):
        return []
    found = [(noun, False)]
    if noun.endswith("ة"):
        stem = noun[:-1]
        found += [(stem + "تان", True), (stem + "تين", True), (stem + "ات", True)]
        return found
    if noun.endswith("ي") and participle:  # منادي: مناد
        found.append((noun[:-1], False))
    if not noun.endswith(("اء", "ا")):
        found.append((noun + "ا", False))
    found += [(noun + "ان", True), (noun + "ين", True), (noun + "ات", True)]
    if participle:
        found += [(noun + "ون", True), (noun + "ة", False), (noun + "تين", True), (noun + "و", True)]
    return found


def article(form: str) -> str:
    """Return a form with the article: `"جندي"` → `"الجندي"`."""
    return form if form.startswith("ال") and len(form) > 4 else "ال" + form


def inflect_nisba(nisba: str, plurals: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return the inflections of an adjective of nationality as (form, flags): p plural, f feminine, d definite.

    `inflect_nisba("مصري")` holds `("المصرية", "fd")` and `("مصريين", "p")`.
    """
    nisba = fold(nisba)
    first, _, last = nisba.rpartition(" ")
    if first.endswith("ي"):  # كوري جنوبي: both words are inflected
        ends = dict(zip((row[0] for row in inflect_nisba(last)), inflect_nisba(first), strict=True))
        return [(f"{row[0]} {form}", row[1]) for form, row in ends.items()] + [(fold(plural), "p") for plural in plurals]
    rows = [
        (nisba, ""),
        (nisba + "ة", "f"),
        (nisba + "ون", "p"),
        (nisba + "ين", "p"),
        (nisba + "ان", "p"),
        (nisba + "ات", "fp"),
        (nisba + "تان", "fp"),
        (nisba + "تين", "fp"),
        (nisba + "ا", ""),
    ]
    rows += [(form, "p") for plural in map(fold, plurals) for form in (plural, *(() if plural[-1] in "ةءا" else (plural + "ا",)))]
    return [*rows, *(("ال" + form, flags + "d") for form, flags in rows)]  # ألماني begins with ال itself


def inflect_agent(
    names: tuple[str, ...], *, plural: bool, sound: bool = True, feminine: bool = True
) -> dict[tuple[str, ...], str]:
    """Return the word sequences of one agent phrase (folded words) with flags: p plural, f feminine, d definite, c construct.

    `sound`: a plural in ون may be made, `feminine`: forms in ة and ات. One word: article, accusative, dual, feminine and
    sound plurals. A construct ("وزير الداخلية"): the head in all numbers and
    genders, with and without the article of its last word. A noun with its adjective: both with or without the article.
    """
    found: dict[tuple[str, ...], str] = {}

    def add(words: tuple[str, ...], flags: str) -> None:
        found.setdefault(words, flags)

    head, rest = names[0], names[1:]
    heads = [(head, "p" if plural else "")]
    if plural:
        if head.endswith("ون"):
            heads += [(head[:-2] + "ين", "p"), (head[:-2] + "و", "pc"), (head[:-2] + "ي", "pc")]
        elif not head.endswith(("ين", "ات", "ة", "ء", "ا", "ي")) and not rest:
            heads.append((head + "ا", "p"))
    elif not head.startswith("ال"):
        stem = head[:-1] if head.endswith("ة") else head
        if head.endswith("ة"):
            heads += [(stem + "تان", "p"), (stem + "تين", "p"), (stem + "تا", "pc"), (stem + "تي", "pc"), (stem + "ات", "pf")]
        else:
            heads += [(head + "ان", "p"), (head + "ين", "p"), (head + "ا", "")]
            heads += [(head + "ة", "f"), (head + "ات", "pf")] if feminine else []
            heads += [(head + "ي", "pc"), (head + "ا", "pc")] if rest else []
            heads += [(head + "ون", "p"), (head + "و", "pc"), (head + "ي", "pc")] if sound else []
    for form, flags in heads:
        tails = [rest]
        if rest:
            last = rest[-1]
            tails += [(*rest[:-1], last[2:])] if last.startswith("ال") and len(last) > 4 else [(*rest[:-1], article(last))]
        for tail in tails:
            definite = "d" if tail and tail[-1].startswith("ال") else ""
            add((form, *tail), flags + definite)
            if (
                len(tail) == 1 and not tail[0].startswith("ال") and not rest[0].endswith(("ة", "ا"))
            ):  # the adjective agrees: مسلحين مجهولين
                ending = next((e for e in ("ون", "ين", "ان", "ا") if form.endswith(e) and form != head), "")
                stem = rest[0].removesuffix("ون")
                if ending and (rest[0].endswith("ون") or not plural):
                    add((form, stem + ending), flags)
        if not form.startswith("ال"):
            if not rest:
                add((article(form),), flags + "d")
            elif rest[0] in PREPOSITIONS or rest[0] == "باسم":
                add((article(form), *rest), flags + "d")
            elif not any(word.startswith("ال") for word in rest):
                add((article(form), *(article(word) for word in rest)), flags + "d")
    return found
