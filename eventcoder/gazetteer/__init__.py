"""The gazetteer: places by their Arabic names, from the shipped table (GeoNames, CC BY 4.0) and from the dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from attrs import field, frozen

SHIPPED = Path(__file__).with_name("places.tsv")
HEAD = "country\tname\tlatitude\tlongitude\tpeople\tarabic"


@frozen
class Place:
    """A place: English name, ISO 3166 alpha-3 country ("" none), degrees, kind, people (0 unknown); `common`: its name is a
    common word too; `near`: folded phrases of which the document must hold one; `names`: folded."""

    english: str
    country: str
    latitude: float | None
    longitude: float | None
    kind: str = "city"
    people: int = 0
    common: bool = False
    near: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def area(self) -> bool:
        """Whether it holds other places: a governorate, a country, a sea."""
        return self.kind in ("region", "country", "water")


@frozen
class Gazetteer:
    """Places by folded name; a row of the shipped table is made a `Place` only when it is asked for."""

    rows: Mapping[str, Sequence[str]] = field(factory=dict, repr=False)
    added: Mapping[str, Sequence[Place]] = field(factory=dict, repr=False)
    longest: Mapping[str, int] = field(factory=dict, repr=False)
    """First word of names → words of the longest."""

    def find(self, name: str) -> list[Place]:
        """The places of a folded name, those of the dictionaries first; they take the place of the table's, but for areas."""
        own, rows = list(self.added.get(name, ())), self.rows.get(name, ())
        if not rows or not all([place.area for place in own]):
            return own
        return own + [_place(row, name) for row in rows]

    def with_places(self, places: Iterable[Place]) -> Gazetteer:
        """The gazetteer with places added."""
        added = {name: list(there) for name, there in self.added.items()}
        longest = dict(self.longest)
        for place in places:
            for name in place.names:
                added.setdefault(name, []).append(place)
                _note(longest, name)
        return Gazetteer(self.rows, added, longest)


def _note(longest: dict[str, int], name: str) -> None:
    first, blank, _ = name.partition(" ")
    words = name.count(" ") + 1 if blank else 1
    if longest.get(first, 0) < words:
        longest[first] = words


@lru_cache(maxsize=50_000)
def _place(row: str, name: str) -> Place:
    country, english, latitude, longitude, people, names = row.split("\t")
    common = f"{name}?" in names.split("|")
    return Place(english, country, float(latitude), float(longitude), "city", int(people), common, (), ())


@lru_cache(maxsize=1)
def shipped() -> Gazetteer:
    """The table that comes with the program, read once."""
    rows: dict[str, list[str]] = {}
    longest: dict[str, int] = {}
    head, *lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    if head != HEAD:
        raise ValueError(f"{SHIPPED}: the head is not '{HEAD}'")
    for line in lines:
        for name in line[line.rindex("\t") + 1 :].split("|"):
            name = name.removesuffix("?")
            rows.setdefault(name, []).append(line)
            _note(longest, name)
    return Gazetteer(rows, {}, longest)


__all__ = ["HEAD", "SHIPPED", "Gazetteer", "Place", "shipped"]
