"""Headlines: one line of newspaper English from a pattern's `english:` and the names of the actors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from eventcoder.coding.recast import choose_template, without_source, without_target
from eventcoder.records import Mention

_SLOT = re.compile(r"\{(source|target|issue|thing|event|clause)[*?]*\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_VERB = re.compile(r"\b(\w*)\(([a-z']*)(?:\|([a-z']*))?\)")
_AGREE = re.compile(r"\(([a-z']*)(?:\|([a-z']*))?\)")
_NAMED = re.compile(r"\{(?:source|target)\}")
_ON_A_PLACE = re.compile(
    r"\b(?:shell|bomb|bombard|strike|raid|storm|invade|occup|besiege|blockade|attack|seize\(s\) control of)"
    r"\(?[a-z|]*\)? \{target\}\Z"
)
"""Templates whose target may be a town: "Israeli army shells Gaza"."""
_OF_THINGS = re.compile(r"\b(?:burn|block|smash|vandalise|destroy|set\(s\) fire to)\(?")
_OF_LAND = re.compile(r"\b(?:occup|invade|seize\(s\) control)")
_PLURAL = re.compile(r"\b[a-z]+[^s\W]s\Z|\b(?:police|people|personnel|children|[a-z]*men)\Z|[a-z](?:ans|wis)\Z")
"""Names that end in a small-letter plural: "Chechen rebels", "US police"."""


def headline(
    template: str,
    source: Mention | None,
    target: Mention | None,
    issues: Sequence[str],
    name: str,
    *,
    planned: bool = False,
    root: str = "",
    place: str = "",
) -> str:
    """Fill an `english:` template: `"{source} consult(s) {target}[ on {issue}]"` → "US consults GNA on security sector
    reform".

    `root` of the code tells how an unknown actor is called, `place` is where it happened, for attacks on nobody known.
    """
    filled = {
        "source": _called(source),
        "target": _called(target),
        "issue": _listed(issues),
        "thing": "",
        "event": "",
        "clause": "",
    }
    template = template or f"{{source}}: {name.lower()}[ ({{target}})]"
    on_a_place, unknown_target = _grounds(template)
    if place and on_a_place and not filled["target"]:
        filled["target"] = place.partition(" (")[0]  # "Tripoli (Lebanon)"
    unknown = unknown_actors(root)
    if unknown_target:
        unknown = unknown[0], unknown_target
    plural = is_plural(source) if filled["source"] else unknown[0].endswith("s")
    told = frozenset([slot for slot, text in filled.items() if text])
    template = _shaped(template, told, plural, planned, crowd=root == "14")
    fallback = dict(zip(("source", "target"), unknown, strict=True))
    text = _SLOT.sub(lambda match: filled[match.group(1)] or fallback.get(match.group(1), ""), template)
    text = " ".join(text.split()).strip(" ,;")
    if place and not _NAMED.search(template):
        text = f"{text} in {place.partition(' (')[0]}"  # "Protest in Dresden"
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=10_000)
def _grounds(template: str) -> tuple[bool, str]:
    """Whether a template's target may be a town, and what a target that nobody knows is called by what is done to it ("" by the
    act's role)."""
    on_a_place = bool(_ON_A_PLACE.search(template))
    if _OF_LAND.search(template):
        return on_a_place, "territory"
    return on_a_place, "targets" if on_a_place else "property" if _OF_THINGS.search(template) else ""


@lru_cache(maxsize=10_000)
def _shaped(template: str, told: frozenset[str], plural: bool, planned: bool, *, crowd: bool) -> str:
    """A template recast for the slots that are `told`, without the optional parts whose slots are not, its verbs in their number
    or as a plan ("to visit"); a `crowd` that nobody names is called one."""

    def optional(match: re.Match[str]) -> str:
        inner = match.group(1)
        return inner if told.issuperset(_SLOT.findall(inner)) else ""

    template = choose_template(template, target="target" in told)
    if "source" not in told and not crowd:
        template = without_source(template, planned=planned)
    if "target" not in told:
        template = without_target(template)
    if planned:
        template = _VERB.sub(lambda match: f"to {match.group(1)}{match.group(3) or ''}", template, count=1)
    template = _OPTIONAL.sub(optional, template)
    return _AGREE.sub(lambda match: (match.group(2) or "") if plural else match.group(1), template)


def unknown_actors(root: str) -> tuple[str, str]:
    """What a source and a target that nobody knows are called: by the role that the act gives them."""
    source = {"14": "protesters", "18": "unidentified attackers", "19": "unidentified forces", "20": "unidentified forces"}
    return source.get(root, "unidentified party"), "people" if root in ("17", "18", "19", "20") else "others"


def is_plural(mention: Mention | None) -> bool:
    """Whether the verb of a headline is plural behind a name: "Chechen rebels", "US police" of several; not "Egypt" of "both
    countries"."""
    if mention is None or not mention.english:
        return False
    return _is_plural_name(mention.english, plural=mention.plural)


@lru_cache(maxsize=10_000)
def _is_plural_name(english: str, *, plural: bool) -> bool:
    english = english.partition(" in ")[0]  # "foreigners in Egypt"
    last = english.split()[-1]
    return bool(_PLURAL.search(english)) or plural and (last[:1].islower() or last.endswith("s"))


def _called(mention: Mention | None) -> str:
    return mention.english if mention is not None else ""


def _listed(issues: Sequence[str]) -> str:
    if len(issues) < 2:
        return "".join(issues)
    return ", ".join(issues[:-1]) + " and " + issues[-1]


__all__ = ["headline", "is_plural", "unknown_actors"]
