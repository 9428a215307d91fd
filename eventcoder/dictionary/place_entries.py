"""Make places of `place:` entries: checked names, country and coordinates."""

from __future__ import annotations

import re

from eventcoder import arabic
from eventcoder.dictionary.entries import Faults, check_script, one, values
from eventcoder.dictionary.read import RawEntry
from eventcoder.gazetteer import Place

KINDS = ("city", "town", "village", "capital", "camp", "district", "site", "region", "country", "water", "none")


def make_place(raw: RawEntry, faults: Faults) -> Place | None:
    """The place of an entry, None where it has a fault."""
    before = len(faults.items)
    check_script(raw, faults, ("name", "near"), ("english", "country", "kind", "latitude", "longitude", "people", "common"))
    english = one(raw, "english", faults, needed=True)
    kind = one(raw, "kind", faults) or "city"
    if kind not in KINDS:
        faults.add(raw.head, f"kind '{kind}' is none of {', '.join(KINDS)}")
    country = one(raw, "country", faults, needed=kind not in ("water", "region", "none"))
    if country and not re.fullmatch("[A-Z]{3}", country):
        faults.add(raw.head, f"country '{country}' is no ISO 3166 code: three capitals, such as IRQ")
    names = tuple(" ".join(arabic.phrase(item.value)) for item in values(raw, "name"))
    if not names:
        faults.add(raw.head, "the place has no 'name:'")
    latitude, longitude = (_degrees(raw, faults, axis, limit) for axis, limit in (("latitude", 90), ("longitude", 180)))
    if (latitude is None) != (longitude is None):
        faults.add(raw.head, "a place has both 'latitude:' and 'longitude:', or neither")
    common = one(raw, "common", faults)
    if common not in ("", "yes"):
        faults.add(raw.head, "'common:' can only be 'yes'")
    people = one(raw, "people", faults)
    if people and not people.isdecimal():
        faults.add(raw.head, f"people '{people}' is no number")
    near = tuple(" ".join(arabic.phrase(item.value)) for item in values(raw, "near"))
    if len(faults.items) > before:
        return None
    return Place(english, country, latitude, longitude, kind, int(people or 0), bool(common), near, names)


def _degrees(raw: RawEntry, faults: Faults, axis: str, limit: int) -> float | None:
    text = one(raw, axis, faults)
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,3}(\.\d+)?", text) or abs(float(text)) > limit:
        faults.add(raw.head, f"{axis} '{text}' is no decimal degrees between -{limit} and {limit}")
        return None
    return float(text)
