"""Make the inflections of a verb or event noun entry, with what each tells (see `Lexicon.forms`)."""

from __future__ import annotations

import mazini

from eventcoder import arabic
from eventcoder.dictionary import conjugate, entries, read
from eventcoder.dictionary.inflections import Inflect, plainly


def verb_forms(raw: read.RawEntry, faults: entries.Faults, inflect: Inflect = plainly) -> dict[str, set[str]]:
    """Return the folded forms of a verb with their features, as `inflect` makes them; faults for a root that cannot be conjugated
    or gives another lemma."""
    entries.check_script(raw, faults, ("masdar", "forms", "root"), ("class", "reduced", "passive", "participles"))
    for name in ("reduced", "passive", "participles"):
        if entries.one(raw, name, entries.Faults(raw.path)) not in ("", "yes", "no"):
            faults.add(entries.values(raw, name)[0], f"{name} is 'yes' or 'no'")
    forms: dict[str, set[str]] = {}
    by_hand = entries.values(raw, "forms")
    root, verb_class = entries.one(raw, "root", faults), entries.one(raw, "class", faults)
    if root and verb_class:
        try:
            reduced, passive = (entries.one(raw, name, faults) == "yes" for name in ("reduced", "passive"))
            forms = inflect(root, verb_class, reduced, passive)
        except (mazini.MaziniError, ValueError) as error:
            faults.add(entries.values(raw, "root")[0], f"cannot be conjugated as {verb_class}: {error}")
        else:
            if entries.one(raw, "participles", faults) == "no":
                forms = {form: kept for form, features in forms.items() if (kept := {f for f in features if f[0] not in "aAqQ"})}
            lemma = arabic.fold(raw.head.value)
            if lemma not in forms:
                faults.add(raw.head, f"root {root} and class {verb_class} give {lemma_of(forms)}, not {lemma}")
    elif not by_hand:
        faults.add(raw.head, "the verb needs 'root:' and 'class:', or 'forms:'")
    for item in entries.values(raw, "masdar"):
        for form, plural in conjugate.inflect_noun(arabic.fold(item.value)):
            forms.setdefault(form, set()).add("M" if plural else "m")
    for item in by_hand:
        for word in item.value.split():
            word = arabic.fold(word)
            forms.setdefault(word, set()).add(
                "i3ms" if word[:1] == "ي" else "i3fs" if word[:1] == "ت" and raw.head.value[0] != "ت" else "p3ms"
            )
    return forms


def noun_forms(raw: read.RawEntry) -> dict[str, set[str]]:
    """Return the folded forms of an event noun with their features."""
    forms: dict[str, set[str]] = {}
    for form, plural in conjugate.inflect_noun(arabic.fold(raw.head.value)):
        forms.setdefault(form, set()).add("N" if plural else "n")
    for item in [*entries.values(raw, "plural"), *entries.values(raw, "forms")]:
        for word in item.value.split():
            forms.setdefault(arabic.fold(word), set()).add("N" if item.name == "plural" else "n")
    return forms


def lemma_of(forms: dict[str, set[str]]) -> str:
    """The past tense of the third person singular among conjugated forms."""
    return next((form for form, features in forms.items() if "p3ms" in features), "nothing")
